"""A sheet's page in a real browser, with the server's side of the save endpoint written down as answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, Route

ORIGIN = "http://portal.test"
STATIC = Path(settings.BASE_DIR) / "bureau" / "web" / "static"
ROW = """
<tr data-row="{code}"><td class="no">1</td><th scope="row">{code}</th><td class="unit">人</td>
<td class="fill">
<input class="cell" type="text" data-indicator="{code}" data-version="1" data-unit="人" value="{value}"></td>
<td class="sum" data-part="sum">0</td></tr>"""
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="csrf-token" content="{token}">
<link rel="stylesheet" href="/static/web/css/tokens.css"><link rel="stylesheet" href="/static/web/css/cells.css">
<script type="module" src="/static/web/js/grid/index.js"></script></head><body>
<table class="grid" data-url="/sheets/1/cells/" data-hash="old" data-login="/login/"><tbody>{rows}</tbody></table>
<form><input type="hidden" data-hash value="old"></form><footer class="submitbar">未填 3</footer></body></html>"""

Answer = tuple[int, dict[str, Any] | str] | None
Server = Callable[[dict[str, Any]], Answer]


class Sheet:
    """Three cells, a to c. `server` answers each change; None means that the network is dead."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.token = "first"
        self.is_logged_in = True
        self.sent: list[dict[str, Any]] = []
        page.route(f"{ORIGIN}/**", self._answer)

    def open(self) -> None:
        self.page.goto(f"{ORIGIN}/sheets/1/")
        self.page.wait_for_load_state("load")

    def cell(self, code: str) -> Any:  # Any: playwright ships no types that mypy reads here
        return self.page.locator(f'input[data-indicator="{code}"]')

    def state(self, code: str, state: str) -> None:
        """Waits until the cell is in the state."""
        self.page.wait_for_selector(f'td.is-{state} input[data-indicator="{code}"]', state="attached")

    def message(self, code: str) -> str:
        row = self.page.locator(f'tr[data-row="{code}"] + tr.msg')
        row.wait_for()
        return str(row.inner_text())

    def press(self, code: str, label: str) -> None:
        self.page.locator(f'tr[data-row="{code}"] + tr.msg').get_by_text(label, exact=True).click()

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path.startswith("/static/"):
            kind = "text/css" if path.endswith(".css") else "text/javascript"
            route.fulfill(body=(STATIC / path.removeprefix("/static/")).read_bytes(), content_type=kind)
        elif route.request.method == "PUT":
            self._save(route)
        elif not self.is_logged_in:
            route.fulfill(status=401, body="")
        else:
            rows = "".join(ROW.format(code=code, value="5") for code in "abc")
            route.fulfill(
                body=PAGE.format(rows=rows, token=self.token), content_type="text/html; charset=utf-8"
            )

    def _save(self, route: Route) -> None:
        change = json.loads(route.request.post_data or "[]")[0]
        self.sent.append({**change, "token": route.request.headers["x-csrftoken"]})
        answer: Answer = self.server(change) if self.is_logged_in else (401, {"code": "login"})
        if answer is None:
            route.abort("internetdisconnected")
            return
        status, body = answer
        text = body if isinstance(body, str) else json.dumps(body)
        kind = "text/html" if isinstance(body, str) else "application/json"
        route.fulfill(status=status, body=text, content_type=kind)


def saved(change: dict[str, Any], **more: Any) -> Answer:  # Any: JSON
    cell = {**change, "version": change["version"] + 1, "state": "saved"}
    return 200, {"hash": "new", "cells": [cell], **more}
