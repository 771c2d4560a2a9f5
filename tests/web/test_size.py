"""The size switch in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from playwright.sync_api import Page, Route

STATIC = Path(settings.BASE_DIR) / "bureau" / "web" / "static"
pytestmark = pytest.mark.browser


def test_large_type_comes_at_once_and_is_kept_in_cookie_and_account(page: Page) -> None:
    posted: list[str] = []
    html = get_template("base.html").render({"tabs": []})

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://portal.test").split("?")[0]
        if route.request.method == "POST":
            posted.append(route.request.post_data or "")
            route.fulfill(status=204)
        elif path.startswith("/static/web/"):
            kind = "text/css" if path.endswith(".css") else "text/javascript"
            route.fulfill(body=(STATIC / path.removeprefix("/static/")).read_bytes(), content_type=kind)
        elif path == "/month/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)

    page.route("http://portal.test/**", answer)
    page.goto("http://portal.test/month/")
    with page.expect_request(lambda sent: sent.method == "POST"):
        page.get_by_role("button", name="大字").click()
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
    assert "size=large" in page.evaluate("document.cookie")
    assert '"size"\r\n\r\nlarge' in posted[0]
