"""What the frame around every page says: whose portal it is, who is looking, where one can go."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from bureau.organisation.access import BUSINESS_ROLES, grants_of, has_role, home_bureau
from bureau.organisation.models import Unit, User
from bureau.web.tabs import Tab, all_tabs

SYSTEM_NAME = "人社指标门户"
# Whether the portal holds demonstration units changes once in its life; pages may learn of it a little later.
_REMEMBERED_SECONDS = 30


@dataclass(frozen=True)
class ShownTab:
    label: str
    url: str
    count: int | None
    late: bool
    current: bool
    divided: bool


@dataclass(frozen=True)
class Viewer:
    unit: str
    name: str
    role: str


class _Demonstration:
    """Remembers for a short while whether any unit is a demonstration unit."""

    def __init__(self) -> None:
        self.value, self.until = False, 0.0

    def here(self) -> bool:
        if time.monotonic() >= self.until:
            self.value = Unit.objects.filter(is_demonstration=True).exists()
            self.until = time.monotonic() + _REMEMBERED_SECONDS
        return self.value

    def forget(self) -> None:
        self.until = 0.0


demonstration = _Demonstration()


def frame(request: HttpRequest) -> dict[str, object]:
    """The context of base.html. Fragments for htmx have no frame, so nothing is asked for them."""
    if request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true":
        return {}
    context: dict[str, object] = {"system_name": SYSTEM_NAME, "is_demonstration": demonstration.here()}
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return context
    bureau = home_bureau(user)
    context |= {
        "bureau_name": bureau.name if bureau else "",
        "viewer": _viewer(user),
        "tabs": _tabs(user, request.path),
        "find_url": _url("catalogue:find") if has_role(user, *BUSINESS_ROLES) else None,
        "logout_url": reverse("organisation:logout"),
        "account_url": reverse("organisation:account"),
        "large_type": user.large_type,
    }
    return context


def first_page(user: User) -> str:
    """Where the person begins: the first tab that is hers."""
    urls = [_url(tab.url_name) for tab in all_tabs() if _is_hers(tab, user)]
    return next((url for url in urls if url is not None), reverse("organisation:account"))


def _is_hers(tab: Tab, user: User) -> bool:
    return not tab.roles or any(grant.role.value in tab.roles for grant in grants_of(user))


def _viewer(user: User) -> Viewer:
    grants = grants_of(user)
    if not grants:
        return Viewer(unit="", name=user.full_name, role="")
    first = grants[0]
    return Viewer(unit=first.home_name, name=user.full_name, role=first.role.label)


def _tabs(user: User, path: str) -> list[ShownTab]:
    hers = [
        (tab, url) for tab in all_tabs() if _is_hers(tab, user) and (url := _url(tab.url_name)) is not None
    ]
    # A tab whose address lies below that of another is the one that is meant there.
    nearest = max((_reach(tab, url, path) for tab, url in hers), default=0)
    return [_shown(tab, url, user, here=0 < nearest == _reach(tab, url, path)) for tab, url in hers]


def _reach(tab: Tab, url: str, path: str) -> int:
    """How much of the address the tab accounts for; 0 when the page is not under it."""
    if path == url:
        return len(url)
    return max((len(one) for one in (url, *tab.also) if one != "/" and path.startswith(one)), default=0)


def _shown(tab: Tab, url: str, user: User, *, here: bool) -> ShownTab:
    count = tab.count(user) if tab.count else None
    return ShownTab(
        label=tab.label,
        url=url,
        count=count.number if count and count.number else None,
        late=bool(count and count.late),
        current=here,
        divided=tab.divided,
    )


def _url(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
