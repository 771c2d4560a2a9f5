"""Checking a name and a password, for the login page and for API tokens alike."""

from __future__ import annotations

import datetime

from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from bureau.audit.addresses import client_address
from bureau.audit.models import AuditEntry
from bureau.audit.recording import record
from bureau.organisation.models import User

LOGIN, LOGOUT, LOCKOUT = "login", "logout", "lockout"
SUBJECT = "organisation_user"

WRONG = "用户名或密码不对，请重新输入。"
LOCKED = "连续五次输错密码，这个账号在本机已被锁定，请 15 分钟后再试。"
TOO_MANY = "本机登录失败次数过多，请过一分钟再试。"

LOCKED_SECONDS = 15 * 60
# Trying one password on many accounts is slowed down by address; people who mistype stay far below it.
FAILURES_PER_ADDRESS = 60
_MINUTE = datetime.timedelta(minutes=1)


class LoginRefused(Exception):
    """The login is not granted; the message is the sentence for the page."""

    def __init__(self, sentence: str, *, code: str, wait_seconds: int = 0) -> None:
        super().__init__(sentence)
        self.code = code
        self.wait_seconds = wait_seconds


def check_login(request: HttpRequest, username: str, password: str) -> User:
    """The person, or LoginRefused with the same sentence for a wrong password and an account that does not exist."""
    address = client_address(request)
    with transaction.atomic():
        # Tries on one account from one address stand in line: ten at once count as ten, not as one.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [f"{username}\n{address}"]
            )
        if _failures_from(address) >= FAILURES_PER_ADDRESS:
            raise LoginRefused(TOO_MANY, code="throttled", wait_seconds=60)
        user = authenticate(request, username=username, password=password)
        locked = bool(getattr(request, "axes_locked_out", False))
        if user is None or locked:
            action = LOCKOUT if locked else LOGIN
            record(action, SUBJECT, username, actor=username, address=address, succeeded=False)
    if locked:
        raise LoginRefused(LOCKED, code="locked", wait_seconds=LOCKED_SECONDS)
    if user is None:
        raise LoginRefused(WRONG, code="wrong")
    return user


def _failures_from(address: str) -> int:
    return AuditEntry.objects.filter(
        at__gt=timezone.now() - _MINUTE, address=address, action=LOGIN, succeeded=False
    ).count()
