"""The nightly look at every sheet that is still moving, at the bureaus' totals, and at the years loaded from texts.

A hard failure in a loaded year is a standing finding: the year was published so, and nobody can submit it again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bureau.figures.models import Sheet
from bureau.figures.models.sheets import SETTLED
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from bureau.returns.checks.declarations import DECLARED, Span
from bureau.returns.checks.evaluating import evaluate_relations
from bureau.returns.checks.keeping import Place, keep, keep_sheet, rules_digest
from bureau.returns.checks.loading import filed_together, load, load_bureau, thresholds_of
from bureau.returns.models import CheckedSheet, KeptFinding

logger = logging.getLogger(__name__)

# Open sheets older than this are left alone: nobody files them any more.
MONTHS_BACK: Final = 24


_PAST: Final = """
SELECT s.id, y.changed, c.at, coalesce(c.rules, '')
FROM (
    SELECT f.unit_id, i.domain, max(f.month) AS last, max(f.changed_at) AS changed
    FROM figures_figure f JOIN catalogue_indicator i ON i.id = f.indicator_id
    WHERE f.source = 'historic' GROUP BY f.unit_id, i.domain, f.month / 100
) y
JOIN figures_sheet s ON s.unit_id = y.unit_id AND s.domain = y.domain AND s.month = y.last
LEFT JOIN returns_checkedsheet c ON c.sheet_id = s.id
"""
_PAST_MONTHS: Final = """
SELECT max(f.month) FROM figures_figure f JOIN organisation_unit u ON u.id = f.unit_id
WHERE f.source = 'historic' AND u.lineage @> ARRAY[%s]::bigint[] GROUP BY f.month / 100 ORDER BY 1
"""


@dataclass(frozen=True)
class Swept:
    """What one sweep looked at."""

    sheets: int
    past: int
    bureaus: int


def sweep_checks() -> Swept:
    """Look at everything that may have changed; running it twice finds the same."""
    sheets = list(moving_sheets())
    for sheet in sheets:
        keep_sheet(sheet)
    past = sum(_look_back(sheet) for sheet in past_sheets())
    months = {sheet.month for sheet in sheets}
    bureaus = 0
    for bureau in Unit.objects.filter(kind=UnitKind.BUREAU):
        below = {sheet.month for sheet in sheets if bureau.pk in sheet.unit.lineage}
        for month in sorted(months & below):
            _look_at_bureau(bureau, month, None)
            bureaus += 1
        for month in _past_months(bureau):
            _look_at_bureau(bureau, month, Span.TO_DATE)
            bureaus += 1
    swept = Swept(len(sheets), past, bureaus)
    logger.info("Checked %s sheets, %s past ones, %s bureau months", swept.sheets, swept.past, swept.bureaus)
    return swept


def moving_sheets() -> QuerySet[Sheet]:
    """Sheets that are not settled, and those settled since they were last looked at."""
    earliest = Month.of(timezone.localdate()) - MONTHS_BACK
    looked = CheckedSheet.objects.filter(sheet=OuterRef("pk"), at__lt=OuterRef("approved_at"))
    return (
        Sheet.objects.filter(~Q(state__in=SETTLED) | Exists(looked), month__gte=earliest.number)
        .select_related("unit")
        .order_by("month", "unit", "domain")
    )


def past_sheets() -> Iterator[Sheet]:
    """Of each loaded year of a unit the last sheet, if it has to be looked at: its year so far is what was printed."""
    with connection.cursor() as cursor:
        cursor.execute(_PAST)
        rows = {sheet_id: (changed, at, rules) for sheet_id, changed, at, rules in cursor.fetchall()}
    digests: dict[int, str] = {}
    for sheet in Sheet.objects.filter(pk__in=rows).select_related("unit").order_by("pk"):
        changed, at, rules = rows[sheet.pk]
        bureau = sheet.unit.bureau_id
        if bureau not in digests:
            digests[bureau] = rules_digest(thresholds_of(bureau))
        if at is None or at < changed or rules != digests[bureau]:
            yield sheet


def _look_back(sheet: Sheet) -> int:
    """A loaded year is held against the declared relations, all of them over the whole year."""
    snapshot = load(sheet)
    verdict = evaluate_relations(snapshot, Span.TO_DATE)
    at = timezone.now()
    findings = [one for one in verdict.findings if one.cells]
    keep(Place(sheet.unit_id, sheet.month, sheet.domain), findings, at)
    CheckedSheet.objects.update_or_create(
        sheet=sheet, defaults={"at": at, "rules": rules_digest(snapshot.thresholds)}
    )
    return 1


def _look_at_bureau(bureau: Unit, month: Month, span: Span | None) -> None:
    """What no single unit's sheet can show: relations of which some unit files a part only."""
    verdict = evaluate_relations(load_bureau(bureau, month), span)
    filed = filed_together(bureau.pk, month)
    told = set(
        KeptFinding.objects.standing()
        .filter(month=month, unit__lineage__contains=[bureau.pk])
        .exclude(unit=bureau)
        .values_list("rule", flat=True)
    )
    for domain, book in DECLARED.items():
        split = {
            check.rule
            for check in book.checks
            if any(0 < len(check.codes & one) < len(check.codes) for one in filed)
        }
        findings = [one for one in verdict.findings if one.rule in split - told]
        keep(Place(bureau.pk, month, domain), findings, timezone.now())


def _past_months(bureau: Unit) -> list[Month]:
    """The last month of each year that was loaded for the bureau."""
    with connection.cursor() as cursor:
        cursor.execute(_PAST_MONTHS, [bureau.pk])
        return [Month.from_number(number) for (number,) in cursor.fetchall()]
