"""What may be done about a finding with one press: a number to take over, or words to begin an explanation with.

Nothing is taken over by itself: a press writes into the cell or the field, and its clerk lets it stand or not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bureau.figures.models import Figure, Sheet
from bureau.quantities import base_decimals, entry, entry_unit
from bureau.returns.checks.finding import Finding
from bureau.returns.checks.snapshot import Item, Snapshot
from bureau.returns.checks.thresholds import SLIP

# As far back as the history of a cell is shown.
_MONTHS: Final = 24
_MOST_WORDS: Final = 2


@dataclass(frozen=True)
class Offer:
    """A number that a cell could take, in the unit and on the basis in which it is typed."""

    code: str
    name: str
    text: str


def offers_for(finding: Finding, snapshot: Snapshot, *, by_total: bool = False) -> list[Offer]:
    """`by_total`: sums are typed as 累计数."""
    months: dict[str, Decimal] = {}
    for one in finding.suggestions:
        item = snapshot.items.get(one.code)
        if item is None or one.code not in finding.cells or one.is_elsewhere:
            continue
        before = snapshot.year_before(one.code) if one.is_to_date and item.adds_up else Decimal(0)
        months[one.code] = one.value - before
    if finding.rule == SLIP:
        months |= _unslipped(snapshot, snapshot.items[finding.cells[0]])
    offers = []
    for code, value in months.items():
        item = snapshot.items[code]
        if value >= 0:
            shown = value + snapshot.year_before(code) if by_total and item.adds_up else value
            text = entry(shown, unit=entry_unit(item.unit), base_unit=item.unit)
            offers.append(Offer(code, item.name, text))
    return offers


def _unslipped(snapshot: Snapshot, item: Item) -> dict[str, Decimal]:
    """The value in the unit that it was probably meant in."""
    value, month = snapshot.typed(item.code), snapshot.month
    base = snapshot.at(item.code, month.previous) or snapshot.at(item.code, month.last_year)
    factor = snapshot.thresholds.number(SLIP)
    if value is None or not base or not factor:
        return {}
    meant = value / factor if value > base else value * factor
    fits = meant == round(meant, base_decimals(item.unit, item.decimals))
    return {item.code: meant} if fits else {}


def earlier_words(sheet: Sheet, codes: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """What was written to explain these cells in earlier months, the latest first."""
    if not codes:
        return {}
    rows = (
        Figure.objects.filter(
            unit_id=sheet.unit_id,
            month__lt=sheet.month,
            month__gte=sheet.month - _MONTHS,
            indicator__code__in=codes,
        )
        .exclude(explanation__isnull=True)
        .order_by("-month")
        .values_list("indicator__code", "explanation")
    )
    found: dict[str, dict[str, None]] = {}
    for code, words in rows:
        if words:
            found.setdefault(code, {}).setdefault(words)
    return {code: tuple(words)[:_MOST_WORDS] for code, words in found.items()}
