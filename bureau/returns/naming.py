"""What a sheet is called on paper: 就业工作月报表, 人社月1表, 统计期."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Case, Value, When

from bureau.catalogue.declarations import DECLARED
from bureau.periods import Month, StatisticalWindow

_KEYS = [path.rpartition(".")[2] for path in settings.DOMAINS]


def domains() -> list[str]:
    """The keys of the domains in their order."""
    return list(_KEYS)


def domain_title(domain: str) -> str:
    return DECLARED[domain].title if domain in DECLARED else domain


def form_title(domain: str) -> str:
    return f"{domain_title(domain)}工作月报表"


def form_number(domain: str) -> str:
    return f"月 {_KEYS.index(domain) + 1} 表" if domain in _KEYS else "月报"


def place_of(domain: str) -> int:
    return _KEYS.index(domain) if domain in _KEYS else len(_KEYS)


def in_form_order() -> Case:
    """An ordering of sheets by their form's number."""
    return Case(
        *(When(domain=key, then=Value(place)) for place, key in enumerate(_KEYS)), default=Value(len(_KEYS))
    )


def span_label(month: Month, window: StatisticalWindow | None = None) -> str:
    """The days that count, as the head of the form prints them: 10月1日至10月31日."""
    first, last = (window or StatisticalWindow()).days_of(month)
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"
