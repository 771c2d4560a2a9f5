"""Opening a sheet of 200 cells, saving all of it, pasting 500 cells: whole requests, from the session to the answer.

The limits of opening and pasting are what clerks were promised; the notes compare with what the machine can do.
"""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlencode

from bureau.figures.models import Figure, Sheet
from bureau.figures.writing import UPSERT
from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from bureau.periods import Month
from tests.benchmarks.data import FIRST_YEAR, YEARS, Size
from tests.benchmarks.measuring import Contest, Result, must_be_equal, rows, run, seconds
from tests.benchmarks.saving import Browser

MONTH = Month(FIRST_YEAR + YEARS, 2)
SHEET, BLOCK = 200, 500
OPEN_LIMIT, PASTE_LIMIT = 0.4, 1.5
ROUNDS = 7
FORM = "application/x-www-form-urlencoded"

# A sheet of another domain, so that the facts of the other benchmarks stay as they are.
WIDE = """
INSERT INTO catalogue_indicator
    (code, name, short_name, domain, group_key, "group", duty, "order", unit, display_unit, decimals, kind,
     aggregate, direction, numerator, denominator, register, counting_rule, reported_by, assessed,
     year_start_month, definition, legal_basis, summary_sections, search_text, is_local, retired)
SELECT 'talent.bench_' || n, '人才测试指标' || n, '', 'talent', 'bench', '测试', 'bench', n, '人', '人', 0,
       'flow', 'sum', 'higher', '', '', '', '', 'both', false, 1, '', '', '{}', '', true, false
FROM generate_series(1, %(block)s) n;
INSERT INTO catalogue_assignment (unit_id, indicator_id, begins)
SELECT %(unit)s, id, %(month)s FROM catalogue_indicator WHERE code LIKE 'talent.bench_%%';
"""
NARROW = """
UPDATE catalogue_assignment a SET ends = %(last)s FROM catalogue_indicator i
WHERE i.id = a.indicator_id AND a.unit_id = %(unit)s AND i.aggregate <> 'ratio' AND i."order" > %(cells)s
"""


def sheet_open(size: Size) -> Result:
    """GET of the page of a filled sheet, with a year of months behind every cell."""
    town = _town(1)
    run(NARROW, {"last": MONTH.previous.number, "unit": town.pk, "cells": SHEET})
    browser, sheet = Browser(_clerk(town, "opens")), _sheet(town, "employment")
    _fill(browser, sheet, _codes(sheet, SHEET), 1)

    def show() -> None:
        status, content = browser.ask("GET", f"/sheets/{sheet.pk}/")
        if not status.startswith("200") or content.count(b'class="cell"') != SHEET:
            raise SystemExit(f"the sheet was answered {status} with {len(content)} bytes")

    def who() -> None:
        browser.ask("GET", "/bench/who/")

    show()
    session, product = Contest(limit=who, product=show).best(ROUNDS)
    note = (
        f"{SHEET} cells and their rates; {product / session:.0f}× the view that knows session and user only"
    )
    return Result("sheet_open", OPEN_LIMIT, product, 1.0, (note,))


def sheet_save(size: Size) -> Result:
    """PUT of all cells of a sheet at once, against the bare statement that stores them, triggers included."""
    town = _town(2)
    clerk = _clerk(town, "saves")
    browser, sheet = Browser(clerk), _sheet(town, "employment")
    codes = _codes(sheet, SHEET)
    keys = [
        key for (key,) in rows("SELECT id FROM catalogue_indicator WHERE code = ANY(%s) ORDER BY id", [codes])
    ]
    version = 0

    def bare() -> None:
        nonlocal version
        nothing = [None] * len(keys)
        run(
            UPSERT,
            {
                "unit": town.pk,
                "month": MONTH.number,
                "sheet": sheet.pk,
                "by": clerk.pk,
                "at": "now",
                "indicators": keys,
                "values": [version + 1] * len(keys),
                "versions": [version] * len(keys),
                "sources": ["typed"] * len(keys),
                "notes": nothing,
                "explanations": nothing,
            },
        )
        version += 1

    def save() -> None:
        nonlocal version
        version += 1
        _fill(browser, sheet, codes, version)

    limit, product = Contest(limit=bare, product=save).best(ROUNDS)
    must_be_equal(list(Figure.objects.filter(sheet=sheet).exclude(version=version)), "saves")
    run("DELETE FROM figures_mark")
    note = f"{SHEET} cells in one request: rights, rules, audit, marks, and {SHEET} rows drawn again"
    return Result("sheet_save", limit, product, 10.0, (note,))


def paste(size: Size) -> Result:
    """A block of 500 names and numbers: the preview, and the save of what it showed, each one request."""
    town = _town(3)
    run(WIDE, {"block": BLOCK, "unit": town.pk, "month": MONTH.number})
    browser, sheet = Browser(_clerk(town, "pastes")), _sheet(town, "talent")
    address, round_ = f"/sheets/{sheet.pk}/paste/", 0
    offered = b""

    def preview() -> None:
        nonlocal offered, round_
        round_ += 1
        text = "\r\n".join(f"人才测试指标{n}\t{n + round_:,}人" for n in range(1, BLOCK + 1))
        status, content = browser.ask(
            "POST", address, urlencode({"text": text, "basis": "month"}).encode(), FORM
        )
        found = re.search(r'name="cells"\s+value="([^"]*)"', content.decode())
        if not status.startswith("200") or found is None:
            raise SystemExit(f"the preview was answered {status}: {content.decode()[:500]}")
        offered = urlencode({"text": "", "cells": html.unescape(found[1])}).encode()

    def save() -> None:
        status, content = browser.ask("POST", address, offered, FORM)
        if not status.startswith("200") or len(json.loads(content)["cells"]) != BLOCK:
            raise SystemExit(f"the paste was answered {status}: {content.decode()[:500]}")

    times = [(seconds(preview), seconds(save)) for _ in range(ROUNDS)]
    must_be_equal(
        rows(
            "SELECT i.code FROM figures_figure f JOIN catalogue_indicator i ON i.id = f.indicator_id"
            ' WHERE f.sheet_id = %s AND (f.value <> i."order" + %s OR f.source <> %s)',
            [sheet.pk, round_, "pasted"],
        ),
        "what was pasted and what is stored",
    )
    run("DELETE FROM figures_mark")
    shown, saved = min(one for one, _ in times), min(one for _, one in times)
    return Result(
        "paste", PASTE_LIMIT, saved, 1.0, (f"the preview of {BLOCK} cells takes {shown * 1000:.0f} ms",)
    )


def _town(place: int) -> Unit:
    """Not the first, which the other benchmarks fill."""
    return Unit.objects.filter(kind=UnitKind.TOWN).order_by("pk")[place]


def _clerk(town: Unit, name: str) -> User:
    clerk = User.objects.create_user(f"bench-{name}", "bench-Clerk-2026", "测试")
    Post.objects.create(user=clerk, unit=town, role=Role.CLERK)
    return clerk


def _sheet(town: Unit, domain: str) -> Sheet:
    return Sheet.objects.create(unit=town, month=MONTH, domain=domain)


def _codes(sheet: Sheet, cells: int) -> list[str]:
    found = rows(
        "SELECT code FROM catalogue_indicator WHERE domain = %s AND aggregate <> 'ratio' ORDER BY \"order\" LIMIT %s",
        [sheet.domain, cells],
    )
    return [str(code) for (code,) in found]


def _fill(browser: Browser, sheet: Sheet, codes: list[str], version: int) -> None:
    cells = [{"indicator": code, "value": str(version), "version": version - 1} for code in codes]
    status, content = browser.ask("PUT", f"/sheets/{sheet.pk}/cells/", json.dumps(cells).encode())
    if not status.startswith("200"):
        raise SystemExit(f"the save was answered {status}: {content.decode()[:500]}")
