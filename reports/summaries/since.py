"""What would be different now in a final summary, and which corrections made it so. Nothing here changes a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from bureau.catalogue.models import Indicator, RatePart
from bureau.figures.corrected import corrected_since
from bureau.figures.models import Correction
from bureau.organisation.models import User
from bureau.periods import Month, Span
from bureau.web.notices import Notice
from reports.models import FrozenFigure, FrozenSummary
from reports.summaries import access
from reports.summaries.bindings import value_behind
from reports.summaries.building import document_of
from reports.summaries.reading import figures_of

NO_LONGER = "不再出现"
Key = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One number of a final text, what it would say now, and the corrections that moved it.

    None did when more was approved since, or a target was set anew.
    """

    frozen: FrozenFigure
    now: str
    causes: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class _Printed:
    text: str
    value: Decimal | None


def differences(frozen: FrozenSummary) -> list[Difference]:
    """Every number that the same text, of the same months, would print otherwise now; in the order of reading."""
    rows = list(frozen.figures.select_related("indicator", "unit"))
    printed = _printed_now(frozen)
    by_key: defaultdict[Key, list[FrozenFigure]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    moved = [(row, now) for key, same in by_key.items() for row, now in _changed(same, printed.get(key, []))]
    if not moved:
        return []
    moved.sort(key=lambda pair: pair[0].place)
    causes = _Causes(frozen, {row.indicator_id for row, _ in moved})
    return [Difference(row, now, causes.of(row)) for row, now in moved]


def notices_for(user: User) -> Iterator[Notice]:
    """For the office: final summaries of which a correction has changed a number since."""
    units = access.exportable_units(user)
    for frozen in FrozenSummary.objects.filter(unit__in=units).latest_editions().select_related("unit"):
        if not corrected_since(frozen.unit, indicators_behind(frozen), frozen.frozen_at).exists():
            continue
        number = sum(1 for one in differences(frozen) if one.causes)
        if number:
            address = reverse("summaries:frozen", args=[frozen.unit.code, frozen.year, frozen.edition])
            yield Notice(
                f"{frozen.title}（第{frozen.edition}稿）定稿后有更正：{number} 个数现在会不同", address
            )


def indicators_behind(frozen: FrozenSummary) -> set[int]:
    """The indicators printed, and those of which printed rates are made."""
    printed = set(frozen.figures.order_by().values_list("indicator", flat=True).distinct())
    return printed | set(RatePart.objects.filter(rate__in=printed).values_list("part", flat=True))


def _printed_now(frozen: FrozenSummary) -> dict[Key, list[_Printed]]:
    figures = figures_of(frozen.unit, frozen.year, until=frozen.last)
    found: defaultdict[Key, list[_Printed]] = defaultdict(list)
    for number in document_of(figures).numbers():
        if (source := number.source) is not None:
            key = (source.indicator, source.year, source.span, source.kind)
            found[key].append(_Printed(number.text, value_behind(number, source, figures)))
    return found


def _changed(frozen: Sequence[FrozenFigure], now: Sequence[_Printed]) -> Iterator[tuple[FrozenFigure, str]]:
    """Printed as often as before: word by word. Else the sentences themselves have changed, and the values decide."""
    if len(frozen) == len(now):
        yield from ((row, new.text) for row, new in zip(frozen, now, strict=True) if row.text != new.text)
    elif not now:
        yield from ((row, NO_LONGER) for row in frozen)
    else:
        yield from ((row, now[0].text) for row in frozen if not _holds(row, now))


def _holds(row: FrozenFigure, now: Iterable[_Printed]) -> bool:
    return any(row.text == new.text or (row.value is not None and row.value == new.value) for new in now)


class _Causes:
    """The corrections since a text was frozen, by the figures they count in."""

    def __init__(self, frozen: FrozenSummary, indicators: set[int]) -> None:
        self._parts: defaultdict[int, set[int]] = defaultdict(set)
        for rate, part in RatePart.objects.filter(rate__in=indicators).values_list("rate", "part"):
            self._parts[rate].add(part)
        asked = indicators.union(*self._parts.values())
        self._corrections = list(corrected_since(frozen.unit, asked, frozen.frozen_at))

    def of(self, row: FrozenFigure) -> tuple[Correction, ...]:
        if row.kind == "target":
            return ()
        counted = {row.indicator_id} | self._parts[row.indicator_id]
        months = _months_behind(row.indicator, row)
        return tuple(
            one
            for one in self._corrections
            if one.indicator_id in counted and (one.booked_month or one.month) in months
        )


def _months_behind(indicator: Indicator, row: FrozenFigure) -> set[Month]:
    """The months a number counts; a change counts those of the year before too."""
    years = (row.year, row.year - 1) if row.kind == "change" else (row.year,)
    slots = Span.parse(row.span).slots
    return {indicator.window.month_at(year, slot) for year in years for slot in slots}
