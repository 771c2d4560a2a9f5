"""The sheet in a real browser: keyboard, tidy numbers, saving, conflicts, a lost network and a lost session."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.portal_page import Answer, Server, Sheet, saved

pytestmark = pytest.mark.browser


def opened(page: Page, server: Server = saved) -> Sheet:
    sheet = Sheet(page, server)
    sheet.open()
    return sheet


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.indicator || ''"))


def test_enter_and_arrows_go_along_the_column(page: Page) -> None:
    sheet = opened(page)
    sheet.cell("a").focus()
    walked = []
    for key in ["Enter", "ArrowDown", "Shift+Enter", "ArrowUp", "Control+End", "Control+Home", "Tab"]:
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == ["b", "c", "b", "a", "c", "a", "b"]


def test_keys_are_left_alone_while_an_input_method_composes(page: Page) -> None:
    sheet = opened(page)
    sheet.cell("a").focus()
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'Enter', bubbles: true, isComposing: true}))"
    )
    assert focused(page) == "a"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１，２３４", "1234"),
        ("1,234.5 人", "1234.5"),
        ("3。5", "3.5"),
        ("−5", "-5"),
        ("12,34", "12,34"),
        ("5万人", "5万人"),
        ("5元", "5元"),
        ("约30", "约30"),
        ("1e400", "1e400"),
    ],
)
def test_a_number_is_tidied_and_anything_else_is_kept_as_typed(page: Page, typed: str, kept: str) -> None:
    sheet = opened(page)
    sheet.cell("a").fill(typed)
    page.keyboard.press("Enter")
    sheet.state("a", "saved")
    assert sheet.cell("a").input_value() == kept
    assert [change["value"] for change in sheet.sent] == [kept]


def test_leaving_a_cell_saves_it_and_the_next_save_carries_the_new_version(page: Page) -> None:
    sheet = opened(page)
    for value in ("7", "8"):
        sheet.cell("a").fill(value)
        page.keyboard.press("Enter")
        sheet.state("a", "saved")
        page.wait_for_function("document.querySelector('[data-indicator=a]').dataset.before !== '5'")
    assert [(change["value"], change["version"]) for change in sheet.sent] == [("7", 1), ("8", 2)]
    assert {change["token"] for change in sheet.sent} == {"first"}


def test_walking_through_cells_sends_nothing(page: Page) -> None:
    sheet = opened(page)
    sheet.cell("a").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    sheet.cell("a").fill("6")
    page.keyboard.press("Enter")
    sheet.state("a", "saved")
    assert [change["indicator"] for change in sheet.sent] == ["a"]


def test_the_answer_redraws_what_depends_on_the_cell(page: Page) -> None:
    def server(change: dict[str, Any]) -> Answer:
        rows = {"b": '<td class="sum" data-part="sum">77</td><td class="fill" data-part="value">1</td>'}
        return saved(change, rows=rows, bar='<footer class="submitbar">未填 2</footer>')

    sheet = opened(page, server)
    sheet.cell("a").fill("9")
    page.keyboard.press("Enter")
    sheet.state("a", "saved")
    assert page.locator('tr[data-row="b"] td.sum').inner_text() == "77"
    assert page.locator(".submitbar").inner_text() == "未填 2"
    assert page.locator("table.grid").get_attribute("data-hash") == "new"
    assert page.locator("input[data-hash]").input_value() == "new"


def test_a_refused_value_stays_and_its_sentence_stands_under_the_row(page: Page) -> None:
    def server(change: dict[str, Any]) -> Answer:
        if change["value"] == "abc":
            return 400, {"code": "invalid", "detail": "", "fields": {"a": ["“abc”不是数，请填数字。"]}}
        return saved(change)

    sheet = opened(page, server)
    sheet.cell("a").fill("abc")
    page.keyboard.press("Enter")
    sheet.state("a", "invalid")
    assert sheet.cell("a").input_value() == "abc"
    assert "请填数字" in sheet.message("a")
    sheet.cell("a").fill("12")
    page.keyboard.press("Enter")
    sheet.state("a", "saved")
    assert page.locator("tr.msg").count() == 0


@pytest.mark.parametrize("choice", ["312", "321"])
def test_two_people_and_two_numbers_end_in_the_clerks_choice(page: Page, choice: str) -> None:
    def server(change: dict[str, Any]) -> Answer:
        if change["version"] == 1:
            other = {
                "indicator": "a",
                "value": "312",
                "version": 4,
                "by": "李敏",
                "at": "2026-11-01T10:40:00+08:00",
            }
            return 409, {"code": "conflict", "cells": [other]}
        return saved(change)

    sheet = opened(page, server)
    sheet.cell("a").fill("321")
    page.keyboard.press("Enter")
    sheet.state("a", "conflict")
    sentence = sheet.message("a")
    assert "李敏" in sentence
    assert "已存 312，您刚填 321" in sentence
    sheet.press("a", f"用 {choice}")
    sheet.state("a", "saved")
    assert sheet.cell("a").input_value() == choice
    assert (sheet.sent[-1]["value"], sheet.sent[-1]["version"]) == (choice, 4)


def test_a_name_from_the_server_is_never_markup(page: Page) -> None:
    def server(change: dict[str, Any]) -> Answer:
        other = {"indicator": "a", "value": "1", "version": 2, "by": "<img src=x id=bad>", "at": ""}
        return 409, {"code": "conflict", "cells": [other]}

    sheet = opened(page, server)
    sheet.cell("a").fill("2")
    page.keyboard.press("Enter")
    sheet.state("a", "conflict")
    assert page.locator("#bad").count() == 0


def test_a_dead_network_loses_nothing_and_saves_in_order_when_it_is_back(page: Page) -> None:
    alive = {"now": False}

    def server(change: dict[str, Any]) -> Answer:
        return saved(change) if alive["now"] else None

    sheet = opened(page, server)
    sheet.cell("a").fill("1")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("2")
    page.keyboard.press("Enter")
    sheet.state("a", "waiting")
    sheet.state("b", "waiting")
    assert "网络不通" in sheet.message("a")
    alive["now"] = True
    sheet.press("a", "现在重试")
    sheet.state("a", "saved")
    sheet.state("b", "saved")
    assert page.locator("tr.msg").count() == 0
    assert [change["indicator"] for change in sheet.sent[-2:]] == ["a", "b"]


def test_an_overloaded_server_is_tried_again(page: Page) -> None:
    answers: list[Answer] = [(503, "busy"), (503, "busy")]

    def server(change: dict[str, Any]) -> Answer:
        return answers.pop() if answers else saved(change)

    sheet = opened(page, server)
    sheet.cell("a").fill("1")
    page.keyboard.press("Enter")
    sheet.state("a", "saved")
    assert len(sheet.sent) == 3


def test_a_lost_session_keeps_the_numbers_and_goes_on_after_the_new_login(page: Page) -> None:
    sheet = opened(page)
    sheet.is_logged_in = False
    sheet.cell("a").fill("41")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("42")
    page.keyboard.press("Enter")
    sheet.state("a", "waiting")
    sheet.state("b", "waiting")
    assert "登录已失效" in sheet.message("a")
    link = page.locator("tr.msg a").first
    assert (link.get_attribute("href"), link.get_attribute("target")) == ("/login/", "_blank")
    sheet.is_logged_in, sheet.token = True, "second"
    sheet.press("a", "已登录，继续保存")
    sheet.state("a", "saved")
    sheet.state("b", "saved")
    assert sheet.cell("a").input_value() == "41"
    assert [(change["value"], change["token"]) for change in sheet.sent[-2:]] == [
        ("41", "second"),
        ("42", "second"),
    ]


def test_a_stale_token_is_renewed_once_without_a_word(page: Page) -> None:
    sheet = opened(page)
    sheet.token = "second"
    sheet.server = lambda change: (
        saved(change) if sheet.sent[-1]["token"] == "second" else (403, "<p>页面过期</p>")
    )
    sheet.cell("a").fill("1")
    page.keyboard.press("Enter")
    sheet.state("a", "saved")
    assert [change["token"] for change in sheet.sent] == ["first", "second"]


def test_a_sheet_that_was_shut_meanwhile_says_so_and_keeps_the_number(page: Page) -> None:
    sheet = opened(page, lambda change: (409, {"code": "locked", "detail": "这张表已审定，不能再改。"}))
    sheet.cell("a").fill("1")
    page.keyboard.press("Enter")
    sheet.state("a", "invalid")
    assert "已审定" in sheet.message("a")
    assert sheet.cell("a").input_value() == "1"
