"""The list of a register of a million rows, narrowed by two filters: the whole request, from session to page."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from tests.benchmarks.counting import LAST_YEAR, ROWS, lay_out
from tests.benchmarks.data import Size
from tests.benchmarks.measuring import Contest, Result
from tests.benchmarks.saving import Browser

# What whoever looks through a register was promised.
LIMIT: Final = 0.3
ROUNDS: Final = 7
FILTERS: Final = {"kind": "城镇新增", "from": f"{LAST_YEAR}-03-01", "to": f"{LAST_YEAR}-10-31"}
ADDRESS: Final = f"/registers/employment.placements/?{urlencode(FILTERS)}"


def registers_list(size: Size) -> Result:
    """GET of the first page as the office of a bureau sees it, who reads every unit's rows."""
    lay_out()
    bureau = Unit.objects.filter(kind=UnitKind.BUREAU).order_by("pk")[0]
    reader = User.objects.create_user("bench-looks", "bench-Office-2026", "测试")
    Post.objects.create(user=reader, unit=bureau, role=Role.OFFICE)
    browser = Browser(reader)

    def show() -> None:
        status, content = browser.ask("GET", ADDRESS)
        if not status.startswith("200") or b"BENCH-" not in content:
            raise SystemExit(f"the list was answered {status} with {len(content)} bytes")

    def who() -> None:
        browser.ask("GET", "/bench/who/")

    show()
    session, product = Contest(limit=who, product=show).best(ROUNDS)
    note = f"{ROWS} rows, kind and days; {product / session:.0f}× the view that knows session and user only"
    return Result("registers_list", LIMIT, product, 1.0, (note,))
