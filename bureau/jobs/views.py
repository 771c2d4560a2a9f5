"""The pages of a person's own jobs."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.jobs import files, running
from bureau.jobs.models import Job
from bureau.jobs.registry import label_of
from bureau.organisation.models import User

PER_PAGE = 20


def shown(job: Job) -> dict[str, object]:
    """One job as components/job.html draws it."""
    has_file = files.path_of(job) is not None
    return {
        "job": job,
        "kind": label_of(job.kind),
        "job_url": reverse("jobs:progress", args=[job.pk]),
        "result_url": reverse("jobs:file", args=[job.pk]) if has_file else "",
        "result_label": job.file_name,
    }


@login_required
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    jobs = Job.objects.owned_by(cast(User, request.user))
    page = Paginator(jobs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/jobs.html", {"page": page, "jobs": [shown(job) for job in page]})


@login_required
@require_safe
def progress(request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.owned_by(cast(User, request.user)), pk=job_id)
    return render(request, "jobs/progress.html", shown(job))


@login_required
@require_safe
def file(request: HttpRequest, job_id: int) -> FileResponse:
    user = cast(User, request.user)
    job = get_object_or_404(Job.objects.owned_by(user), pk=job_id)
    if not files.may_fetch(job, user):
        raise PermissionDenied("您已经没有这份文件的权限。")
    return files.give(request, job)


@login_required
@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.owned_by(cast(User, request.user)), pk=job_id)
    if running.cancel(job):
        messages.success(request, "任务已取消。")
    else:
        messages.info(request, "任务已经结束，不能取消。")
    return redirect("jobs:list")
