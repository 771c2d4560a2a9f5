"""Which register and row an address means for this person, and in which order it is said that it means none."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from bureau.organisation.models import User
from bureau.organisation.people import person
from bureau.registers.access import may_keep, may_read, may_review, readable_registers
from bureau.registers.api.shapes import row_json, with_relations
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.declarations import Register
from bureau.registers.exchange.references import References
from bureau.registers.registry import find_register, register_of
from bureau.registers.rows import Row
from bureau.registers.writing import OwnRow, StaleRow, WrongRowState
from bureau.web.api.errors import Problem, invalid, wrong_state
from bureau.web.api.views import ApiView


class RegisterView(ApiView):
    """An address below one register: for whoever has nothing to do with the register it does not exist."""

    @property
    def user(self) -> User:
        return person(self.request)

    @property
    def register(self) -> Register:
        register = find_register(str(self.kwargs["code"]))
        if register is None or register not in readable_registers(self.user):
            raise Http404
        return register

    @property
    def references(self) -> References:
        return References(self.user)

    def row(self, row_id: int) -> Row:
        register = self.register
        rows = register.model._default_manager.filter(may_read(self.user, register))
        return cast(Row, get_object_or_404(with_relations(register, rows), pk=row_id))

    def answer(self, row: Row, status: int = 200) -> Response:
        """The row as it stands in the database, with what its JSON names."""
        register = register_of(row)
        rows: Any = with_relations(
            register, register.model._default_manager.all()
        )  # Any: rows of any register
        return Response(row_json(rows.get(pk=row.pk), register), status=status)

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(_said(exc))


def must(user: User, row: Row, *, keep: bool = False, review: bool = False) -> None:
    """Raises PermissionDenied unless she keeps the row (or reviews it), as far as that is enough."""
    register = register_of(row)
    right = Q(pk__in=[])
    if keep:
        right |= may_keep(user, register)
    if review:
        right |= may_review(user, register)
    if not register.model._default_manager.filter(right, pk=row.pk).exists():
        raise PermissionDenied("这一行不由您登记或审核，您只能查看。")


def _said(error: Exception) -> Exception:
    match error:
        case RefusedRow():
            return invalid(error.fields)
        case NeedsExplanation():
            return Problem(400, "explanation", str(error), fields={"explanation": list(error.sentences)})
        case WrongRowState():
            return wrong_state(str(error))
        case OwnRow():
            return PermissionDenied(str(error))
        case StaleRow():
            row = error.current
            return Problem(409, "conflict", str(error), more={"row": row_json(row, register_of(row))})
    return error
