"""A person's own account: password, API tokens, type size."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.organisation.access import grants_of
from bureau.organisation.forms import PasswordForm
from bureau.organisation.models import Token, User
from bureau.organisation.passwords import change_password, must_change_password
from bureau.organisation.tokens import issue
from bureau.organisation.views import remember_size

TOKENS_PER_PERSON = 10


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    return _account(request)


def _account(request: HttpRequest, key: str = "") -> HttpResponse:
    """`key` is the new token's, shown in this one answer and nowhere again."""
    user = cast(User, request.user)
    tokens = user.tokens.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    context = {"person": user, "grants": grants_of(user), "tokens": tokens, "key": key}
    return render(request, "organisation/account.html", context)


@login_required
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        change_password(user, form.cleaned_data["new"], chosen_by_owner=True)
        update_session_auth_hash(request, user)
        messages.success(request, "密码已修改。您在别处的登录和接口令牌已全部失效。")
        return redirect("organisation:account")
    context = {"form": form, "must_change": must_change_password(user)}
    return render(request, "organisation/password_change.html", context)


@login_required
@require_POST
def new_token(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    live = user.tokens.filter(revoked_at__isnull=True, expires_at__gt=timezone.now()).count()
    if live >= TOKENS_PER_PERSON:
        messages.error(request, f"最多同时有 {TOKENS_PER_PERSON} 个接口令牌，请先吊销不用的。")
        return redirect("organisation:account")
    _, key = issue(user)
    return _account(request, key)


@login_required
@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    token = get_object_or_404(Token, pk=token_id, user=cast(User, request.user), revoked_at__isnull=True)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    messages.success(request, f"末四位 {token.hint} 的接口令牌已吊销。")
    return redirect("organisation:account")


@login_required
@require_POST
def size(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    user.large_type = request.POST.get("size") == "large"
    user.save(update_fields=["large_type"])
    response = redirect("organisation:account")
    remember_size(response, user)
    return response
