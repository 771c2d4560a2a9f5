"""Snapshots from the database: two statements for a town, three for a section, however many cells there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.db import connection

from bureau.catalogue.declarations import Reporter, Term
from bureau.figures.models import Sheet
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from bureau.returns.checks.declarations import Scope, all_checks, all_settings
from bureau.returns.checks.snapshot import Item, Snapshot
from bureau.returns.checks.thresholds import Thresholds
from bureau.returns.series import Series

# Two statistical years back, whatever month they begin in.
_REACH: Final = 24

_ROWS = """
WITH filed AS (
    SELECT f.indicator_id, array_agg(f.month) AS months, array_agg(f.value) AS amounts
    FROM figures_figure f
    WHERE f.unit_id = %(unit)s AND f.month BETWEEN %(first)s AND %(month)s AND f.value IS NOT NULL
    GROUP BY f.indicator_id
), asked AS (
    SELECT DISTINCT a.indicator_id FROM catalogue_assignment a
    WHERE a.unit_id = %(unit)s AND a.begins <= %(month)s AND (a.ends IS NULL OR a.ends >= %(month)s)
)
SELECT i.code, i.name, i.unit, i.decimals, i.kind, i.aggregate, coalesce(p.code, ''), i.exhaustive,
       (SELECT array_agg(r.side || ' ' || r.sign || ' ' || x.code ORDER BY r.id)
        FROM catalogue_ratepart r JOIN catalogue_indicator x ON x.id = r.part_id WHERE r.rate_id = i.id),
       i.cutoff_day, i.year_start_month, i.reported_by, q.indicator_id IS NOT NULL,
       row_number() OVER (ORDER BY i.domain, i."order", i.code), s.months, s.amounts, f.explanation
FROM catalogue_indicator i
LEFT JOIN catalogue_indicator p ON p.id = i.parent_id
LEFT JOIN asked q ON q.indicator_id = i.id
LEFT JOIN filed s ON s.indicator_id = i.id
LEFT JOIN figures_figure f ON f.unit_id = %(unit)s AND f.month = %(month)s AND f.indicator_id = i.id
WHERE NOT i.retired AND (i.domain = %(domain)s OR i.code = ANY(%(codes)s))
"""

_AIMS = """
SELECT 'target', i.code, t.value::text FROM catalogue_target t JOIN catalogue_indicator i ON i.id = t.indicator_id
WHERE t.unit_id = %(unit)s AND t.superseded_at IS NULL AND i.code = ANY(%(targets)s)
  AND t.year = %(year)s + CASE WHEN i.year_start_month BETWEEN 2 AND %(calendar_month)s THEN 1 ELSE 0 END
UNION ALL
SELECT 'setting', c.key, c.text FROM returns_checksetting c
WHERE c.bureau_id = %(bureau)s AND c.superseded_at IS NULL
"""

# Sums over the units of a bureau; only what every unit that has to report has reported is a sum.
_SUMS = """
SELECT i.code, m.month, sum(f.value), bool_and(f.value IS NOT NULL),
       sum(f.value) FILTER (WHERE u.kind = 'town'), bool_and(f.value IS NOT NULL) FILTER (WHERE u.kind = 'town')
FROM catalogue_indicator i
CROSS JOIN unnest(%(months)s::int[]) AS m (month)
JOIN catalogue_assignment a ON a.indicator_id = i.id AND a.begins <= m.month AND (a.ends IS NULL OR a.ends >= m.month)
JOIN organisation_unit u ON u.id = a.unit_id AND u.lineage @> ARRAY[%(bureau)s]::bigint[]
LEFT JOIN figures_figure f ON f.unit_id = u.id AND f.month = m.month AND f.indicator_id = i.id
WHERE (i.code = ANY(%(across)s) AND i.aggregate <> 'ratio')
   OR (i.code = ANY(%(towns)s) AND m.month = %(month)s)
GROUP BY i.code, m.month
"""


_FILERS = """
SELECT array_agg(DISTINCT i.code) FROM catalogue_assignment a
JOIN catalogue_indicator i ON i.id = a.indicator_id
JOIN organisation_unit u ON u.id = a.unit_id AND u.lineage @> ARRAY[%(bureau)s]::bigint[]
WHERE a.begins <= %(month)s AND (a.ends IS NULL OR a.ends >= %(month)s) GROUP BY a.unit_id
"""


@dataclass
class Sums:
    """What the units of a bureau reported together: by code and month, and the towns' part of this month."""

    series: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    towns: dict[str, Decimal] = field(default_factory=dict)


def load(sheet: Sheet) -> Snapshot:
    """The sheet as the checks see it. `sheet.unit` is read along if it is not loaded yet."""
    unit = sheet.unit
    items, series, explanations = _rows(unit.pk, sheet.month, sheet.domain, _reached(sheet.domain))
    targets, thresholds = _aims(unit, sheet.month)
    sums, bureau = Sums(), None
    if unit.kind != UnitKind.TOWN:
        shared = [code for code, item in items.items() if item.is_shared and item.is_asked]
        across = _across(items)
        sums = _sums(unit.bureau_id, sheet.month, across, shared)
        if across:
            bureau = _whole(unit.bureau_id, sheet.month, items, sums, thresholds)
    return Snapshot(
        unit_id=unit.pk,
        month=sheet.month,
        items=items,
        series=series,
        domain=sheet.domain,
        targets=targets,
        explanations=explanations,
        towns=sums.towns,
        bureau=bureau,
        thresholds=thresholds,
    )


def load_bureau(bureau: Unit, month: Month) -> Snapshot:
    """The totals of a bureau as the relations see them, over everything that a relation names."""
    codes = sorted({code for check in all_checks() for code in check.codes})
    items, _, _ = _rows(bureau.pk, month, "", codes)
    targets, thresholds = _aims(bureau, month)
    sums = _sums(bureau.pk, month, codes, codes)
    whole = _whole(bureau.pk, month, items, sums, thresholds)
    return Snapshot(
        unit_id=bureau.pk,
        month=month,
        items=whole.items,
        series=whole.series,
        targets=targets,
        towns=sums.towns,
        thresholds=thresholds,
    )


def filed_together(bureau_id: int, month: Month) -> list[frozenset[str]]:
    """What each unit of the bureau files in the month."""
    with connection.cursor() as cursor:
        cursor.execute(_FILERS, {"bureau": bureau_id, "month": month.number})
        return [frozenset(codes) for (codes,) in cursor.fetchall()]


def thresholds_of(bureau_id: int) -> Thresholds:
    """What the bureau has set, over the defaults."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, text FROM returns_checksetting WHERE bureau_id = %s AND superseded_at IS NULL",
            [bureau_id],
        )
        return Thresholds.over(all_settings(), dict(cursor.fetchall()))


def _reached(domain: str) -> list[str]:
    """Indicators of other domains that a relation of this one's sheet names."""
    return sorted(
        {
            code
            for check in all_checks()
            if any(code.startswith(f"{domain}.") for code in check.codes)
            for code in check.codes
        }
    )


def _across(items: Mapping[str, Item]) -> list[str]:
    """What is read from the whole bureau: the operands of relations across units that touch this sheet."""
    asked = {code for code, item in items.items() if item.is_asked}
    return sorted(
        {
            code
            for check in all_checks()
            if check.scope is Scope.ACROSS and check.codes & asked
            for code in check.codes
        }
    )


def _rows(
    unit_id: int, month: Month, domain: str, codes: Sequence[str]
) -> tuple[dict[str, Item], dict[str, Series], dict[str, str]]:
    items: dict[str, Item] = {}
    series: dict[str, Series] = {}
    explanations: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _ROWS,
            {
                "unit": unit_id,
                "month": month.number,
                "first": (month - _REACH).number,
                "domain": domain,
                "codes": list(codes),
            },
        )
        for row in cursor.fetchall():
            code, name, unit, decimals, kind, aggregate, parent, exhaustive, parts = row[:9]
            cutoff_day, year_start, reported_by, asked, order, months, amounts, explanation = row[9:]
            sides = _sides(parts or ())
            items[code] = Item(
                code=code,
                name=name,
                unit=unit,
                decimals=decimals,
                kind=kind,
                aggregate=aggregate,
                parent=parent,
                exhaustive=exhaustive,
                numerator=sides["numerator"],
                denominator=sides["denominator"],
                cutoff_day=cutoff_day,
                year_start_month=year_start,
                is_shared=reported_by == Reporter.BOTH,
                is_asked=asked,
                order=order,
            )
            if months:
                series[code] = dict(sorted(zip(months, amounts, strict=True)))
            if explanation:
                explanations[code] = explanation
    return items, series, explanations


def _sides(parts: Iterable[str]) -> dict[str, tuple[Term, ...]]:
    sides: dict[str, tuple[Term, ...]] = {"numerator": (), "denominator": ()}
    for part in parts:
        side, sign, code = part.split(" ")
        sides[side] += (Term(code, int(sign)),)
    return sides


def _aims(unit: Unit, month: Month) -> tuple[dict[str, Decimal], Thresholds]:
    wanted = sorted({code for check in all_checks() if "target(" in check.formula for code in check.codes})
    targets: dict[str, Decimal] = {}
    own: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _AIMS,
            {
                "unit": unit.pk,
                "targets": wanted,
                "year": month.year,
                "calendar_month": month.month,
                "bureau": unit.bureau_id,
            },
        )
        for kind, key, text in cursor.fetchall():
            if kind == "target":
                targets[key] = Decimal(text)
            else:
                own[key] = text
    return targets, Thresholds.over(all_settings(), own)


def _sums(bureau_id: int, month: Month, across: Sequence[str], towns: Sequence[str]) -> Sums:
    sums = Sums()
    first = month - _REACH if across else month
    with connection.cursor() as cursor:
        cursor.execute(
            _SUMS,
            {
                "bureau": bureau_id,
                "month": month.number,
                "months": [one.number for one in Month.between(first, month)],
                "across": list(across),
                "towns": list(towns),
            },
        )
        wanted = set(across)
        for code, at, total, is_whole, of_towns, towns_whole in cursor.fetchall():
            if is_whole and code in wanted:
                sums.series.setdefault(code, {})[at] = total
            if towns_whole and at == month.number:
                sums.towns[code] = of_towns
    return sums


def _whole(
    bureau_id: int, month: Month, items: Mapping[str, Item], sums: Sums, thresholds: Thresholds
) -> Snapshot:
    series: dict[str, Series] = {code: dict(sorted(months.items())) for code, months in sums.series.items()}
    asked = {code: Item(**{**vars(item), "is_asked": code in series}) for code, item in items.items()}
    return Snapshot(unit_id=bureau_id, month=month, items=asked, series=series, thresholds=thresholds)
