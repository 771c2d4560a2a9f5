"""Which registers there are, what a register is made of, its rows, and entering one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.organisation.models import Unit
from bureau.organisation.people import person
from bureau.registers.access import keeping_units, readable_registers
from bureau.registers.api.bodies import body_of, flag_in, values_in, words_in
from bureau.registers.api.descriptions import (
    NEW_ROW,
    REFUSED,
    ROW,
    ROWS,
    RegisterSchemaSerializer,
    RegisterSerializer,
)
from bureau.registers.api.reach import RegisterView
from bureau.registers.api.shapes import register_json, row_json, schema_json, with_relations
from bureau.registers.exchange.filters import filter_names, narrowed, orderings
from bureau.registers.writing import enter_row
from bureau.web.api.errors import invalid
from bureau.web.api.parameters import text
from bureau.web.api.views import LIST_PARAMETERS, ListView

_BESIDE = frozenset({"reporting_unit", "draft", "explanation"})
# What every register's list understands; its own filters stand in its schema.
_COMMON = ("unit", "state", "month", "from", "to", "search", "ordering")


class Registers(ListView):
    """The registers of one's domains, in the order of the ledgers."""

    serializer_class = RegisterSerializer

    @extend_schema(responses=RegisterSerializer(many=True))
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        found: Any = readable_registers(person(request))  # Any: DRF's paginator also takes lists
        page = self.paginate_queryset(found) or []
        return self.get_paginated_response([register_json(register) for register in page])


class Schema(RegisterView):
    @extend_schema(responses={200: RegisterSchemaSerializer, 404: REFUSED})
    def get(self, request: Request, code: str) -> Response:
        return Response(schema_json(self.register))


class Rows(RegisterView, ListView):
    """The rows one reads, newest first; personal fields are masks."""

    def known_parameters(self) -> frozenset[str]:
        code = getattr(self, "kwargs", {}).get("code")
        own = filter_names(self.register) if code else frozenset(_COMMON)
        return own | LIST_PARAMETERS | {"ordering"}

    @extend_schema(
        operation_id="register_rows_list",
        parameters=[
            *(OpenApiParameter(name, str) for name in _COMMON),
            OpenApiParameter("page", OpenApiTypes.INT),
            OpenApiParameter("page_size", OpenApiTypes.INT),
        ],
        responses={(200, "application/json"): ROWS, 400: REFUSED, 404: REFUSED},
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        register = self.register
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response([row_json(row, register) for row in page])

    def get_queryset(self) -> QuerySet[Any]:
        """Rows of whichever register, in the order that was asked for."""
        register, own = self.register, filter_names(self.register)
        params = {name: value for name in own if (value := text(self.request, name)) is not None}
        rows = with_relations(register, narrowed(register, self.user, params))
        wanted = text(self.request, "ordering") or f"-{register.decides}"
        name, known = wanted.removeprefix("-"), orderings(register)
        if name not in known:
            raise invalid({"ordering": [f"不能按“{wanted[:20]}”排序，可选：{'、'.join(known)}。"]})
        descending = wanted.startswith("-")
        # The id settles ties, so that no row falls between two pages.
        return rows.order_by(f"-{known[name]}" if descending else known[name], "-pk" if descending else "pk")

    @extend_schema(
        request={"application/json": NEW_ROW},
        responses={(201, "application/json"): ROW, 400: REFUSED, 403: REFUSED, 404: REFUSED},
    )
    def post(self, request: Request, code: str) -> Response:
        register = self.register
        keeping = keeping_units(self.user, register)
        if not keeping:
            raise PermissionDenied(f"“{register.title}”不由您登记，您只能查看。")
        body = body_of(request)
        unit = _unit(body.get("reporting_unit"), keeping)
        values = values_in(register, body, self.references, beside=_BESIDE)
        row = enter_row(
            register,
            values,
            unit=unit,
            by=self.user,
            draft=flag_in(body, "draft"),
            explanation=words_in(body, "explanation"),
        )
        return self.answer(row, status=201)


def _unit(said: object, keeping: list[Unit]) -> Unit:
    """The unit the row is entered for: hers, and named where she has several."""
    if said is None:
        if len(keeping) == 1:
            return keeping[0]
        raise invalid({"reporting_unit": ["您为几个单位登记，请写明是哪一个。"]})
    if not isinstance(said, str):
        raise invalid({"reporting_unit": ["请写单位代码。"]})
    for unit in keeping:
        if said.strip() == unit.code:
            return unit
    raise PermissionDenied("这个单位的行不由您登记，请核对填报单位。")
