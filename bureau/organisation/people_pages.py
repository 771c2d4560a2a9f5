"""Accounts and posts of others, for two administrators who each do half of it.

The system administrator opens accounts and sets first passwords; the security administrator opens, closes and gives
posts. Neither can do the other's half, and neither can do anything to herself.
"""

from __future__ import annotations

from urllib.parse import urlencode

from axes.utils import reset
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.audit.recording import record
from bureau.organisation.access import has_role
from bureau.organisation.forms import AccountForm, PostForm, domain_choices
from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.login import SUBJECT
from bureau.organisation.models import Post, Role, User
from bureau.organisation.passwords import change_password, random_password
from bureau.organisation.posting import (
    Duty,
    duties_of,
    grantable_units,
    manageable_people,
    set_active,
    set_duties,
)
from bureau.web.api.errors import sentence_of

PER_PAGE = 50


class HeldPost:
    """A post as the page names it."""

    def __init__(self, post: Post) -> None:
        names = dict(domain_choices())
        self.pk = post.pk
        self.role = Role(post.role).label
        self.unit = post.unit.name
        self.domains = "、".join(names.get(key, key) for key in post.domains)


@for_roles(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    rows = manageable_people(request.user)
    wanted = request.GET.get("q", "").strip()
    if wanted:
        rows = rows.filter(Q(username__icontains=wanted) | Q(full_name__icontains=wanted))
    page = Paginator(rows.order_by("username"), PER_PAGE).get_page(request.GET.get("page"))
    query = "&" + urlencode({"q": wanted}) if wanted else ""
    context = {
        "page": page,
        "wanted": wanted,
        "query": query,
        "may_open": has_role(request.user, Role.SYSTEM_ADMIN),
    }
    return render(request, "organisation/people.html", context)


@for_roles(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
@require_safe
def person(request: PersonRequest, username: str) -> HttpResponse:
    user = get_object_or_404(manageable_people(request.user), username=username)
    return _person(request, user, PostForm(grantable_units(request.user)))


def _person(request: PersonRequest, user: User, form: PostForm, password: str = "") -> HttpResponse:
    """`password` is a first password, shown in this one answer and nowhere again."""
    context = {
        "person": user,
        "posts": [HeldPost(post) for post in user.posts.select_related("unit")],
        "form": form,
        "password": password,
        "is_self": user.pk == request.user.pk,
        "may_grant": has_role(request.user, Role.SECURITY_ADMIN),
        "may_open": has_role(request.user, Role.SYSTEM_ADMIN),
    }
    return render(request, "organisation/person.html", context)


@for_roles(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: PersonRequest) -> HttpResponse:
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        password = random_password()
        with transaction.atomic():
            user = User.objects.create_user(
                form.cleaned_data["username"], None, form.cleaned_data["full_name"]
            )
            change_password(user, password, chosen_by_owner=False)
        return _person(request, user, PostForm(grantable_units(request.user)), password)
    return render(request, "organisation/new_person.html", {"form": form})


@for_roles(Role.SYSTEM_ADMIN)
@require_POST
def reset_password(request: PersonRequest, username: str) -> HttpResponse:
    user = get_object_or_404(manageable_people(request.user), username=username)
    if user.pk == request.user.pk:
        raise PermissionDenied("自己的密码请在“我的账号”中修改。")
    password = random_password()
    change_password(user, password, chosen_by_owner=False)
    return _person(request, user, PostForm(grantable_units(request.user)), password)


@for_roles(Role.SECURITY_ADMIN)
@require_POST
def activity(request: PersonRequest, username: str) -> HttpResponse:
    user = get_object_or_404(manageable_people(request.user), username=username)
    set_active(user, request.POST.get("active") == "1", by=request.user)
    messages.success(request, f"{user.full_name}的账号已{'启用' if user.is_active else '停用'}。")
    return redirect("organisation:person", username)


@for_roles(Role.SECURITY_ADMIN)
@require_POST
def unlock(request: PersonRequest, username: str) -> HttpResponse:
    """Lift the lock of five wrong passwords, wherever they were typed."""
    user = get_object_or_404(manageable_people(request.user), username=username)
    reset(username=user.username)
    record("unlock", SUBJECT, user.username)
    messages.success(request, f"{user.full_name}的登录锁定已解除。")
    return redirect("organisation:person", username)


@for_roles(Role.SECURITY_ADMIN)
@require_POST
def add_post(request: PersonRequest, username: str) -> HttpResponse:
    user = get_object_or_404(manageable_people(request.user), username=username)
    form = PostForm(grantable_units(request.user), request.POST)
    if not form.is_valid():
        return _person(request, user, form)
    values = form.cleaned_data
    duty = Duty(Role(values["role"]), values["unit"], tuple(values["domains"]))
    others = [old for old in duties_of(user) if (old.role, old.unit) != (duty.role, duty.unit)]
    try:
        set_duties(user, [*others, duty], by=request.user)
    except ValidationError as error:
        form.add_error(None, sentence_of(error))
        return _person(request, user, form)
    messages.success(
        request, f"{user.full_name}：已加{duty.role.label}（{duty.unit.name}），下一次操作时生效。"
    )
    return redirect("organisation:person", username)


@for_roles(Role.SECURITY_ADMIN)
@require_POST
def remove_post(request: PersonRequest, username: str, post_id: int) -> HttpResponse:
    user = get_object_or_404(manageable_people(request.user), username=username)
    post = get_object_or_404(user.posts, pk=post_id)
    rest = [duty for duty in duties_of(user) if (duty.role, duty.unit.pk) != (post.role, post.unit_id)]
    set_duties(user, rest, by=request.user)
    messages.success(request, f"{user.full_name}的岗位已撤销，下一次操作时生效。")
    return redirect("organisation:person", username)
