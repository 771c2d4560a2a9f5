"""Who speaks through the API: a token, or the session of the pages."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from bureau.audit.attribution import attribute
from bureau.audit.middleware import SAFE_METHODS
from bureau.organisation.models import Token, User
from bureau.organisation.passwords import must_change_password

LIFETIME = datetime.timedelta(days=90)
# The last use is shown on the account page; noting it more often than that needs would cost a write per call.
NOTED_EVERY = datetime.timedelta(minutes=1)


def issue(user: User) -> tuple[Token, str]:
    """A new token and its key. Only the hash is stored, so this is the one moment the key is known."""
    key = secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user, digest=_digest(key), hint=key[-4:], expires_at=timezone.now() + LIFETIME
    )
    return token, key


def live_token(key: str) -> Token | None:
    """The token of this key if it works now: known, in time, not revoked, of an active person."""
    token = Token.objects.select_related("user").filter(digest=_digest(key)).first()
    now = timezone.now()
    if token is None or token.revoked_at is not None or token.expires_at <= now or not token.user.is_active:
        return None
    changed = token.user.password_changed_at
    if changed is not None and changed > token.created_at:
        return None
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Token <key>`. It comes first, so that a missing login is answered 401 and not 403."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "token":
            return None
        token = live_token(key.strip())
        if token is None:
            raise exceptions.AuthenticationFailed("接口令牌无效、已过期或已吊销，请重新申请。")
        if must_change_password(token.user):
            raise exceptions.AuthenticationFailed("初始密码还没有修改，请先在网页上登录并修改密码。")
        if request.method not in SAFE_METHODS:
            attribute(request._request, token.user.username)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class SessionAuthentication(authentication.SessionAuthentication):
    """The login of the pages, with CSRF protection on every unsafe method."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        user = getattr(request._request, "user", None)
        if not isinstance(user, User) or not user.is_active:
            return None
        if must_change_password(user):
            raise exceptions.AuthenticationFailed("初始密码还没有修改，请先在网页上修改密码。")
        self.enforce_csrf(request)
        return user, None

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise exceptions.PermissionDenied(
                "页面已经过期，这次提交没有生效。请刷新页面后再试。", code="csrf"
            ) from error
