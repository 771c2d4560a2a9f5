"""Corrections and reopenings in the API. Every view asks in the same order: 404, 403, 409, 400."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.catalogue.models import Indicator
from bureau.figures import correcting
from bureau.figures.models import Correction, Reopening, RequestState, Sheet
from bureau.figures.writing import WrongState
from bureau.organisation.models import User
from bureau.organisation.people import person
from bureau.periods import Month, PeriodError
from bureau.quantities import plain
from bureau.returns.access import NO_FILLING, to_settle
from bureau.returns.corrections.asking import ask, reason_from, remark_from
from bureau.returns.corrections.rights import (
    corrections_read_by,
    pending_reopening,
    to_decide,
    to_decide_reopening,
)
from bureau.web.api import parameters
from bureau.web.api.errors import invalid, wrong_state
from bureau.web.api.views import ApiView, ListView

ASKED = frozenset({"unit", "indicator", "month", "value", "reason", "document", "style"})
DECIDED = frozenset({"accept", "reason"})
REFUSED = OpenApiResponse(description="{code, detail, fields}")


class CorrectionSerializer(serializers.Serializer[Correction]):
    """`value` is the corrected value, `old` what stood there; plain decimals in the base unit."""

    id = serializers.IntegerField()
    unit = serializers.CharField(source="unit.code")
    indicator = serializers.CharField(source="indicator.code")
    month = serializers.CharField()
    sheet = serializers.IntegerField(source="sheet_id")
    # The name belongs to the contract; DRF moves declared fields off the class, so its own `style` is untouched.
    style = serializers.ChoiceField(Correction.Style.choices)  # type: ignore[assignment]  # see above
    old = serializers.SerializerMethodField()
    value = serializers.SerializerMethodField(method_name="get_new")
    difference = serializers.SerializerMethodField()
    reason = serializers.CharField()
    document = serializers.CharField()
    state = serializers.ChoiceField(RequestState.choices)
    requested_by = serializers.CharField(source="requested_by.full_name")
    requested_at = serializers.DateTimeField()
    decided_by = serializers.CharField(source="decided_by.full_name", default=None, allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.CharField()
    booked_month = serializers.CharField(allow_null=True)

    def get_old(self, one: Correction) -> str | None:
        return _plain(one.old_value)

    def get_new(self, one: Correction) -> str | None:
        return _plain(one.value)

    def get_difference(self, one: Correction) -> str | None:
        return _plain(one.difference)


class ReopeningSerializer(serializers.Serializer[Reopening]):
    id = serializers.IntegerField()
    sheet = serializers.IntegerField(source="sheet_id")
    sheet_state = serializers.CharField(source="sheet.state")
    reason = serializers.CharField()
    state = serializers.ChoiceField(RequestState.choices)
    requested_by = serializers.CharField(source="requested_by.full_name")
    requested_at = serializers.DateTimeField()
    decided_by = serializers.CharField(source="decided_by.full_name", default=None, allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.CharField()


class AskSerializer(serializers.Serializer[Correction]):
    unit = serializers.CharField()
    indicator = serializers.CharField()
    month = serializers.CharField()
    value = serializers.CharField()
    reason = serializers.CharField()
    document = serializers.CharField()
    style = serializers.ChoiceField(Correction.Style.choices)  # type: ignore[assignment]  # as above


class ReasonSerializer(serializers.Serializer[Reopening]):
    reason = serializers.CharField()


class DecisionSerializer(serializers.Serializer[Correction]):
    """A refusal needs its reason; an agreement may stand without one."""

    accept = serializers.BooleanField()
    reason = serializers.CharField(required=False)


class RequestView(ApiView):
    """What the state of a sheet or of a request forbids is 409 `state`; who asked herself is told 403."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, WrongState):
            exc = wrong_state(str(exc))
        elif isinstance(exc, correcting.OwnRequest):
            exc = PermissionDenied(str(exc))
        return super().handle_exception(exc)


class Corrections(RequestView, ListView):
    """The corrections of all sheets one reads, the latest first; POST asks for another."""

    filters = frozenset({"unit", "state"})
    serializer_class = CorrectionSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter("unit", str),
            OpenApiParameter("state", str, enum=list(RequestState.values)),
        ],
        responses=CorrectionSerializer(many=True),
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet[Correction]:
        rows = corrections_read_by(person(self.request))
        if unit := parameters.text(self.request, "unit"):
            rows = rows.filter(unit__code=unit)
        if state := parameters.choice(self.request, "state", RequestState.values):
            rows = rows.filter(state=state)
        return rows.order_by("-pk")

    @extend_schema(request=AskSerializer, responses={201: CorrectionSerializer, 400: REFUSED, 409: REFUSED})
    def post(self, request: Request) -> Response:
        user = person(request)
        body = _object(request)
        sheet, indicator = _cell(user, body)
        correcting.must_take_requests(sheet, indicator)
        _only(body, ASKED)
        correction = ask(sheet, indicator, body, by=user)
        return Response(CorrectionSerializer(correction).data, status=201)


class Decide(RequestView):
    @extend_schema(
        request=DecisionSerializer, responses={200: CorrectionSerializer, 400: REFUSED, 409: REFUSED}
    )
    def post(self, request: Request, correction_id: int) -> Response:
        user = person(request)
        correction = to_decide(user, correction_id)
        correcting.must_be_pending(correction)
        accept, remark = _decision(request)
        act = correcting.accept_correction if accept else correcting.reject_correction
        return Response(CorrectionSerializer(act(correction, remark=remark, by=user)).data)


class Reopen(RequestView):
    @extend_schema(request=ReasonSerializer, responses={201: ReopeningSerializer, 400: REFUSED, 409: REFUSED})
    def post(self, request: Request, sheet_id: int) -> Response:
        user = person(request)
        sheet = to_settle(user, sheet_id)
        correcting.must_take_reopening(sheet)
        body = _object(request)
        _only(body, frozenset({"reason"}))
        try:
            reason = reason_from(sheet.unit, body.get("reason"))
        except DjangoValidationError as error:
            raise invalid({"reason": list(error.messages)}) from error
        reopening = correcting.request_reopening(sheet, reason=reason, by=user)
        return Response(ReopeningSerializer(reopening).data, status=201)


class DecideReopening(RequestView):
    @extend_schema(
        request=DecisionSerializer, responses={200: ReopeningSerializer, 400: REFUSED, 409: REFUSED}
    )
    def post(self, request: Request, sheet_id: int) -> Response:
        user = person(request)
        sheet = to_decide_reopening(user, sheet_id)
        pending = pending_reopening(sheet)
        if pending is None:
            raise wrong_state("这张表没有在等批复的重开申请。")
        accept, remark = _decision(request)
        act = correcting.accept_reopening if accept else correcting.reject_reopening
        return Response(ReopeningSerializer(act(pending, remark=remark, by=user)).data)


def _cell(user: User, body: Mapping[str, object]) -> tuple[Sheet, Indicator]:
    """The sheet and the indicator that the body names: a foreign unit is 404, one she does not file for 403."""
    sheets = Sheet.objects.readable_by(user).filter(unit__code=_word(body, "unit")).select_related("unit")
    if not sheets.exists():
        raise Http404
    filed = Sheet.objects.fillable_by(user).filter(pk__in=sheets)
    if not filed.exists():
        raise PermissionDenied(NO_FILLING)
    indicator = Indicator.objects.filter(code=_word(body, "indicator"), retired=False).first()
    if indicator is None:
        raise invalid({"indicator": ["没有这个指标，请核对指标代码。"]})
    if not sheets.filter(domain=indicator.domain).exists():
        raise Http404
    try:
        month = Month.parse(_word(body, "month"))
    except PeriodError as error:
        raise invalid({"month": [str(error)]}) from error
    sheet = filed.filter(domain=indicator.domain, month=month).select_related("unit").first()
    if sheet is None:
        raise wrong_state(f"{month.label}的表还没有开，没有可以更正的数。")
    return sheet, indicator


def _object(request: Request) -> Mapping[str, object]:
    if not isinstance(request.data, Mapping):
        raise invalid({"": ["请发送一个 JSON 对象。"]})
    return cast(Mapping[str, object], request.data)


def _only(body: Mapping[str, object], known: frozenset[str]) -> None:
    if foreign := [name for name in body if name not in known]:
        raise invalid({str(name)[:40]: ["没有这一项，请去掉。"] for name in foreign})


def _word(body: Mapping[str, object], name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str) or not text.strip() or "\x00" in text:
        raise invalid({name: ["请写明这一项。"]})
    return text.strip()


def _decision(request: Request) -> tuple[bool, str]:
    body = _object(request)
    _only(body, DECIDED)
    accept = body.get("accept")
    if not isinstance(accept, bool):
        raise invalid({"accept": ["请写明同意（true）还是不同意（false）。"]})
    return accept, remark_from(body.get("reason"), accept=accept)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
