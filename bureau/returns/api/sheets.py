"""One sheet: reading it, writing its cells, moving it on.

Every view asks in the same order: 404 not yours, 403 no right, 409 wrong state, 400 body.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.catalogue.models import Indicator
from bureau.figures.hashing import content_hash
from bureau.figures.models import Sheet
from bureau.figures.models.sheets import FILLABLE
from bureau.figures.writing import WrongState
from bureau.organisation.models import Unit
from bureau.organisation.people import person
from bureau.organisation.permissions import ForOffice
from bureau.periods import Month, PeriodError
from bureau.returns import steps
from bureau.returns.access import must_be, offices_units, reach, to_fill, to_settle
from bureau.returns.api.shapes import (
    ApproveSerializer,
    CellChangeSerializer,
    HistorySerializer,
    OpenSerializer,
    ReturnSerializer,
    SavedCellsSerializer,
    SheetSerializer,
    SheetWithCellsSerializer,
    SubmittedSerializer,
    cell_json,
    finding_json,
    moment,
    rivals_json,
    sheet_json,
)
from bureau.returns.changes import InvalidCells, StaleCells, save_given
from bureau.returns.checks.sheets import StoppedByChecks, findings_of
from bureau.returns.history import history_of
from bureau.returns.levels import to_pass
from bureau.returns.naming import domains
from bureau.returns.reading import counts_in, read_lines, read_some
from bureau.web.api.errors import Problem, invalid, wrong_state
from bureau.web.api.views import ApiView

NOT_HERE = "这张表里没有这个指标，请核对指标代码。"
REFUSED = OpenApiResponse(description="{code, detail, fields}")


class StepView(ApiView):
    """A step that was refused for the sheet's state answers 409 `state`."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, WrongState):
            exc = wrong_state(str(exc))
        elif isinstance(exc, InvalidCells):
            exc = invalid(exc.fields)
        return super().handle_exception(exc)


class OneSheet(StepView):
    @extend_schema(responses=SheetWithCellsSerializer)
    def get(self, request: Request, sheet_id: int) -> Response:
        sheet = reach(person(request), sheet_id).sheet
        lines = read_lines(sheet)
        findings = findings_of(sheet)
        body = sheet_json(sheet, counts_in(lines), content_hash(sheet.pk))
        return Response(body | {"cells": [cell_json(line, findings) for line in lines]})


class Cells(StepView):
    @extend_schema(
        request=CellChangeSerializer(many=True),
        responses={200: SavedCellsSerializer, 400: REFUSED, 409: REFUSED},
    )
    def put(self, request: Request, sheet_id: int) -> Response:
        user = person(request)
        sheet = to_fill(user, sheet_id)
        must_be(sheet, FILLABLE, "改数")
        try:
            saved = save_given(sheet, request.data, by=user)
        except StaleCells as stale:
            raise Problem(409, "conflict", str(stale), more={"cells": rivals_json(stale.cells)}) from stale
        lines = {line.code: line for line in read_some(sheet, saved.indicators)}
        findings = findings_of(sheet)
        cells = [cell_json(lines[code], findings) for code in saved.results]
        return Response({"hash": content_hash(sheet.pk), "cells": cells})


class Submit(StepView):
    @extend_schema(request=None, responses={200: SubmittedSerializer, 409: REFUSED})
    def post(self, request: Request, sheet_id: int) -> Response:
        user = person(request)
        sheet = to_fill(user, sheet_id)
        try:
            steps.submit(sheet, by=user)
        except (steps.Unfinished, StoppedByChecks) as unfinished:
            findings = findings_of(sheet)
            raise Problem(
                409,
                "findings",
                str(unfinished),
                more={"findings": [finding_json(finding) for finding in findings]},
            ) from unfinished
        lines = read_lines(sheet)
        body = sheet_json(sheet, counts_in(lines), content_hash(sheet.pk))
        return Response(body | {"findings": [finding_json(finding) for finding in findings_of(sheet)]})


class Withdraw(StepView):
    @extend_schema(request=None, responses={200: SheetSerializer, 409: REFUSED})
    def post(self, request: Request, sheet_id: int) -> Response:
        sheet = to_fill(person(request), sheet_id)
        steps.withdraw(sheet, by=person(request))
        return _answer(sheet)


class Return(StepView):
    @extend_schema(request=ReturnSerializer, responses={200: SheetSerializer, 409: REFUSED})
    def post(self, request: Request, sheet_id: int) -> Response:
        user = person(request)
        sheet = to_pass(user, sheet_id)
        must_be(sheet, steps.REVIEWABLE, "退回")
        body = _object(request, {"cells", "reason"})
        if ("cells" in body) == ("reason" in body):
            raise invalid({"": ["请给出要退回的 cells，或整张退回的 reason，二者取一。"]})
        if "reason" in body:
            steps.return_all(sheet, reason=_text(body, "reason"), by=user)
        else:
            steps.return_cells(sheet, reasons=_reasons(sheet, body["cells"]), by=user)
        return _answer(sheet)


class Approve(StepView):
    @extend_schema(request=ApproveSerializer, responses={200: SheetSerializer, 409: REFUSED})
    def post(self, request: Request, sheet_id: int) -> Response:
        user = person(request)
        sheet = to_pass(user, sheet_id)
        must_be(sheet, steps.REVIEWABLE, "审定")
        seen = _text(_object(request, {"hash"}), "hash")
        try:
            steps.approve(sheet, seen=seen, by=user)
        except steps.OwnWork as own:
            raise PermissionDenied(str(own)) from own
        except steps.Changed as changed:
            raise Problem(409, "changed", str(changed), more={"hash": changed.current}) from changed
        return _answer(sheet)


class Lock(StepView):
    @extend_schema(request=None, responses={200: SheetSerializer, 409: REFUSED})
    def post(self, request: Request, sheet_id: int) -> Response:
        sheet = to_settle(person(request), sheet_id)
        steps.lock(sheet, by=person(request))
        return _answer(sheet)


class Open(StepView):
    permission_classes = (IsAuthenticated, ForOffice)

    @extend_schema(
        request=OpenSerializer, responses={200: SheetSerializer, 201: SheetSerializer, 400: REFUSED}
    )
    def post(self, request: Request) -> Response:
        user = person(request)
        body = _object(request, {"unit", "month", "domain"})
        unit = get_object_or_404(Unit.objects.filter(offices_units(user)), code=_text(body, "unit"))
        domain = _text(body, "domain")
        if domain not in domains():
            raise invalid({"domain": [f"没有“{domain[:20]}”这个领域，可选：{'、'.join(domains())}。"]})
        try:
            month = Month.parse(_text(body, "month"))
        except PeriodError as error:
            raise invalid({"month": [str(error)]}) from error
        known = Sheet.objects.filter(unit=unit, month=month, domain=domain).exists()
        try:
            sheet = steps.open_sheet(unit=unit, month=month, domain=domain, by=user)
        except ValidationError as error:
            raise invalid({"month": list(error.messages)}) from error
        return _answer(sheet, status=200 if known else 201)


class History(StepView):
    @extend_schema(responses=HistorySerializer(many=True))
    def get(self, request: Request, sheet_id: int) -> Response:
        sheet = reach(person(request), sheet_id).sheet
        return Response(
            [
                {
                    "at": moment(one.at),
                    "by": one.by,
                    "what": one.what,
                    "indicator": one.indicator,
                    "old": one.old,
                    "new": one.new,
                    "reason": one.reason,
                }
                for one in history_of(sheet)
            ]
        )


def _answer(sheet: Sheet, status: int = 200) -> Response:
    counts = counts_in(read_lines(sheet))
    return Response(sheet_json(sheet, counts, content_hash(sheet.pk)), status=status)


def _object(request: Request, known: set[str]) -> Mapping[str, object]:
    """The body as an object with none but the known names."""
    body = request.data
    if not isinstance(body, Mapping):
        raise invalid({"": ["请发送一个 JSON 对象。"]})
    if foreign := [name for name in body if name not in known]:
        raise invalid({str(name)[:40]: ["没有这一项，请去掉。"] for name in foreign})
    return cast(Mapping[str, object], body)


def _text(body: Mapping[str, object], name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str) or not text.strip():
        raise invalid({name: ["请写明这一项。"]})
    if len(text) > 500:
        raise invalid({name: ["最多 500 个字，请写得短一些。"]})
    return text.strip()


def _reasons(sheet: Sheet, given: object) -> dict[int, str]:
    if not isinstance(given, list) or not given:
        raise invalid({"cells": ["请列出要退回的单元格，每格含 indicator 和 reason。"]})
    codes = [item.get("indicator") if isinstance(item, Mapping) else None for item in given]
    known = dict(
        Indicator.objects.filter(code__in=[code for code in codes if isinstance(code, str)]).values_list(
            "code", "pk"
        )
    )
    asked = set(steps.typed_indicators(sheet).filter(code__in=known).values_list("code", flat=True))
    fields: dict[str, list[str]] = {}
    reasons: dict[int, str] = {}
    for place, (item, code) in enumerate(zip(given, codes, strict=True)):
        reason = item.get("reason") if isinstance(item, Mapping) else None
        if not isinstance(code, str) or code not in asked:
            fields[code if isinstance(code, str) and code else f"cells.{place}"] = [
                "这张表里没有这个指标，请核对指标代码。"
            ]
        elif not isinstance(reason, str) or not reason.strip():
            fields[code] = ["请写明退回理由，填报人要靠它知道改什么。"]
        elif len(reason) > 500:
            fields[code] = ["理由最多 500 个字，请写得短一些。"]
        elif known[code] in reasons:
            fields[code] = ["同一指标出现了两遍，请只留一个。"]
        else:
            reasons[known[code]] = reason.strip()
    if fields:
        raise invalid(fields)
    return reasons
