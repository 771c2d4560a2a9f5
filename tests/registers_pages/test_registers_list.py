"""The list: filters, sums, breakdowns, views, the rows behind a figure, and one step for many rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from bureau.registers.declarations import VOID
from bureau.registers.models import SavedView
from bureau.registers.registry import register_behind
from bureau.registers.writing import change_row, enter_row
from employment.models import JobFair, StartupLoan
from tests.people import People

FAIRS, LOANS = register_behind(JobFair), register_behind(StartupLoan)


def client_of(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def chen(people: People) -> Client:
    return client_of(people, "chen")


def fair(people: People, title: str, day: str, **more: object) -> JobFair:
    values = {"title": title, "kind": "线下", "held_on": day, **more}
    row = enter_row(FAIRS, values, unit=people.section, by=people["chen"])
    assert isinstance(row, JobFair)
    return row


def listed(client: Client, **query: str) -> str:
    response = client.get(f"{reverse('registers:list', args=[FAIRS.code])}?{urlencode(query)}")
    assert response.status_code == 200
    return str(response.content.decode())


def table(html: str) -> str:
    return html[html.index("<tbody>") : html.index("</table>")] if "<tbody>" in html else ""


def test_the_newest_stands_first_and_the_foot_adds_up_what_was_asked_for(
    chen: Client, people: People
) -> None:
    fair(people, "春风行动", "2026-03-18", posts=2164)
    fair(people, "金秋招聘月", "2026-10-28", posts=585)
    fair(people, "直播带岗", "2026-10-12", posts=1012, kind="线上")
    everything = table(listed(chen))
    assert everything.index("金秋招聘月") < everything.index("直播带岗") < everything.index("春风行动")
    assert "3761" in everything
    october = table(listed(chen, **{"from": "2026-10", "to": "2026-10", "kind": "线下"}))
    assert "金秋招聘月" in october
    assert "直播带岗" not in october
    assert "585" in october[october.index("<tfoot") :]


def test_a_text_and_a_state_are_found(chen: Client, people: People) -> None:
    row = fair(people, "“制造强区”园区专场", "2026-11-18")
    fair(people, "退役军人专场", "2026-10-21")
    assert "制造强区" in table(listed(chen, search="园区"))
    assert "退役军人" not in table(listed(chen, search="园区"))
    assert row.number in chen.get(reverse("registers:row", args=[FAIRS.code, row.pk])).content.decode()
    assert "没有符合条件" in listed(chen, state=VOID)


def test_a_date_nobody_can_read_is_said_and_left_out(chen: Client, people: People) -> None:
    fair(people, "金秋招聘月", "2026-10-28")
    html = listed(chen, **{"from": "去年"})
    assert "看不懂" in html
    assert "金秋招聘月" in html


def test_a_breakdown_counts_and_adds_by_value(chen: Client, people: People) -> None:
    fair(people, "甲", "2026-03-18", posts=10)
    fair(people, "乙", "2026-04-18", posts=5)
    fair(people, "丙", "2026-05-18", posts=7, kind="线上")
    html = listed(chen, split="by_kind")
    rows = [part.split("</tr>")[0] for part in table(html).split("<tr>")[1:]]
    offline = next(row for row in rows if "线下" in row)
    assert ">2<" in offline
    assert ">15<" in offline


def test_a_view_keeps_filters_and_columns_and_never_what_was_searched(chen: Client, people: People) -> None:
    fair(people, "甲", "2026-03-18")
    save = reverse("registers:save_view", args=[FAIRS.code])
    query = urlencode({"kind": "线下", "search": "张三", "col": "title"})
    chen.post(save, {"name": "只看线下", "query": query})
    view = SavedView.objects.get()
    assert "search" not in view.query
    assert view.columns == ["title"]
    html = chen.get(f"{reverse('registers:list', args=[FAIRS.code])}?{view.query}").content.decode()
    assert "删除视图“只看线下”" in html
    assert "岗位数" not in html[html.index("<thead>") : html.index("</thead>")]
    other = client_of(people, "li")
    assert "只看线下" not in listed(other)


def test_a_figure_opens_exactly_its_rows(chen: Client, people: People) -> None:
    call_command("sync_catalogue", verbosity=0)
    for title, day, kind in (
        ("十月线下", "2025-10-28", "线下"),
        ("十月线上", "2025-10-12", "线上"),
        ("九月线下", "2025-09-28", "线下"),
    ):
        values = {"title": title, "kind": kind, "held_on": day}
        enter_row(FAIRS, values, unit=people.section, by=people["chen"], state="已举办")
    query = {"figure": "employment.offline_fairs", "unit": people.section.code, "month": "2025-10"}
    rows = table(listed(chen, **query))
    assert "十月线下" in rows
    assert "十月线上" not in rows
    assert "九月线下" not in rows
    wrong = {**query, "figure": "employment.urban_new_jobs"}
    answer = chen.get(f"{reverse('registers:list', args=[FAIRS.code])}?{urlencode(wrong)}")
    assert answer.status_code == 404


def test_one_step_for_many_rows_leaves_out_what_cannot_be_taken_and_says_why(
    chen: Client, people: People
) -> None:
    first, second = fair(people, "甲", "2026-03-18"), fair(people, "乙", "2026-04-18")
    seen = second.version
    change_row(second, {"posts": 5}, version=second.version, by=people["chen"])
    address = reverse("registers:bulk", args=[FAIRS.code])
    picked = [f"{first.pk}:{first.version}", f"{second.pk}:{seen}"]
    ask = chen.post(address, {"step": "hold", "row": picked})
    assert "记为已举办 2 行" in ask.content.decode()
    assert not JobFair.objects.filter(state="已举办").exists()
    done = chen.post(address, {"step": "hold", "row": picked, "confirmed": "1"}).content.decode()
    assert "已办“记为已举办” 1 行" in done
    assert "已被陈静改过" in done
    assert list(JobFair.objects.filter(state="已举办")) == [first]


def test_a_step_for_many_asks_once_for_what_every_row_needs(chen: Client, people: People) -> None:
    row = fair(people, "甲", "2026-03-18")
    chen.post(reverse("registers:step", args=[FAIRS.code, row.pk, "hold"]), {"version": 1})
    address = reverse("registers:bulk", args=[FAIRS.code])
    body = {"step": "report", "row": f"{row.pk}:2", "confirmed": "1", "firms": "46", "posts": ""}
    refused = chen.post(address, body)
    assert refused.status_code == 400
    assert "“岗位数”未填" in refused.content.decode()


def test_a_foreign_row_is_not_picked(people: People) -> None:
    row = fair(people, "甲", "2026-03-18")
    wang = client_of(people, "xu")
    answer = wang.post(
        reverse("registers:bulk", args=[FAIRS.code]), {"step": "hold", "row": f"{row.pk}:1", "confirmed": "1"}
    )
    assert answer.status_code in (302, 403)
    row.refresh_from_db()
    assert row.state == FAIRS.initial


def test_sums_of_money_are_whole_and_grouped(chen: Client, people: People) -> None:
    for amount in ("4062000", "1218000.55"):
        enter_row(
            LOANS,
            {"borrower": "张三", "kind": "个人", "applied_on": "2026-10-08", "amount": amount},
            unit=people.section,
            by=people["chen"],
            explanation="按政策提高额度",
        )
    html = chen.get(reverse("registers:list", args=[LOANS.code])).content.decode()
    assert "5,280,000.55" in html
    assert StartupLoan.objects.filter(amount=Decimal("4062000")).exists()
