"""The one way a target is set: pages, the API, the split to towns and imports all call `set_target`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.catalogue.models import Indicator, Target
from bureau.organisation.models import Unit, User
from bureau.periods import FIRST_NAMED_YEAR, LAST_NAMED_YEAR
from bureau.quantities import QuantityError, base_decimals, parse, plain


@dataclass(frozen=True, slots=True)
class Paper:
    """下达文件: the document that sets targets. All of it may still be unknown."""

    issuer: str = ""
    document: str = ""
    issued_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked for, in the indicator's base unit."""

    kind: Target.Kind
    value: Decimal
    stretch: Decimal | None = None


def set_target(
    *,
    unit: Unit,
    indicator: Indicator,
    year: int,
    goal: Goal,
    paper: Paper,
    by: User | None,
    seen_version: int | None = None,
) -> Target:
    """Let `goal` be the target from now on; the one before stays readable as an earlier version.

    The same goal by the same paper changes nothing. `seen_version` is the version the person saw (0: none); another
    one in force by now is refused. Raises ValidationError by field.
    """
    _check(unit, indicator, year, goal)
    with transaction.atomic():
        current = _in_force(unit, indicator, year)
        if seen_version is not None and seen_version != (current.version if current else 0):
            raise ValidationError({"value": _overtaken(current)})
        if current is not None:
            if _says(current, goal, paper):
                return current
            _supersede(current)
        return Target.objects.create(
            unit=unit,
            indicator=indicator,
            year=year,
            kind=goal.kind,
            value=goal.value,
            stretch=goal.stretch,
            issuer=paper.issuer,
            document=paper.document,
            issued_on=paper.issued_on,
            version=_last_version(unit, indicator, year) + 1,
            set_by=by,
        )


def withdraw_target(
    *, unit: Unit, indicator: Indicator, year: int, seen_version: int | None = None
) -> Target | None:
    """Leave the unit without a target for the year; what was asked for stays readable. None: there was none."""
    with transaction.atomic():
        current = _in_force(unit, indicator, year)
        if seen_version is not None and seen_version != (current.version if current else 0):
            raise ValidationError({"value": _overtaken(current)})
        if current is not None:
            _supersede(current)
        return current


def _check(unit: Unit, indicator: Indicator, year: int, goal: Goal) -> None:
    """Every reason at once why this cannot be a target."""
    wrong: dict[str, list[str]] = {}
    if not FIRST_NAMED_YEAR <= year <= LAST_NAMED_YEAR:
        wrong["year"] = [f"年份请填 {FIRST_NAMED_YEAR} 到 {LAST_NAMED_YEAR} 之间的年份。"]
    elif unit.closed_on is not None and unit.closed_on.year < year:
        wrong["year"] = [f"{unit.name}已于{unit.closed_on.year}年撤销，不能下达{year}年的目标。"]
    elif unit.opened_on is not None and unit.opened_on.year > year:
        wrong["year"] = [f"{unit.name}于{unit.opened_on.year}年成立，没有{year}年的目标。"]
    if indicator.retired:
        wrong["indicator"] = [f"“{indicator.name}”已停用，不能下达目标。"]
    for field, number in (("value", goal.value), ("stretch", goal.stretch)):
        if number is not None and (sentence := _refusal(indicator, goal.kind, number)):
            wrong[field] = [sentence]
    if goal.stretch is not None and "value" not in wrong and (sentence := _wrong_stretch(goal, goal.stretch)):
        wrong.setdefault("stretch", []).append(sentence)
    if wrong:
        raise ValidationError(wrong)


def _refusal(indicator: Indicator, kind: Target.Kind, number: Decimal) -> str:
    try:
        parse(
            plain(number),
            unit=indicator.unit,
            decimals=base_decimals(indicator.unit),
            allow_negative=kind is Target.Kind.NET_GROWTH,
        )
    except QuantityError as error:
        return str(error)
    return ""


def _wrong_stretch(goal: Goal, stretch: Decimal) -> str:
    match goal.kind:
        case Target.Kind.KEEP:
            return "“保持”的目标没有力争值，请清空力争值。"
        case Target.Kind.AT_MOST if stretch > goal.value:
            return "不高于的目标，力争值应不大于目标值，请核对。"
        case Target.Kind.AT_LEAST | Target.Kind.NET_GROWTH if stretch < goal.value:
            return "力争值应不小于目标值，请核对。"
    return ""


def _in_force(unit: Unit, indicator: Indicator, year: int) -> Target | None:
    """The target in force. The unit's row is locked, so that two people make two versions one after the other."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    return Target.objects.current().filter(unit=unit, indicator=indicator, year=year).first()


def _last_version(unit: Unit, indicator: Indicator, year: int) -> int:
    last = Target.objects.filter(unit=unit, indicator=indicator, year=year).order_by("-version").first()
    return last.version if last else 0


def _says(target: Target, goal: Goal, paper: Paper) -> bool:
    return (
        Goal(Target.Kind(target.kind), target.value, target.stretch) == goal
        and Paper(target.issuer, target.document, target.issued_on) == paper
    )


def _supersede(target: Target) -> None:
    target.superseded_at = timezone.now()
    target.save(update_fields=["superseded_at"])


def _overtaken(current: Target | None) -> str:
    if current is None:
        return "这个目标刚刚被撤销，请刷新页面看过再改。"
    who = current.set_by.full_name if current.set_by else "别人"
    return f"这个目标刚被{who}改过（第 {current.version} 版），请刷新页面看过再改。"
