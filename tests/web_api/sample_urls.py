"""Addresses for the tests of the API's own rules: views that do next to nothing, and one that counts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.organisation.models import Unit, UnitKind
from bureau.urls import urlpatterns as ours
from bureau.web.api.errors import Problem, wrong_state
from bureau.web.api.views import ApiView

ERRORS = {
    "missing": Http404(),
    "forbidden": PermissionDenied(),
    "refused": PermissionDenied("领导不能修改数据。"),
    "invalid": ValidationError({"value": ["请填整数。"]}),
    "sentence": ValidationError("本月不能填报。"),
    "serializer": serializers.ValidationError(
        {"cells": [{}, {"value": ["请填整数。"]}], "month": ["没有这个月份。"]}
    ),
    "state": wrong_state("本表已提交。"),
    "conflict": Problem(409, "conflict", "已被别人修改。", more={"cells": [{"version": 3}]}),
    "busy": OperationalError("server closed the connection, host=10.1.1.1"),
    "broken": RuntimeError("secret detail"),
}


class Echo(ApiView):
    """Gives back what it got, with the kinds of its values."""

    filters = frozenset({"unit"})

    def get(self, request: Request) -> Response:
        return Response({"unit": request.query_params.get("unit")})

    def post(self, request: Request) -> Response:
        value = request.data
        kinds = {name: type(part).__name__ for name, part in value.items()} if isinstance(value, dict) else {}
        return Response({"value": value, "kinds": kinds})


class Failing(ApiView):
    def post(self, request: Request, name: str) -> Response:
        raise ERRORS[name]


class Counting(ApiView):
    """Makes one unit per call, so that a second effect shows."""

    def post(self, request: Request) -> Response:
        wanted = request.data.get("status", 201) if isinstance(request.data, dict) else 201
        number = Unit.objects.count() + 1
        Unit.objects.create(code=f"made-{number}", name="新单位", kind=UnitKind.TOWN)
        if wanted == "crash":
            raise RuntimeError("crashed after writing")
        if wanted == "clash":
            with transaction.atomic():
                Unit.objects.create(code=f"made-{number}", name="同码", kind=UnitKind.TOWN)
        if wanted == 400:
            raise ValidationError("不对。")
        if wanted == 409:
            raise wrong_state("状态不对。")
        return Response({"number": number, "share": "0.5"}, status=wanted)


def page_without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not connect to server: host=10.1.1.1 password=x")


def broken_page(request: HttpRequest) -> HttpResponse:
    raise IntegrityError("duplicate key value (id_number)=(110101199001011234)")


urlpatterns = [
    path(
        "api/v1/",
        include(
            (
                [
                    path("echo/", Echo.as_view()),
                    path("failing/<str:name>/", Failing.as_view()),
                    path("counting/", Counting.as_view()),
                ],
                "sample",
            )
        ),
    ),
    path("page-without-database/", page_without_database),
    path("broken-page/", broken_page),
    *ours,
]

handler400 = "bureau.web.errors.bad_request"
handler403 = "bureau.web.errors.forbidden"
handler404 = "bureau.web.errors.not_found"
handler500 = "bureau.web.errors.server_error"
