"""The one way in which units come to be and change: page, command and script all call it.

A unit is never deleted, because its figures stay. Its code, kind and place in the tree are settled when it is added:
moving a town into another bureau would move its history along. What follows from a changed day (the totals) is
marked by a trigger.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction

from bureau.organisation.duties import duty_choices
from bureau.organisation.forms import domain_keys
from bureau.organisation.models import Unit, UnitKind

Complaint = tuple[str, str]  # the field, and the sentence that says what to do

# What stands above a unit of each kind; nothing may stand above a bureau that is alone.
PARENTS: Final = {
    UnitKind.CITY: (),
    UnitKind.BUREAU: (UnitKind.CITY,),
    UnitKind.SECTION: (UnitKind.BUREAU,),
    UnitKind.TOWN: (UnitKind.BUREAU,),
}
_FILING: Final = (UnitKind.SECTION, UnitKind.TOWN)


@dataclass(frozen=True)
class UnitFacts:
    """What may be said about a unit again and again."""

    name: str
    short_name: str = ""
    order: int = 0
    domains: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    merged_into: Unit | None = None


# Says what stands against these days of a unit, e.g. figures outside them.
Witness = Callable[[Unit, datetime.date | None, datetime.date | None], Iterator[Complaint]]
_witnesses: list[Witness] = []


def ask_before_dating(witness: Witness) -> None:
    """Called at start by a room that keeps something of a unit's months."""
    if witness not in _witnesses:
        _witnesses.append(witness)


@transaction.atomic
def add_unit(*, code: str, kind: UnitKind, parent: Unit | None, facts: UnitFacts) -> Unit:
    """Add a unit. Raises ValidationError with every mistake at once, by field."""
    # Two people who add beneath one parent come one after the other; a code taken elsewhere meets the constraint.
    above = None if parent is None else Unit.objects.select_for_update().get(pk=parent.pk)
    unit = Unit(code=code, kind=kind, parent=above)
    _refuse([*_misplaced(unit), *_against(unit, facts)])
    try:
        with transaction.atomic():
            return _written(unit, facts)
    except IntegrityError as error:
        raise ValidationError({"code": [_taken(code)]}) from error


@transaction.atomic
def change_unit(unit: Unit, facts: UnitFacts) -> Unit:
    """Change what may change about a unit. Raises ValidationError with every mistake at once, by field."""
    locked = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)
    _refuse(list(_against(locked, facts)))
    return _written(locked, facts)


def _written(unit: Unit, facts: UnitFacts) -> Unit:
    unit.name, unit.short_name, unit.order = facts.name, facts.short_name, facts.order
    unit.domains, unit.duties = list(facts.domains), list(facts.duties)
    unit.opened_on, unit.closed_on = facts.opened_on, facts.closed_on
    unit.merged_into = facts.merged_into
    unit.save()
    return unit


def _refuse(complaints: list[Complaint]) -> None:
    if complaints:
        by_field: defaultdict[str, list[str]] = defaultdict(list)
        for field, sentence in complaints:
            by_field[field].append(sentence)
        raise ValidationError(dict(by_field))


def _taken(code: str) -> str:
    return f"代码“{code}”已经有单位用了，请换一个。"


def _misplaced(unit: Unit) -> Iterator[Complaint]:
    try:
        validate_slug(unit.code)
    except ValidationError:
        yield "code", "代码只用英文字母、数字、- 和 _，例如 east-12。"
    if len(unit.code) > 40:
        yield "code", "代码最多 40 个字符，请改短。"
    if Unit.objects.filter(code=unit.code).exists():
        yield "code", _taken(unit.code)
    kind, above = UnitKind(unit.kind), unit.parent
    if above is None:
        if kind in _FILING:
            yield "parent", f"{kind.label}要放在区局下面，请选上级单位。"
    elif above.kind not in PARENTS[kind]:
        allowed = "、".join(one.label for one in PARENTS[kind])
        yield "parent", f"{kind.label}的上级须是{allowed}。" if allowed else "市没有上级，请不要选上级单位。"


def _against(unit: Unit, facts: UnitFacts) -> Iterator[Complaint]:
    if not facts.name:
        yield "name", "请填名称。"
    for field, text, most in (("name", facts.name, 80), ("short_name", facts.short_name, 40)):
        if len(text) > most:
            yield field, f"最多 {most} 个字，请改短。"
    namesakes = Unit.objects.filter(parent=unit.parent, name=facts.name).exclude(pk=unit.pk)
    if facts.name and unit.parent is not None and namesakes.filter(closed_on=None).exists():
        yield "name", f"{unit.parent.label}下面已经有“{facts.name}”，请核对是不是同一个单位。"
    yield from _against_work(unit, facts)
    yield from _against_days(unit, facts)
    yield from _against_merger(unit, facts)


def _against_work(unit: Unit, facts: UnitFacts) -> Iterator[Complaint]:
    if unit.kind != UnitKind.SECTION and (facts.domains or facts.duties):
        yield "domains", "只有股室选业务领域和职责，其他单位不用选。"
    for field, chosen, known in (
        ("domains", facts.domains, domain_keys()),
        ("duties", facts.duties, [key for key, _ in duty_choices()]),
    ):
        if unknown := sorted(set(chosen) - set(known)):
            yield field, f"没有“{unknown[0]}”这一项，可用的有：{'、'.join(known)}。"


def _against_days(unit: Unit, facts: UnitFacts) -> Iterator[Complaint]:
    if facts.opened_on and facts.closed_on and facts.closed_on < facts.opened_on:
        yield "closed_on", "撤销日期早于成立日期，请核对。"
        return
    if unit.pk is None:
        return
    if facts.closed_on:
        left = unit.children.exclude(closed_on__lte=facts.closed_on)
        if names := [child.label for child in left[:3]]:
            yield "closed_on", f"下面还有{'、'.join(names)}等单位没有撤销，请先给它们填撤销日期。"
    for witness in _witnesses:
        yield from witness(unit, facts.opened_on, facts.closed_on)


def _against_merger(unit: Unit, facts: UnitFacts) -> Iterator[Complaint]:
    target = facts.merged_into
    if target is None:
        return
    if facts.closed_on is None:
        yield "merged_into", "填了并入单位，还要填撤销日期。"
    elif target.pk == unit.pk:
        yield "merged_into", "不能并入本单位，请另选。"
    elif target.kind != unit.kind or target.parent_id != unit.parent_id:
        yield "merged_into", f"只能并入同一上级下面的{UnitKind(unit.kind).label}，请另选。"
    elif target.closed_on is not None and target.closed_on <= facts.closed_on:
        yield "merged_into", f"{target.label}在这一天以前已经撤销，请选仍在的单位。"
