"""设置项: every value that the deadlines go by, who set it and why. The office sets all, a section its domains'."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bureau.organisation.access import grants_of
from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role, Unit, User
from bureau.registers.deadlines.forms import SettingForm
from bureau.registers.deadlines.remaking import owe_for_setting
from bureau.registers.deadlines.settings import (
    SettingItem,
    Settings,
    change_setting,
    find_item,
    history_of,
    items_of,
)
from bureau.registers.declarations import Register
from bureau.registers.models import SettingValue
from bureau.registers.registry import all_registers

NOT_HERS = "这本台账的设置由综合股或主管股室的审核人办理。"


@dataclass(frozen=True)
class ShownItem:
    """A setting as the list draws it: what is in force, and the last change."""

    item: SettingItem
    words: str
    is_changed: bool
    last: SettingValue | None


@for_roles(Role.OFFICE, Role.REVIEWER)
@require_safe
def settings(request: PersonRequest) -> HttpResponse:
    """All of them, register by register; `?register=` shows one, `?changed=1` those somebody has set."""
    bureau = _bureau(request)
    today = timezone.localdate()
    mine = [one for one in all_registers() if may_set(request.user, one, bureau) and items_of(one)]
    code = request.GET.get("register", "")
    shown = [one for one in mine if not code or one.code == code]
    known = Settings(shown, [bureau.pk])
    last = {
        one.key: one
        for one in SettingValue.objects.filter(bureau=bureau).select_related("by").order_by("begins_on", "id")
    }
    only_changed = request.GET.get("changed") == "1"
    groups = []
    for register in shown:
        items = [
            ShownItem(
                item,
                item.words(known.value(bureau.pk, item.key, item.default, today)),
                item.key in last,
                last.get(item.key),
            )
            for item in items_of(register)
            if not only_changed or item.key in last
        ]
        if items:
            groups.append((register, items))
    context = {
        "bureau": bureau,
        "groups": groups,
        "registers": mine,
        "code": code,
        "only_changed": only_changed,
        "today": today,
    }
    return render(request, "registers/deadlines/settings.html", context)


@for_roles(Role.OFFICE, Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: PersonRequest, key: str) -> HttpResponse:
    bureau = _bureau(request)
    item = find_item(key)
    if item is None:
        raise Http404
    if not may_set(request.user, item.register, bureau):
        raise PermissionDenied(NOT_HERS)
    today = timezone.localdate()
    value = Settings([item.register], [bureau.pk]).value(bureau.pk, item.key, item.default, today)
    form = SettingForm(item, value, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = change_setting(
                item,
                form.value(),
                bureau=bureau,
                begins_on=data["begins_on"],
                reason=data["reason"],
                by=request.user,
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            if made.begins_on <= today:
                owe_for_setting(made)
            words = item.words(made.value)
            messages.success(
                request, f"“{item.title}”从 {made.begins_on:%Y-%m-%d} 起为 {words}，期限正在重算。"
            )
            return redirect(f"{reverse('registers:settings')}?register={item.register.code}")
    context = {
        "bureau": bureau,
        "item": item,
        "words": item.words(value),
        "default_words": item.words(item.default),
        "form": form,
        "history": [(one, item.words(one.value)) for one in history_of(bureau, item)],
        "today": today,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "registers/deadlines/setting.html", context, status=status)


def may_set(user: User, register: Register, bureau: Unit) -> bool:
    """The office of the bureau, and reviewers of a section that answers for the register's domain."""
    return any(
        grant.bureau_id == bureau.pk
        and (
            grant.role is Role.OFFICE
            or (
                grant.role is Role.REVIEWER
                and grant.area_id == bureau.pk
                and (grant.domains is None or register.domain in grant.domains)
            )
        )
        for grant in grants_of(user)
    )


def bureaus_to_set_for(user: User) -> list[Unit]:
    ids = {
        grant.bureau_id
        for grant in grants_of(user)
        if grant.role is Role.OFFICE or (grant.role is Role.REVIEWER and grant.area_id == grant.bureau_id)
    }
    return list(Unit.objects.filter(pk__in=ids))


def _bureau(request: PersonRequest) -> Unit:
    bureaus = bureaus_to_set_for(request.user)
    code = request.GET.get("bureau")
    found = next((one for one in bureaus if not code or one.code == code), None)
    if found is None:
        raise PermissionDenied(NOT_HERS)
    return found
