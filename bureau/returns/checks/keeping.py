"""Findings from one look to the next: new ones are written down, old ones seen again, those that are gone closed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bureau.figures.models import Sheet
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.quantities import plain
from bureau.returns.checks.declarations import all_checks
from bureau.returns.checks.evaluating import MISSING, evaluate
from bureau.returns.checks.finding import Finding, Verdict
from bureau.returns.checks.loading import load
from bureau.returns.checks.thresholds import Thresholds
from bureau.returns.models import CheckedSheet, KeptFinding


@dataclass(frozen=True)
class Place:
    """Where findings belong: a unit (or a bureau's totals), a month, a domain."""

    unit_id: int
    month: Month
    domain: str


def keep_sheet(sheet: Sheet) -> Verdict:
    """Look at a sheet and keep what is found; whoever submits, approves or corrects a sheet calls it."""
    snapshot = load(sheet)
    verdict = evaluate(snapshot)
    at = timezone.now()
    keep(Place(sheet.unit_id, sheet.month, sheet.domain), verdict.findings, at)
    CheckedSheet.objects.update_or_create(
        sheet=sheet, defaults={"at": at, "rules": rules_digest(snapshot.thresholds)}
    )
    return verdict


def keep(place: Place, findings: Iterable[Finding], at: datetime.datetime) -> None:
    """The standing findings of a place are these and no others. Cells not filled yet are no findings to keep."""
    found = {(one.rule, one.codes): one for one in findings if one.rule != MISSING}
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=place.unit_id)
        standing = KeptFinding.objects.standing().filter(
            unit_id=place.unit_id, month=place.month, domain=place.domain
        )
        gone, seen = [], []
        for kept in standing:
            one = found.pop((kept.rule, tuple(kept.codes)), None)
            if one is None:
                gone.append(kept.pk)
            else:
                _write(kept, one, at)
                seen.append(kept)
        KeptFinding.objects.filter(pk__in=gone).update(closed_at=at)
        KeptFinding.objects.bulk_update(seen, _SEEN)
        KeptFinding.objects.bulk_create(_new(place, one, at) for one in found.values())


_SEEN = (
    "level",
    "title",
    "message",
    "advice",
    "sides",
    "suggestions",
    "indicators",
    "explanation",
    "last_seen",
)


def _new(place: Place, finding: Finding, at: datetime.datetime) -> KeptFinding:
    kept = KeptFinding(
        unit_id=place.unit_id,
        month=place.month,
        domain=place.domain,
        rule=finding.rule,
        codes=list(finding.codes),
        first_seen=at,
    )
    _write(kept, finding, at)
    return kept


def _write(kept: KeptFinding, finding: Finding, at: datetime.datetime) -> None:
    kept.level = finding.level.value
    kept.title = finding.title
    kept.message = finding.message + finding.refused
    kept.advice = finding.advice
    kept.sides = sides_json(finding)
    kept.suggestions = suggestions_json(finding)
    kept.indicators = list(finding.cells)
    kept.explanation = finding.explanation
    kept.last_seen = at


def sides_json(finding: Finding) -> list[dict[str, str]]:
    return [
        {"name": side.name, "working": side.working, "value": side.value, "unit": side.unit}
        for side in finding.sides
    ]


def suggestions_json(finding: Finding) -> list[dict[str, str]]:
    return [
        {"indicator": one.code, "name": one.name, "value": plain(one.value), "text": one.text}
        for one in finding.suggestions
    ]


def rules_digest(thresholds: Thresholds) -> str:
    """Another digest means that a sheet has to be looked at again although nothing in it changed."""
    told = [f"{one.rule} {one.level} {one.span} {one.formula} {one.when}" for one in all_checks()]
    told += [f"{key} {thresholds.text(key)}" for key in sorted(thresholds.settings)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
