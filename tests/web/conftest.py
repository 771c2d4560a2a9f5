"""A browser for the tests of scripts; where there is none they are skipped and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


# One browser a module and no longer: while it runs, Django takes the thread for an asynchronous one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:  # Any: playwright ships no types that mypy reads here
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Page]:
    page = chromium.new_page()
    page.set_default_timeout(10_000)
    yield page
    page.close()
