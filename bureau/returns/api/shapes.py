"""The forms in which sheets travel as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone
from rest_framework import serializers

from bureau.figures.models import Sheet, SheetState
from bureau.figures.writing import RivalCell
from bureau.quantities import plain
from bureau.returns.calendar.deadlines import Deadline, deadline_of
from bureau.returns.checks.api import SideSerializer, SuggestionSerializer
from bureau.returns.checks.declarations import Level
from bureau.returns.checks.finding import Finding
from bureau.returns.checks.keeping import sides_json, suggestions_json
from bureau.returns.counting import by_state
from bureau.returns.lines import Line
from bureau.returns.reading import Counts
from bureau.returns.series import one_decimal


class FindingSerializer(serializers.Serializer[Finding]):
    rule = serializers.CharField()
    level = serializers.ChoiceField([level.value for level in Level])
    title = serializers.CharField()
    message = serializers.CharField()
    sides = SideSerializer(many=True)
    suggestions = SuggestionSerializer(many=True)
    cells = serializers.ListField(child=serializers.CharField())
    explanation = serializers.CharField()


class CellSerializer(serializers.Serializer[Line]):
    """One cell as the sheet shows it; values are plain decimals in the base unit, null is not reported."""

    indicator = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()
    state = serializers.CharField()
    marks = serializers.ListField(child=serializers.CharField())
    # The name belongs to the contract; DRF moves declared fields off the class, so its own `source` is untouched.
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # see above
    note = serializers.CharField(allow_null=True)
    explanation = serializers.CharField(allow_null=True)
    derived = serializers.BooleanField()
    previous = serializers.CharField(allow_null=True)
    last_year = serializers.CharField(allow_null=True)
    year_to_date = serializers.CharField(allow_null=True)
    target = serializers.CharField(allow_null=True)
    completion = serializers.CharField(allow_null=True)
    returned = serializers.CharField(allow_null=True)
    findings = FindingSerializer(many=True)


class SheetSerializer(serializers.Serializer[Sheet]):
    id = serializers.IntegerField()
    unit = serializers.CharField()
    month = serializers.CharField()
    domain = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField([state.value for state in SheetState])
    due = serializers.DateField()
    hash = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())


class SheetWithCellsSerializer(SheetSerializer):
    cells = CellSerializer(many=True)


class SavedCellsSerializer(serializers.Serializer[Sheet]):
    hash = serializers.CharField()
    cells = CellSerializer(many=True)


class SubmittedSerializer(SheetSerializer):
    findings = FindingSerializer(many=True)


class CellChangeSerializer(serializers.Serializer[Line]):
    """A value in the base unit (string or number, null clears) and the version it was read with."""

    indicator = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    version = serializers.IntegerField(min_value=0)
    note = serializers.CharField(required=False, allow_null=True)
    explanation = serializers.CharField(required=False, allow_null=True)


class CellReturnSerializer(serializers.Serializer[Line]):
    indicator = serializers.CharField()
    reason = serializers.CharField()


class ReturnSerializer(serializers.Serializer[Sheet]):
    """Either single cells, each with its reason, or one reason for all."""

    cells = CellReturnSerializer(many=True, required=False)
    reason = serializers.CharField(required=False)


class ApproveSerializer(serializers.Serializer[Sheet]):
    hash = serializers.CharField()


class OpenSerializer(serializers.Serializer[Sheet]):
    unit = serializers.CharField()
    month = serializers.CharField()
    domain = serializers.CharField()


class HistorySerializer(serializers.Serializer[Sheet]):
    at = serializers.DateTimeField()
    by = serializers.CharField()
    what = serializers.CharField()
    indicator = serializers.CharField(allow_null=True)
    old = serializers.CharField(allow_null=True)
    new = serializers.CharField(allow_null=True)
    reason = serializers.CharField()


class ProgressSerializer(serializers.Serializer[Sheet]):
    """`state` is null while the sheet has not been opened.

    `days_late` counts from the due day to the first filing, or to today while there is none; within grace it is 0.
    """

    unit = serializers.CharField()
    domain = serializers.CharField()
    month = serializers.CharField()
    sheet = serializers.IntegerField(allow_null=True)
    state = serializers.CharField(allow_null=True)
    due = serializers.DateField()
    days_late = serializers.IntegerField()


def sheet_json(
    sheet: Sheet, counts: Counts, content_hash: str, deadline: Deadline | None = None
) -> dict[str, object]:
    """A list asks for all its deadlines at once and hands them in; a single sheet asks for its own."""
    deadline = deadline or deadline_of(sheet)
    return {
        "id": sheet.pk,
        "unit": sheet.unit.code,
        "month": str(sheet.month),
        "domain": sheet.domain,
        "title": deadline.rule.form_title,
        "state": sheet.state,
        "due": deadline.due_on.isoformat(),
        "hash": content_hash,
        "counts": by_state(counts, sheet.state),
    }


def cell_json(line: Line, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "indicator": line.code,
        "value": _plain(line.value),
        "version": line.version,
        "state": str(line.state),
        "marks": line.marks,
        "source": line.source or None,
        "note": line.note,
        "explanation": line.explanation,
        "derived": line.is_derived,
        "previous": _plain(line.previous),
        "last_year": _plain(line.last_year),
        "year_to_date": _plain(line.year_to_date),
        "target": None if line.target is None else plain(line.target.value),
        "completion": None if line.completion is None else str(one_decimal(line.completion)),
        "returned": line.returned.reason if line.returned else None,
        "findings": [finding_json(finding) for finding in findings if line.code in finding.cells],
    }


def finding_json(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "title": finding.title,
        "message": finding.message + finding.refused,
        "sides": sides_json(finding),
        "suggestions": suggestions_json(finding),
        "cells": list(finding.cells),
        "explanation": finding.explanation,
    }


def rivals_json(cells: Mapping[str, RivalCell]) -> list[dict[str, object]]:
    return [
        {
            "indicator": code,
            "value": None if cell.value is None else plain(cell.value),
            "version": cell.version,
            "by": cell.by,
            "at": moment(cell.at),
        }
        for code, cell in cells.items()
    ]


def moment(at: datetime.datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
