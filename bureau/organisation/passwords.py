"""What a password must be, and the one way to change one."""

from __future__ import annotations

import secrets
import string
import unicodedata

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.audit.recording import record
from bureau.organisation.models import User


class ThreeClassesValidator:
    """At least three of: small letters, capitals, digits, other characters. (GB/T 22239: 口令应有复杂度)"""

    def validate(self, password: str, user: User | None = None) -> None:
        kinds = {_kind(character) for character in password}
        if len(kinds) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return "密码须含大写字母、小写字母、数字、其他符号中的至少三类。"


class LengthValidator:
    """Django's own length check has no Chinese sentence in this release."""

    def __init__(self, min_length: int) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return f"密码至少要有 {self.min_length} 个字符。"


class NoOwnNameValidator:
    """The account's or the person's name inside the password is the first thing anybody tries."""

    def validate(self, password: str, user: User | None = None) -> None:
        names = [] if user is None else [user.username, user.full_name]
        if any(len(name) > 1 and name.casefold() in password.casefold() for name in names):
            raise ValidationError(self.get_help_text(), code="password_has_name")

    def get_help_text(self) -> str:
        return "密码里不要出现用户名、姓名。"


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    return {"Lu": "capital", "Ll": "small", "Nd": "digit"}.get(category, "other")


def random_password() -> str:
    """A password that meets the rules, for accounts whose owner will choose her own at the first login."""
    required = [string.ascii_lowercase, string.ascii_uppercase, string.digits]
    letters = [secrets.choice(part) for part in required]
    letters += [secrets.choice("".join(required)) for _ in range(13)]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


@transaction.atomic
def change_password(user: User, password: str, *, chosen_by_owner: bool) -> None:
    """Set a checked password. Sessions end by themselves, because their hash no longer fits; tokens are revoked.

    A password that somebody else chose is only good for the first login: its owner must choose her own.
    """
    user.set_password(password)
    user.password_changed_at = timezone.now() if chosen_by_owner else None
    user.save(update_fields=["password", "password_changed_at"])
    user.tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    record("password", "organisation_user", user.username, detail="" if chosen_by_owner else "由管理员设置")


def must_change_password(user: User) -> bool:
    return user.password_changed_at is None and not user.is_demonstration
