"""Rows to send in and out: loans (a personal name, dates, money), places (a unit), and who sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.test import APIClient

from bureau.registers.registry import find_register
from bureau.registers.rows import Row
from bureau.registers.writing import enter_row
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"
LOANS, PLACES, SUPPORT = "employment.startup_loans", "employment.facilities", "employment.startup_support"
LOAN: Mapping[str, object] = {
    "borrower": "欧阳建国",
    "entity": "城关米粉店",
    "kind": "个人",
    "applied_on": "2026-10-08",
    "amount": "200000.5",
}
PLACE: Mapping[str, object] = {
    "title": "城关创业园",
    "kind": "创业孵化基地",
    "town": "east-01",
    "contact": "诸葛芳",
}


def api(people: People, name: str) -> APIClient:
    client = APIClient()
    client.force_login(people[name], backend=BACKEND)
    return client


def address(code: str, row_id: int | None = None, rest: str = "") -> str:
    row = "" if row_id is None else f"{row_id}/"
    return f"/api/v1/registers/{code}/{row}{rest}"


def loan(
    people: People, explanation: str = "", **more: object
) -> Any:  # Any: a row of its register's own model
    return entered(people, LOANS, {**LOAN, **more}, explanation=explanation)


def entered(
    people: People, code: str, values: Mapping[str, object], name: str = "chen", explanation: str = ""
) -> Row:
    register = find_register(code)
    assert register is not None
    unit = people.section if name == "chen" else people.town
    return enter_row(register, values, unit=unit, by=people[name], explanation=explanation)
