"""Jobs and exports through the API."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.jobs import files
from bureau.jobs.exports import EXPORT, start_export
from bureau.jobs.models import Job
from bureau.organisation.people import person
from bureau.web.api.errors import Problem
from bureau.web.api.views import ApiView

Accepted = inline_serializer("Accepted", {"job": serializers.IntegerField()})
AcceptedExport = inline_serializer(
    "AcceptedExport", {"job": serializers.IntegerField(), "export": serializers.IntegerField()}
)


def accepted(job: Job) -> Response:
    """202 for whatever starts a job; an export names itself besides."""
    body = {"job": job.pk, "export": job.pk} if job.kind == EXPORT else {"job": job.pk}
    return Response(body, status=202)


class JobSerializer(serializers.ModelSerializer[Job]):
    class Meta:
        model = Job
        fields = ("id", "kind", "state", "progress", "message", "result", "created_at", "finished_at")
        read_only_fields = fields


class ExportOrder(serializers.Serializer[dict[str, object]]):
    kind = serializers.CharField(max_length=60)
    params = serializers.DictField(default=dict)


class JobDetail(ApiView):
    """One's own job; anybody else's does not exist."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses=JobSerializer)
    def get(self, request: Request, job_id: int) -> Response:
        job = get_object_or_404(Job.objects.owned_by(person(request)), pk=job_id)
        return Response(JobSerializer(job).data)


class Exports(ApiView):
    @extend_schema(request=ExportOrder, responses={202: AcceptedExport})
    def post(self, request: Request) -> Response:
        order = ExportOrder(data=request.data)
        order.is_valid(raise_exception=True)
        values = order.validated_data
        return accepted(start_export(person(request), values["kind"], values["params"]))


class ExportDetail(ApiView):
    @extend_schema(responses=JobSerializer)
    def get(self, request: Request, export_id: int) -> Response:
        job = get_object_or_404(Job.objects.owned_by(person(request)), pk=export_id, kind=EXPORT)
        return Response(JobSerializer(job).data)


class ExportFile(ApiView):
    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, export_id: int) -> FileResponse:
        user = person(request)
        job = get_object_or_404(Job.objects.owned_by(user), pk=export_id, kind=EXPORT)
        if not files.may_fetch(job, user):
            raise PermissionDenied("您已经没有这份文件的权限。")
        if not job.is_over:
            raise Problem(409, "state", "文件还没有做好，请等任务完成后再取。")
        return files.give(request, job)
