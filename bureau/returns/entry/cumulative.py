"""累计数: the clerk types what the year came to, the portal stores what the month came to.

The month is the cumulative number less the year to date before it; the first month of a statistical year starts at 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.db import connection

from bureau.catalogue.models import Indicator
from bureau.figures.models import Sheet
from bureau.organisation.models import User
from bureau.periods import Month
from bureau.quantities import QuantityError, base_decimals, entry, exponent_of, parse
from bureau.returns.changes import InvalidCells
from bureau.returns.lines import Line
from bureau.returns.models import Basis, EntryHabit
from bureau.returns.reading import read_some

# Months that were asked for and have neither a number nor a word why there is none.
_GAPS = """
SELECT a.indicator_id, m.month
FROM catalogue_assignment a
JOIN unnest(%(months)s) AS m (month) ON a.begins <= m.month AND (a.ends IS NULL OR a.ends >= m.month)
LEFT JOIN figures_figure f ON f.unit_id = a.unit_id AND f.month = m.month AND f.indicator_id = a.indicator_id
WHERE a.unit_id = %(unit)s AND a.indicator_id = ANY(%(indicators)s)
  AND f.value IS NULL AND coalesce(f.explanation, '') = ''
ORDER BY m.month
"""

Gaps = Mapping[int, Sequence[Month]]


def basis_of(user: User) -> Basis:
    """How this person types, as she last chose."""
    kept = EntryHabit.objects.filter(pk=user.pk).values_list("basis", flat=True).first()
    return Basis(kept) if kept else Basis.MONTH


def basis_named(name: str | None) -> Basis:
    """The basis a page was drawn with; anything unknown is the month."""
    return Basis(name) if name in Basis.values else Basis.MONTH


def keep_basis(user: User, basis: Basis) -> None:
    EntryHabit.objects.update_or_create(pk=user.pk, defaults={"basis": basis})


def before(line: Line) -> Decimal:
    """The year to date without what is typed for this month, in the base unit; booked corrections are in it."""
    to_date = (line.year_to_date or Decimal(0)) - (line.value or Decimal(0))
    # A month not yet reported counts no booking, but will as soon as the number typed here is saved.
    return to_date + (line.booked or Decimal(0)) if line.value is None else to_date


def to_date(line: Line, value: Decimal | None) -> Decimal | None:
    """What the year would come to if the month came to `value`."""
    return None if value is None else before(line) + value


def month_of(line: Line, typed: object, gaps: Sequence[Month], *, is_explained: bool) -> str:
    """The month in the unit of entry, out of a cumulative number as it was typed; nothing typed is nothing.

    Raises QuantityError with a sentence for what is no number, for a year with months missing, and for a year to
    date that falls without an explanation.
    """
    places = base_decimals(line.unit, line.decimals) + exponent_of(line.entry_unit, line.unit)
    total = parse(typed, unit=line.entry_unit, base_unit=line.unit, decimals=places, typed=True)
    if total is None:
        return ""
    if gaps:
        names = "、".join(f"{month.month}月" for month in gaps[:3]) + ("等" if len(gaps) > 3 else "")
        raise QuantityError(f"{names}还没有填报，由累计数算不出本月数；请先补报，或改填本月数。")
    value = total - before(line)
    if value < 0 and not is_explained:
        raise QuantityError(
            f"累计 {_entered(line, total)} 比上月累计 {_entered(line, before(line))} 少 {_entered(line, -value)}；"
            "请核对，确是核减的请先写明说明。"
        )
    return _entered(line, value)


def as_months(sheet: Sheet, given: object) -> object:
    """The list of cells with cumulative values made into months, where months add up.

    What is no list of cells is left for the reader of cells to refuse. Raises `InvalidCells`.
    """
    if not isinstance(given, list):
        return given
    lines = lines_by_code(sheet, [_code(item) for item in given])
    gaps = gaps_in(sheet, lines.values())
    fields: dict[str, list[str]] = {}
    months: list[object] = []
    for item in given:
        line = lines.get(_code(item))
        if line is None or not line.adds_up or "value" not in item:
            months.append(item)
            continue
        explained = bool(item.get("explanation", line.explanation))
        try:
            value = month_of(line, item["value"], gaps.get(line.indicator_id, ()), is_explained=explained)
            months.append({**item, "value": value})
        except QuantityError as error:
            fields[line.code] = [str(error)]
    if fields:
        raise InvalidCells(fields)
    return months


def _code(item: object) -> str:
    code = item.get("indicator") if isinstance(item, dict) else None
    return code if isinstance(code, str) else ""


def lines_by_code(sheet: Sheet, codes: Collection[str]) -> dict[str, Line]:
    keys = Indicator.objects.filter(code__in=codes, domain=sheet.domain).values_list("pk", flat=True)
    return {line.code: line for line in read_some(sheet, list(keys))}


def gaps_in(sheet: Sheet, lines: Collection[Line]) -> Gaps:
    """The months of the statistical year before this one that nobody filled, by indicator."""
    adding = {line.indicator_id: line.slot for line in lines if line.adds_up}
    months = [sheet.month - back for back in range(1, max(adding.values(), default=1))]
    if not months:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _GAPS,
            {
                "unit": sheet.unit_id,
                "indicators": list(adding),
                "months": [month.number for month in months],
            },
        )
        found: dict[int, list[Month]] = {}
        for indicator, number in cursor.fetchall():
            month = Month.from_number(number)
            if month > sheet.month - adding[indicator]:
                found.setdefault(indicator, []).append(month)
    return found


def _entered(line: Line, value: Decimal) -> str:
    return entry(value, unit=line.entry_unit, base_unit=line.unit)
