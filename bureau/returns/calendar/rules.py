"""How a form is filed: its window, due day and levels, from the bureau's dated rules or from the usual ones."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit, User
from bureau.periods import Month, StatisticalWindow
from bureau.returns.models import FormRule
from bureau.returns.naming import form_number, form_title


@dataclass(frozen=True)
class Rule:
    """表种规则 as it stands in one month. What nobody has set is the usual: calendar month, due on the next 5th."""

    domain: str
    cutoff_day: int | None = None
    due_in: int = FormRule.DueIn.NEXT_MONTH
    due_day: int = 5
    due_time: datetime.time = datetime.time(17, 30)
    grace_days: int = 0
    shifts: bool = True
    closes_after: int | None = None
    levels: int = FormRule.Levels.ONE
    number: str = ""
    title: str = ""
    issuer: str = ""
    document: str = ""

    @property
    def window(self) -> StatisticalWindow:
        return StatisticalWindow(self.cutoff_day)

    @property
    def form_number(self) -> str:
        return self.number or form_number(self.domain)

    @property
    def form_title(self) -> str:
        return self.title or form_title(self.domain)

    @property
    def has_two_levels(self) -> bool:
        return self.levels == FormRule.Levels.TWO

    def days_of(self, month: Month) -> tuple[datetime.date, datetime.date]:
        """The first and the last day that count; on the first the sheet opens."""
        return self.window.days_of(month)

    def opens_on(self, month: Month) -> datetime.date:
        return self.days_of(month)[0]

    def due_on(self, month: Month) -> datetime.date:
        """The due day as the rule names it, before any holiday moves it; a 31st is the month's last day."""
        due_month = month + self.due_in
        return min(due_month.first_day + datetime.timedelta(days=self.due_day - 1), due_month.last_day)

    @property
    def window_words(self) -> str:
        if self.cutoff_day is None:
            return "每月 1 日至月末"
        return f"上月 {self.cutoff_day + 1} 日至当月 {self.cutoff_day} 日"

    @property
    def due_words(self) -> str:
        month = FormRule.DueIn(self.due_in).label
        day = "最后一天" if self.due_day == 31 else f" {self.due_day} 日"
        return f"{month}{day} {self.due_time:%H:%M}"


RULE_COLUMNS = tuple(field.name for field in fields(Rule))


def rules_in(month: Month, bureaus: Iterable[int] | None = None) -> Mapping[tuple[int, str], Rule]:
    """The rules in force in a month, by bureau and domain; a form without one goes by `Rule(domain)`."""
    rows = FormRule.objects.filter(begins__lte=month).order_by("bureau_id", "domain", "-begins")
    if bureaus is not None:
        rows = rows.filter(bureau__in=bureaus)
    return {(row.bureau_id, row.domain): rule_from(row) for row in rows.distinct("bureau_id", "domain")}


def rule_of(unit: Unit, domain: str, month: Month) -> Rule:
    return rules_in(month, [unit.bureau_id]).get((unit.bureau_id, domain), Rule(domain))


def rule_from(row: FormRule) -> Rule:
    return Rule(**{name: getattr(row, name) for name in RULE_COLUMNS})


def history_of(bureau: Unit, domain: str) -> QuerySet[FormRule]:
    """All rules a form ever had, the newest first."""
    return FormRule.objects.filter(bureau=bureau, domain=domain).select_related("set_by").order_by("-begins")


def set_rule(*, bureau: Unit, begins: Month, rule: Rule, by: User | None) -> FormRule:
    """Let `rule` hold from `begins` on. The same month again replaces it; earlier months keep theirs.

    Raises ValidationError by field: a due day before the window ends, or a beginning that would judge again what
    has been filed under another rule.
    """
    _check(bureau, begins, rule)
    values: dict[str, Any] = {name: getattr(rule, name) for name in RULE_COLUMNS}  # Any: columns of all types
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=bureau.pk)
        row = FormRule.objects.filter(bureau=bureau, domain=rule.domain, begins=begins).first()
        row = row or FormRule(bureau=bureau, begins=begins)
        for name, value in (values | {"set_by": by}).items():
            setattr(row, name, value)
        row.full_clean(exclude=["bureau", "set_by"], validate_unique=False, validate_constraints=False)
        row.save()
    return row


def indicators_of_other_windows(rule: Rule) -> int:
    """How many indicators of the form declare another cut-off day than the form's."""
    return (
        Indicator.objects.in_force()
        .of_domain(rule.domain)
        .exclude(aggregate="ratio")
        .exclude(cutoff_day=rule.cutoff_day)
        .count()
    )


def _check(bureau: Unit, begins: Month, rule: Rule) -> None:
    wrong: dict[str, list[str]] = {}
    today = timezone.localdate()
    # February is the shortest month: what holds there holds in every month.
    for month in (Month(2026, 2), Month(2026, 3)):
        if rule.due_on(month) < rule.days_of(month)[1]:
            last = "月末" if rule.cutoff_day is None else f" {rule.cutoff_day} 日"
            wrong["due_day"] = [f"统计期到当月{last}才结束，报送截止日不能早于这一天。"]
    if rule.closes_after is not None and rule.closes_after < rule.grace_days:
        wrong["closes_after"] = ["关表不能早于宽限期结束，请填大一些，或留空表示不关。"]
    known = FormRule.objects.filter(bureau=bureau, domain=rule.domain)
    if begins < Month.of(today) and known.exists():
        wrong["begins"] = [f"{begins.label}已经按原来的规则报送，新规则最早从{Month.of(today).label}起生效。"]
    if wrong:
        raise ValidationError(wrong)
