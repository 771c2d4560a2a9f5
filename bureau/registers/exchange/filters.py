"""The filters of a list as parameters: the API, an export and a link understand the same ones.

Personal fields are none of them: what stands in an address is written into logs.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from bureau.organisation.models import User
from bureau.periods import Month, PeriodError
from bureau.registers.access import may_read
from bureau.registers.declarations import DRAFT, VOID, Register
from bureau.registers.exchange.fields import Described, FieldType, described
from bureau.registers.exchange.references import References
from bureau.web.api.errors import invalid

Rows = QuerySet[Any]  # Any: rows of whichever register
Narrow = Callable[[str], Q]

_SET: Final = ("是", "1", "true")
_FLAGS: Final = (*_SET, "否", "0", "false")


def filter_names(register: Register) -> frozenset[str]:
    """Every parameter the list of this register understands, pages and ordering aside."""
    return frozenset(_filters(register, None))


def narrowed(register: Register, user: User, params: Mapping[str, str]) -> Rows:
    """The rows she may read, within the filters that are given; void ones only when their state is asked for.

    Raises Http404 for a unit that is not hers, and 400 with a sentence for each value that cannot be read.
    """
    rows = register.model._default_manager.filter(may_read(user, register))
    filters, fields = _filters(register, user), dict[str, list[str]]()
    if not params.get("state", "").strip():
        rows = rows.exclude(state=VOID)
    for name, text in params.items():
        if not text.strip():
            continue
        if name not in filters:
            fields[name] = ["没有这个参数，请对照接口说明。"]
            continue
        try:
            rows = rows.filter(filters[name](text.strip()))
        except ValidationError as error:
            fields[name] = list(error.messages)
    if fields:
        raise invalid(fields)
    return rows


def orderings(register: Register) -> dict[str, str]:
    """What a list may be ordered by: its columns, except sealed ones, whose order means nothing."""
    open_columns = {one.name for one in described(register) if not one.is_personal}
    names = [name for name in register.columns if name in open_columns]
    return {name: name for name in ("number", "state", "changed_at", register.decides, *names)}


def _filters(register: Register, user: User | None) -> dict[str, Narrow]:
    """Without a person only the names count: nothing is looked up until a filter is used."""
    fields = {one.name: one for one in described(register)}
    filters: dict[str, Narrow] = {
        "state": lambda text: _state(register, text),
        "month": lambda text: _month(register.decides, text),
        "from": lambda text: Q(**{f"{register.decides}__gte": _day(text)}),
        "to": lambda text: Q(**{f"{register.decides}__lte": _day(text, is_end=True)}),
        "search": lambda text: _search(register, fields, text),
        # As the address of the page says it.
        "q": lambda text: _search(register, fields, text),
        "listing": lambda text: _listed(register, text),
    }
    if user is None:
        filters["unit"] = lambda text: Q()
    else:
        filters["unit"] = lambda text: _unit(user, text)
    for name in register.filters:
        field = fields.get(name)
        if field is not None and not field.is_personal and name not in filters:
            filters |= _of_field(field, user)
    return filters


def _of_field(field: Described, user: User | None) -> dict[str, Narrow]:
    name = field.name
    match field.kind:
        case FieldType.DATE | FieldType.MONTH:
            return {
                name: lambda text: Q(**{f"{name}__gte": _day(text)}),
                f"{name}.to": lambda text: Q(**{f"{name}__lte": _day(text, is_end=True)}),
            }
        case FieldType.CHOICE:
            return {name: lambda text: Q(**{name: _among(text, field.choices)})}
        case FieldType.FLAG:
            return {name: lambda text: Q(**{name: _among(text, _FLAGS) in _SET})}
        case FieldType.INTEGER | FieldType.DECIMAL:
            return {name: lambda text: Q(**{name: _number(text)})}
        case FieldType.UNIT | FieldType.PERSON | FieldType.ROW:
            return {name: lambda text: Q(**{name: References(user).find(field, text)}) if user else Q()}
    return {name: lambda text: Q(**{name: text})}


def _state(register: Register, text: str) -> Q:
    names = (*(state.name for state in register.states), DRAFT, VOID)
    return Q(state=_among(text, names))


def _listed(register: Register, key: str) -> Q:
    """Rows of one of the register's 名单 as they stand today."""
    listings = {one.key: one for one in register.listings}
    picked = listings[_among(key, tuple(listings))].pick(
        register.model._default_manager.all(), timezone.localdate()
    )
    return Q(pk__in=picked.values("pk"))


def _among(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValidationError(f"“{text[:20]}”不在可选范围内，可选：{'、'.join(choices)}。")
    return text


def _month(decides: str, text: str) -> Q:
    try:
        month = Month.parse(text)
    except PeriodError as error:
        raise ValidationError(str(error)) from error
    return Q(**{f"{decides}__range": (month.first_day, month.last_day)})


def _day(text: str, *, is_end: bool = False) -> datetime.date:
    try:
        if len(text) == len("2026-10"):
            month = Month.parse(text)
            return month.last_day if is_end else month.first_day
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except (ValueError, PeriodError) as error:
        raise ValidationError(f"“{text[:20]}”不是日期，请按“2026-10-31”的样子填写。") from error


def _number(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= 9:
        return int(text)
    raise ValidationError(f"“{text[:20]}”不是整数，请核对。")


def _unit(user: User, code: str) -> Q:
    """The unit with all below it; one outside her range looks like none."""
    try:
        unit = References(user).unit(code)
    except ValidationError as error:
        raise Http404 from error
    return Q(reporting_unit__lineage__contains=[unit.pk])


def _search(register: Register, fields: Mapping[str, Described], text: str) -> Q:
    names = [name for name in register.search if name in fields and not fields[name].is_personal]
    looks = [Q(number__iexact=text), *(Q(**{f"{name}__icontains": text}) for name in names)]
    return reduce(or_, looks)
