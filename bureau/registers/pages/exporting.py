"""导出 and the empty workbook for an import: started here, done as jobs, fetched from 任务."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bureau.jobs.exports import start_export
from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.exchange.filters import filter_names
from bureau.registers.exchange.kinds import name_of
from bureau.registers.pages.reach import reach
from bureau.registers.unmasking import NO_RIGHT
from bureau.web.api.errors import Problem


@business_page
@require_POST
def export(request: PersonRequest, code: str) -> HttpResponse:
    """The rows of the list as it stands, or with `template` the empty workbook."""
    found = reach(request.user, code)
    known = filter_names(found.register)
    params: dict[str, object] = {
        name: value for name in known if (value := request.GET.get(name, "").strip())
    }
    params["format"] = "csv" if request.POST.get("format") == "csv" else "xlsx"
    if request.POST.get("template"):
        params = {"template": True}
    elif request.POST.get("clear"):
        params |= {"clear": True, "reason": request.POST.get("reason", "")}
    back = f"{reverse('registers:list', args=[code])}?{request.GET.urlencode()}"
    try:
        start_export(request.user, name_of(found.register), params)
    except PermissionDenied:
        messages.error(request, NO_RIGHT)
        return redirect(back)
    except Problem as problem:
        told = [sentence for sentences in (problem.fields or {}).values() for sentence in sentences]
        messages.error(request, "".join(told) or str(problem.detail))
        return redirect(back)
    messages.success(request, "正在准备文件，做好以后在这里下载，保留一天。")
    return redirect("jobs:list")
