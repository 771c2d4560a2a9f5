"""Query parameters, read strictly: what is not listed or not readable is a 400, never ignored."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.http import QueryDict
from rest_framework.request import Request

from bureau.periods import Month, PeriodError
from bureau.web.api.errors import invalid


def refuse_unknown(query: QueryDict, known: Collection[str]) -> None:
    fields: dict[str, list[str]] = {}
    for name in query:
        if name not in known:
            fields[name] = ["没有这个参数，请对照接口说明。"]
        elif len(query.getlist(name)) > 1:
            fields[name] = ["同一个参数只能出现一次。"]
    if fields:
        raise invalid(fields)


def text(request: Request, name: str) -> str | None:
    """The value without surrounding spaces; None when it is absent or empty."""
    return request.query_params.get(name, "").strip() or None


def month(request: Request, name: str = "month") -> Month | None:
    value = text(request, name)
    if value is None:
        return None
    try:
        return Month.parse(value)
    except PeriodError as error:
        raise invalid({name: [str(error)]}) from error


def date(request: Request, name: str) -> datetime.date | None:
    value = text(request, name)
    if value is None:
        return None
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as error:
        raise invalid({name: [f"“{value[:20]}”不是日期，请按“2026-10-31”的样子填写。"]}) from error


def integer(request: Request, name: str, *, low: int = 1, high: int = 2**63 - 1) -> int | None:
    value = text(request, name)
    if value is None:
        return None
    if value.isascii() and value.isdecimal() and len(value) <= 19 and low <= int(value) <= high:
        return int(value)
    raise invalid({name: [f"“{value[:20]}”不对，请填 {low} 到 {high} 之间的整数。"]})


def year(request: Request, name: str = "year") -> int | None:
    return integer(request, name, low=1990, high=2099)


def choice(request: Request, name: str, among: Collection[str]) -> str | None:
    value = text(request, name)
    if value is not None and value not in among:
        raise invalid({name: [f"“{value[:20]}”不在可选范围内，可选：{'、'.join(sorted(among))}。"]})
    return value


def flag(request: Request, name: str) -> bool | None:
    value = choice(request, name, ("0", "1", "false", "true"))
    return None if value is None else value in {"1", "true"}
