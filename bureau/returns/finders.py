"""Finding a sheet by its unit and its form: `城关镇 就业`, `就业月报表`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import Q
from django.urls import reverse

from bureau.figures.models import Sheet, SheetState
from bureau.organisation.models import User
from bureau.returns.naming import domain_title, domains, form_title, in_form_order
from bureau.web.finding import MOST, Found, add_finder

# People write the name of the form with more or fewer of these words.
ENDINGS: Final = ("工作月报表", "月报表", "月报", "报表")


def find_sheets(user: User, words: list[str]) -> Iterator[Found]:
    """The newest readable sheets that every word fits."""
    rows = Sheet.objects.readable_by(user).select_related("unit")
    for word in words:
        ending = next((one for one in ENDINGS if word.endswith(one)), "")
        name = word.removesuffix(ending)
        fitting = [domain for domain in domains() if name in domain_title(domain)]
        rows = rows.filter(
            Q(unit__name__icontains=name) | Q(unit__short_name__icontains=name) | Q(domain__in=fitting)
        )
    for sheet in rows.order_by("-month", "unit__order", "unit__code", in_form_order())[:MOST]:
        yield Found(
            f"{sheet.unit.label}　{form_title(sheet.domain)}　{sheet.month.label}",
            reverse("returns:sheet", args=[sheet.pk]),
            SheetState(sheet.state).label,
        )


add_finder("月报表", find_sheets)
