"""The quick ways to fill lead into an approved month no more than any other, and there is no side door beside them."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.apps import apps
from django.test import Client

from bureau.figures.hashing import content_hash
from bureau.figures.models import Figure, Sheet, Source
from bureau.figures.writing import CellChange, WrongState, save_figures
from bureau.returns import steps
from tests.returns.office import Office

JOBS = "employment.jobs"


def approve(office: Office, sheet: Sheet) -> str:
    """Approve the sheet; what stands in it from here on."""
    steps.submit(sheet, by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    return content_hash(sheet.pk)


def paste(client: Client, sheet: Sheet, value: str, version: int) -> int:
    cells = json.dumps([{"indicator": JOBS, "value": value, "version": version}])
    return client.post(f"/sheets/{sheet.pk}/paste/", {"text": "", "cells": cells}).status_code


def test_a_block_that_was_previewed_before_the_approval_is_not_written_after_it(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    settled = approve(office, sheet)
    assert paste(client, sheet, "99", 1) == 409
    assert content_hash(sheet.pk) == settled


def test_a_paste_is_not_taken_back_once_it_was_approved(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    assert paste(client, sheet, "31", 1) == 302
    settled = approve(office, sheet)
    page = client.post(f"/sheets/{sheet.pk}/undo/", follow=True).content.decode()
    assert "不能改数" in page
    assert content_hash(sheet.pk) == settled
    assert Figure.objects.get(indicator=office.indicators["jobs"]).value == 31


def test_zeros_are_not_filled_into_an_approved_month(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    office.fill(sheet, jobs=30, hard=4, unemployed=120, workforce=6000, loans=84680001)
    said = [
        {"indicator": "employment.events", "value": None, "version": 0, "explanation": "系统维护，数据未出"}
    ]
    assert client.put(f"/sheets/{sheet.pk}/cells/", said, "application/json").status_code == 200
    settled = approve(office, sheet)
    answer = client.post(f"/sheets/{sheet.pk}/zeros/", {"code": ["employment.events"]})
    assert answer.status_code in {400, 409}
    assert content_hash(sheet.pk) == settled


@pytest.mark.parametrize("source", [Source.PASTED, Source.IMPORTED, Source.COUNTED, Source.HISTORIC])
def test_no_source_of_a_figure_is_above_the_approval(office: Office, source: Source) -> None:
    sheet = office.filled()
    settled = approve(office, sheet)
    change = CellChange(office.indicators["jobs"].pk, Decimal(99), 1, source=source)
    with pytest.raises(WrongState):
        save_figures(sheet=sheet, changes=[change], by=office["zhang"])
    assert content_hash(sheet.pk) == settled


def test_there_is_no_admin_site_to_go_round_by(office: Office) -> None:
    assert not apps.is_installed("django.contrib.admin")
    for name in ("zhao", "sysadmin"):
        assert office.page(name).get("/admin/").status_code == 404


def test_of_two_sessions_in_one_cell_the_later_is_shown_the_number_of_the_other(office: Office) -> None:
    sheet = office.sheet()
    desk, counter = office.api("zhang"), office.api("zhang")
    address = f"/api/v1/sheets/{sheet.pk}/cells/"
    answers = [
        client.put(address, [{"indicator": JOBS, "value": value, "version": 0}], format="json")
        for client, value in ((desk, "312"), (counter, "321"))
    ]
    assert [answer.status_code for answer in answers] == [200, 409]
    rival = answers[1].json()["cells"][0]
    assert (rival["value"], rival["version"], rival["by"]) == ("312", 1, "张三")
    again = [{"indicator": JOBS, "value": "321", "version": rival["version"]}]
    assert counter.put(address, again, format="json").status_code == 200
    assert Figure.objects.get().value == 321
