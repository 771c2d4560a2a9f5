"""One row: reading it, changing it, moving it on, showing its personal data.

Every view asks in the same order: 404 not yours, 403 no right, 409 wrong state, 400 body.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.registers.api.bodies import body_of, names_in, values_in, version_in, words_in
from bureau.registers.api.descriptions import (
    CHANGE,
    CONFLICT,
    REFUSED,
    ROW,
    STEP,
    UNMASKED,
    UnmaskSerializer,
)
from bureau.registers.api.reach import RegisterView, must
from bureau.registers.api.shapes import VOIDING, row_json
from bureau.registers.declarations import DRAFT, Doer, Step
from bureau.registers.registry import register_of
from bureau.registers.rows import Row
from bureau.registers.unmasking import NO_RIGHT, may_unmask, unmask
from bureau.registers.writing import ENTER, OwnRow, WrongRowState, change_row, take_step, void_row
from bureau.web.api.errors import invalid


class OneRow(RegisterView):
    @extend_schema(responses={(200, "application/json"): ROW, 404: REFUSED})
    def get(self, request: Request, code: str, row_id: int) -> Response:
        return Response(row_json(self.row(row_id), self.register))

    @extend_schema(
        request={"application/json": CHANGE},
        responses={(200, "application/json"): ROW, 400: REFUSED, 403: REFUSED, 404: REFUSED, 409: CONFLICT},
    )
    def patch(self, request: Request, code: str, row_id: int) -> Response:
        row = self.row(row_id)
        must(self.user, row, keep=True)
        if row.is_void:
            raise WrongRowState("这一行已作废，不能再改；要恢复请另行登记。")
        body = body_of(request)
        version = version_in(body, required=True)
        assert version is not None
        values = values_in(self.register, body, self.references, beside={"version", "explanation"})
        explanation = words_in(body, "explanation") if "explanation" in body else None
        return self.answer(change_row(row, values, version=version, by=self.user, explanation=explanation))


class Transition(RegisterView):
    """A step to the next state; `void` is what elsewhere would be DELETE, `enter` makes a row of a draft."""

    @extend_schema(
        request={"application/json": STEP},
        responses={(200, "application/json"): ROW, 400: REFUSED, 403: REFUSED, 404: REFUSED, 409: CONFLICT},
    )
    def post(self, request: Request, code: str, row_id: int, name: str) -> Response:
        row = self.row(row_id)
        if name == VOIDING:
            return self._void(request, row)
        if name == ENTER:
            return self._enter(request, row)
        step = self._step(name)
        reviews = step.by is Doer.REVIEWER
        must(self.user, row, keep=not reviews, review=reviews)
        if row.state not in step.begins:
            raise WrongRowState(f"这一行现在是“{row.state}”，不能{step.label}。")
        if reviews and self.user.pk in (row.created_by_id, row.changed_by_id):
            raise OwnRow
        body = body_of(request)
        version = version_in(body, required=False) or row.version
        reason = words_in(body, "reason")
        values = values_in(self.register, body, self.references, beside={"version", "reason"}, only=step.asks)
        return self.answer(take_step(row, name, version=version, by=self.user, values=values, reason=reason))

    def _void(self, request: Request, row: Row) -> Response:
        must(self.user, row, keep=True, review=True)
        if row.is_void:
            raise WrongRowState("这一行已经作废。")
        body = body_of(request)
        values_in(self.register, body, self.references, beside={"version", "reason"}, only=())
        version = version_in(body, required=False) or row.version
        return self.answer(void_row(row, version=version, by=self.user, reason=words_in(body, "reason")))

    def _enter(self, request: Request, row: Row) -> Response:
        must(self.user, row, keep=True)
        if row.state != DRAFT:
            raise WrongRowState(f"这一行现在是“{row.state}”，已经登记过了。")
        body = body_of(request)
        version = version_in(body, required=False) or row.version
        values = values_in(self.register, body, self.references, beside={"version"})
        return self.answer(take_step(row, ENTER, version=version, by=self.user, values=values))

    def _step(self, name: str) -> Step:
        try:
            return self.register.step(name)
        except KeyError as error:
            raise Http404 from error


class Unmask(RegisterView):
    """Personal data in clear. Its answer is never kept, so an Idempotency-Key changes nothing here."""

    keeps_answers = False

    @extend_schema(
        request=UnmaskSerializer,
        responses={
            (200, "application/json"): UNMASKED,
            400: REFUSED,
            403: REFUSED,
            404: REFUSED,
            429: REFUSED,
        },
    )
    def post(self, request: Request, code: str, row_id: int) -> Response:
        row = self.row(row_id)
        register = register_of(row)
        if not register.model._default_manager.filter(may_unmask(self.user, register), pk=row.pk).exists():
            raise PermissionDenied(NO_RIGHT)
        body = body_of(request)
        if foreign := [str(name)[:40] for name in body if name not in {"fields", "reason"}]:
            raise invalid({name: ["没有这一项，请去掉。"] for name in foreign})
        values = unmask(row, names_in(body, "fields"), reason=words_in(body, "reason"), by=self.user)
        response = Response({"id": row.pk, "values": values})
        response.headers["Cache-Control"] = "no-store"
        return response
