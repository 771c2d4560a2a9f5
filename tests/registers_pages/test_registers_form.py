"""The form of a row: nothing typed is lost, nobody overwrites anybody unseen, and a draft may wait."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bureau.registers.declarations import DRAFT
from bureau.registers.forms import plain_number
from bureau.registers.registry import register_behind
from bureau.registers.writing import change_row, enter_row
from employment.models import JobFair, Placement, StartupLoan
from tests.people import People
from tests.registers_pages.filling import typed

FAIRS, LOANS = register_behind(JobFair), register_behind(StartupLoan)
FAIR = {"title": "金秋招聘月现场会", "kind": "线下", "held_on": "2026-10-28"}
HU = "11010519491231002X"


@pytest.fixture
def chen(people: People) -> Client:
    client = Client()
    client.force_login(people["chen"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def fair_of(people: People, **more: object) -> JobFair:
    row = enter_row(FAIRS, {**FAIR, **more}, unit=people.section, by=people["chen"])
    assert isinstance(row, JobFair)
    return row


def url(name: str, *more: object) -> str:
    return reverse(f"registers:{name}", args=[FAIRS.code, *more])


def test_every_mistake_is_told_at_once_and_nothing_typed_is_lost(chen: Client) -> None:
    typed = {"title": "直播带岗第十场", "posts": "八百", "held_on": "", "firms": "１２"}
    response = chen.post(url("new"), typed)
    html = response.content.decode()
    assert response.status_code == 400
    assert not JobFair.objects.exists()
    for sentence in ("“岗位数”应为不带小数的数", "“举办日期”未填，请填写", "“形式”未填，请填写"):
        assert sentence in html
    for text in ("直播带岗第十场", "八百", "１２"):
        assert f'value="{text}"' in html


def test_a_draft_waits_incomplete_and_is_entered_from_its_form(chen: Client) -> None:
    chen.post(url("new"), {"title": "还没定", "do": "draft"})
    draft = JobFair.objects.get()
    assert draft.state == DRAFT
    assert "补齐并登记" in chen.get(url("row", draft.pk)).content.decode()
    incomplete = chen.post(url("edit", draft.pk), {"title": "还没定", "version": 1, "do": "enter"})
    assert incomplete.status_code == 400
    chen.post(url("edit", draft.pk), {**FAIR, "version": 1, "do": "enter"})
    draft.refresh_from_db()
    assert (draft.state, draft.title) == (FAIRS.initial, FAIR["title"])


def test_whoever_comes_second_sees_what_the_first_wrote_and_decides(chen: Client, people: People) -> None:
    row = fair_of(people, posts=100)
    change_row(row, {"posts": "842"}, version=1, by=people["chen"])
    second = chen.post(url("edit", row.pk), {**FAIR, "posts": "585", "version": 1})
    html = second.content.decode()
    assert second.status_code == 409
    assert "现在是 <b>842</b>" in html
    assert 'value="585"' in html
    row.refresh_from_db()
    assert row.posts == 842
    chen.post(url("edit", row.pk), {**FAIR, "posts": "585", "version": 2})
    row.refresh_from_db()
    assert row.posts == 585


def test_a_soft_check_asks_for_an_explanation_and_takes_it(chen: Client) -> None:
    typed = {**FAIR, "firms": "3", "firm_list": "甲公司\n乙公司"}
    asked = chen.post(url("new"), typed)
    html = asked.content.decode()
    assert asked.status_code == 400
    assert "不一致" in html
    assert 'name="explanation"' in html
    chen.post(url("new"), {**typed, "explanation": "一家没有留名"})
    assert JobFair.objects.get().explanation == "一家没有留名"


def test_money_is_typed_as_people_write_it() -> None:
    assert plain_number("55.13万", is_money=True) == "551300"
    assert plain_number("１，200.50", is_money=True) == "1200.5"
    assert plain_number("很多", is_money=True) == "很多"
    assert plain_number("1,234", is_money=False) == "1234"


def test_a_name_is_shown_as_its_mask_and_changed_only_when_something_is_typed(
    chen: Client, people: People
) -> None:
    loan = enter_row(
        LOANS,
        {"borrower": "欧阳修远", "kind": "个人", "applied_on": "2026-10-08"},
        unit=people.section,
        by=people["chen"],
    )
    address = reverse("registers:edit", args=[LOANS.code, loan.pk])
    form = chen.get(address).content.decode()
    assert "欧***" in form
    assert "欧阳修远" not in form
    chen.post(address, {"borrower": "", "kind": "个人", "applied_on": "2026-10-09", "version": 1})
    loan.refresh_from_db()
    assert loan.borrower == "欧阳修远"  # type: ignore[attr-defined]  # a field of this register
    chen.post(address, {"borrower": "欧阳询", "kind": "个人", "applied_on": "2026-10-09", "version": 2})
    loan.refresh_from_db()
    assert loan.borrower == "欧阳询"  # type: ignore[attr-defined]  # as above
    row = chen.get(reverse("registers:row", args=[LOANS.code, loan.pk])).content.decode()
    assert "改了个人信息" in row
    assert "欧阳" not in row


def test_a_number_of_a_person_is_in_no_page_of_the_list(people: People, chen: Client) -> None:
    register = register_behind(Placement)
    values = {**typed(register, people), "id_no": HU}
    enter_row(register, values, unit=people.section, by=people["chen"], explanation="示例")
    address = reverse("registers:list", args=[register.code])
    found = chen.post(address, {"search": HU})
    assert register.model._default_manager.get().number in found.content.decode()
    for page in (address, reverse("registers:ledger", args=[register.code])):
        assert HU not in chen.get(page).content.decode()
    assert "没有符合条件" in chen.post(address, {"search": HU[:-1] + "1"}).content.decode()


def test_a_personal_search_is_posted_and_stands_in_no_address(people: People, chen: Client) -> None:
    address = reverse("registers:list", args=[register_behind(Placement).code])
    html = chen.get(address).content.decode()
    form = html[html.index("完整的姓名或证件号") - 800 : html.index("完整的姓名或证件号")]
    assert 'method="post"' in form
    assert (
        'name="search"'
        not in html[html.index('id="filters"') : html.index("</form>", html.index('id="filters"'))]
    )


def test_only_a_reference_is_looked_up(chen: Client) -> None:
    assert chen.post(url("offers", "kind"), {"kind": "线"}).status_code == 404
