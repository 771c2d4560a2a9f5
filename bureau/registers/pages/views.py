"""常用视图: a list as one person likes it, under a name of her own."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.models import SavedView
from bureau.registers.pages.filtering import Asked
from bureau.registers.pages.reach import reach

LONGEST_NAME = 40
LONGEST_QUERY = 1_000
MOST_VIEWS = 12


@business_page
@require_POST
def save_view(request: PersonRequest, code: str) -> HttpResponse:
    """Keep filters and columns; what was searched for is left out, it may be a person."""
    found = reach(request.user, code)
    query = QueryDict(request.POST.get("query", "")[:LONGEST_QUERY], mutable=True)
    query.pop("search", None)
    kept = Asked(found, query).kept
    name = request.POST.get("name", "").strip()[:LONGEST_NAME]
    address = f"{reverse('registers:list', args=[code])}?{kept}"
    views = SavedView.objects.filter(owner=request.user, register=code)
    if not name or not kept:
        messages.error(request, "请先选好条件或列，再给视图起一个名称。")
    elif views.count() >= MOST_VIEWS:
        messages.error(request, f"一本台账最多存 {MOST_VIEWS} 个视图，请先删除不用的。")
    else:
        try:
            with transaction.atomic():
                SavedView.objects.create(
                    owner=request.user, register=code, name=name, query=kept, columns=query.getlist("col")
                )
        except IntegrityError:
            messages.error(request, f"已经有叫“{name}”的视图，请换一个名称。")
        else:
            messages.success(request, f"视图“{name}”已存，只有您看得到。")
    return redirect(address)


@business_page
@require_POST
def forget_view(request: PersonRequest, code: str, view_id: int) -> HttpResponse:
    found = reach(request.user, code)
    view = get_object_or_404(SavedView, owner=request.user, register=found.register.code, pk=view_id)
    view.delete()
    messages.success(request, f"视图“{view.name}”已删除。")
    return redirect("registers:list", code)
