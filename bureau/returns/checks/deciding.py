"""The one way a threshold is changed: a new version beside the old one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.organisation.models import Unit, User
from bureau.returns.checks.declarations import all_settings
from bureau.returns.checks.thresholds import Setting
from bureau.returns.models import CheckSetting


@dataclass(frozen=True)
class Decided:
    """A setting with what holds in a bureau now, and all that held before, newest first."""

    setting: Setting
    text: str
    version: int
    history: tuple[CheckSetting, ...]


def decided(bureau: Unit) -> list[Decided]:
    """Every setting as the bureau has it, in the order in which they are declared."""
    rows: dict[str, list[CheckSetting]] = {}
    for row in CheckSetting.objects.filter(bureau=bureau).select_related("set_by").order_by("-version"):
        rows.setdefault(row.key, []).append(row)
    return [
        Decided(
            setting,
            rows[setting.key][0].text if setting.key in rows else setting.default,
            rows[setting.key][0].version if setting.key in rows else 0,
            tuple(rows.get(setting.key, ())),
        )
        for setting in all_settings()
    ]


def decide(
    bureau: Unit, key: str, text: str, *, reason: str, by: User, seen_version: int | None = None
) -> CheckSetting | None:
    """Let `text` hold from now on; None where it holds already.

    `seen_version` is the version that was on the page (0: the default). Raises ValidationError with a sentence.
    """
    setting = next((one for one in all_settings() if one.key == key), None)
    if setting is None:
        raise ValidationError("没有这个界限，请刷新页面后再改。")
    try:
        clean = setting.clean(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=bureau.pk)
        current = CheckSetting.objects.filter(bureau=bureau, key=key, superseded_at__isnull=True).first()
        version = current.version if current else 0
        if seen_version is not None and seen_version != version:
            raise ValidationError(f"{setting.title}刚被别人改过，请看过现在的内容再改。")
        if clean == (current.text if current else setting.default):
            return None
        if not reason.strip():
            raise ValidationError(f"请写明为什么改{setting.title}。")
        if current is not None:
            current.superseded_at = timezone.now()
            current.save(update_fields=["superseded_at"])
        return CheckSetting.objects.create(
            bureau=bureau, key=key, text=clean, reason=reason.strip()[:200], version=version + 1, set_by=by
        )
