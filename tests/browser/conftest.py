"""A browser before a running portal. Where there is no chromium the stories are skipped and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.returns.office import Office, build

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PASSWORD = "Demo-password-1"

# A person's page: `enter("zhang")`, `enter("zhang", java_script_enabled=False)`.
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:  # Any: playwright ships no types that mypy reads here
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright runs a loop in this thread, in which Django would refuse the test's own look at the database.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def office(transactional_db: None, chromium: Any) -> Office:
    return build()


@pytest.fixture
def enter(office: Office, live_server: LiveServer, chromium: Any) -> Iterator[Enter]:
    """Log in through the login page, each person in a browser of her own."""
    contexts: list[BrowserContext] = []

    def entered(name: str, **options: Any) -> Page:  # Any: playwright's own options
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 1366, "height": 768}, locale="zh-CN", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page: Page = context.new_page()
        log_in(page, name)
        return page

    yield entered
    for context in contexts:
        context.close()


def log_in(page: Page, name: str) -> None:
    page.goto("/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/")
