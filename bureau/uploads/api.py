"""Imports through the API: hand in a file, see what it would change, confirm."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.jobs.api import Accepted, accepted
from bureau.organisation.models import Unit
from bureau.organisation.people import person
from bureau.periods import Month, PeriodError
from bureau.uploads.importing import confirm, upload
from bureau.uploads.kinds import Wish, import_kind
from bureau.uploads.models import Import
from bureau.uploads.reading import Unreadable
from bureau.web.api.errors import Problem, invalid, sentence_of
from bureau.web.api.views import ApiView

_KNOWN = frozenset({"kind", "file", "unit", "month"})


@extend_schema_field(OpenApiTypes.BINARY)
class _FileField(serializers.FileField):
    """The file of a multipart body."""


class ImportOrder(serializers.Serializer[dict[str, object]]):
    kind = serializers.CharField()
    file = _FileField()
    unit = serializers.CharField(required=False)
    month = serializers.CharField(required=False)


class CountsSerializer(serializers.Serializer[dict[str, int]]):
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    # DRF takes declared fields off the class, so its own `errors` is untouched.
    errors = serializers.IntegerField()  # type: ignore[assignment]  # see above


class ChangeSerializer(serializers.Serializer[dict[str, object]]):
    """One cell that would change; values are plain decimals in the base unit."""

    sheet = serializers.CharField()
    row = serializers.IntegerField()
    column = serializers.CharField()
    unit = serializers.CharField()
    period = serializers.CharField()
    indicator = serializers.CharField()
    old = serializers.CharField(allow_null=True)
    new = serializers.CharField(allow_null=True)


class FaultSerializer(serializers.Serializer[dict[str, object]]):
    """What is wrong at which place, counted as people do: row from 1, column by letter."""

    sheet = serializers.CharField()
    row = serializers.IntegerField()
    column = serializers.CharField()
    value = serializers.CharField()
    message = serializers.CharField()


class ImportSerializer(serializers.ModelSerializer[Import]):
    counts = CountsSerializer()
    changes = ChangeSerializer(many=True)
    errors = FaultSerializer(many=True)  # type: ignore[assignment]  # as above
    unit = serializers.CharField(source="unit.code", allow_null=True, default=None)
    month = serializers.CharField(allow_null=True)

    class Meta:
        model = Import
        fields = (
            *("id", "kind", "state", "unit", "month", "file_name", "uploaded_at"),
            *("counts", "changes", "errors", "job", "result"),
        )
        read_only_fields = fields


class Imports(ApiView):
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": ImportOrder}, responses={201: ImportSerializer})
    def post(self, request: Request) -> Response:
        body = request.POST
        file = request.FILES.get("file")
        sent = [*body, *request.FILES]
        fields = {name: ["没有这一项，请对照接口说明。"] for name in sent if name not in _KNOWN}
        if not isinstance(file, UploadedFile):
            fields["file"] = ["请选择要导入的文件。"]
        kind_name = str(body.get("kind") or "")
        if not kind_name:
            fields["kind"] = ["请写明导入的类别（kind）。"]
        if fields or not isinstance(file, UploadedFile):
            raise invalid(fields)
        kind = import_kind(kind_name)
        wish = Wish(person(request), _unit(str(body.get("unit") or "")), _month(str(body.get("month") or "")))
        try:
            row = upload(kind, wish, file)
        except Unreadable as unreadable:
            sentence = sentence_of(unreadable)
            raise Problem(400, "file", sentence, fields={"file": [sentence]}) from unreadable
        return Response(ImportSerializer(row).data, status=201)


class OneImport(ApiView):
    """One's own import; anybody else's does not exist."""

    @extend_schema(responses=ImportSerializer)
    def get(self, request: Request, import_id: int) -> Response:
        row = get_object_or_404(Import.objects.owned_by(person(request)), pk=import_id)
        return Response(ImportSerializer(row).data)


class Confirm(ApiView):
    @extend_schema(request=None, responses={202: Accepted})
    def post(self, request: Request, import_id: int) -> Response:
        row = get_object_or_404(Import.objects.owned_by(person(request)), pk=import_id)
        with transaction.atomic():
            return accepted(confirm(row))


def _unit(code: str) -> Unit | None:
    """Whether it is hers to fill, or exists for her at all, the kind decides."""
    return get_object_or_404(Unit, code=code.strip()) if code.strip() else None


def _month(text: str) -> Month | None:
    if not text.strip():
        return None
    try:
        return Month.parse(text.strip())
    except PeriodError as error:
        raise invalid({"month": [str(error)]}) from error
