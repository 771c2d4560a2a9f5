"""Charts which a table draws row by row; larger ones are built by the view with bureau.web.charts."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from bureau.web.charts import Landing, MiniBars, ProgressBar, mini_bars, progress_bar
from bureau.web.charts.places import Value
from bureau.web.templatetags.numbers import percent

register = template.Library()


@register.inclusion_tag("components/charts/progress.html")
def progress(
    share: Value | None,
    pace: Value | None = None,
    landing: Landing | None = None,
    late: bool = False,
    scale: int = 110,
    width: str = "52",
    height: int = 14,
    sure: Value | None = None,
) -> dict[str, ProgressBar | str]:
    """`{% progress row.share pace=row.pace late=row.is_late %}`, all in per cent of the target.

    `sure` is the approved part of the share, where some of it is not.
    """
    words = ["未填报" if share is None else f"完成{percent(share)}"]
    if pace is not None:
        words.append(f"时序{percent(pace)}")
    bar = progress_bar(
        share, sure=sure, pace=pace, landing=landing, late=late, scale=scale, width=width, height=height
    )
    return {"bar": bar, "name": "，".join(words)}


@register.inclusion_tag("components/charts/mini_bars.html")
def months(values: Sequence[Value | None], current: int | None = None) -> dict[str, MiniBars]:
    """`{% months row.months current=10 %}`: one small bar a month, the current one dark."""
    return {"chart": mini_bars(values, current=current)}
