"""How many rows stand behind the figures that a total is made of."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.figures.models import Figure, Source
from bureau.registers.models import Tally
from bureau.totals.tracing import Key


def rows_of(figures: Sequence[Figure]) -> dict[Key, int]:
    """The rows of each counted figure; one whose rows are all gone has none."""
    counted = [figure for figure in figures if figure.source == Source.COUNTED]
    if not counted:
        return {}
    tallies = Tally.objects.filter(
        unit__in={figure.unit_id for figure in counted},
        month__in={figure.month for figure in counted},
        indicator__in={figure.indicator_id for figure in counted},
    )
    known = {(one.unit_id, one.month, one.indicator_id): one.rows for one in tallies}
    keys = [(figure.unit_id, figure.month, figure.indicator_id) for figure in counted]
    return {key: known.get(key, 0) for key in keys}
