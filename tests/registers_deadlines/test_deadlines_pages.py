"""What people see of time: the due page, the forms around a row, and the settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bureau.jobs.models import Job
from bureau.jobs.running import run
from bureau.registers.deadlines.daily import look_ahead
from bureau.registers.deadlines.due import Wanted, due_for
from bureau.registers.deadlines.home import due_at_home, due_count
from bureau.registers.deadlines.prolonging import ask_for_days
from bureau.registers.deadlines.remaking import owe_what_begins
from bureau.registers.deadlines.settings import change_setting, find_item
from bureau.registers.models import Contact, Deadline, Pause, Prolongation, Reminder, SettingValue
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row
from bureau.registers.writing import enter_row
from employment.models import StartupLoan, UnemployedPerson
from tests.people import People

LOANS = register_behind(StartupLoan)
UNEMPLOYED = register_behind(UnemployedPerson)
As = Callable[[str], Client]


@pytest.fixture
def logged_in(people: People) -> As:
    def client(name: str) -> Client:
        one = Client()
        one.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
        return one

    return client


def loan(people: People, applied_on: str | date = "2025-10-09") -> Row:
    values = {"borrower": "张三", "kind": "个人", "applied_on": applied_on}
    return enter_row(LOANS, values, unit=people.section, by=people["chen"])


def jobless(people: People, who: str = "zhang", since: str | date = "2025-10-09") -> Row:
    unit = people.town if who == "zhang" else people.other_town
    values = {"name": "王小明", "id_no": "11010519491231002X", "registered_on": since}
    return enter_row(UNEMPLOYED, values, unit=unit, by=people[who])


def act(name: str, row: Row, key: str) -> str:
    code = LOANS.code if isinstance(row, StartupLoan) else UNEMPLOYED.code
    return reverse(f"registers:{name}", args=[code, row.pk, key])


def test_the_due_page_names_what_is_late_in_words_and_masks_the_person(people: People, logged_in: As) -> None:
    jobless(people)
    page = logged_in("zhang").get(reverse("registers:due")).content.decode()
    assert "st--late" in page
    assert "逾期" in page
    assert "王**" in page
    assert "王小明" not in page


def test_everybody_sees_her_own_units_and_the_section_sees_its_towns(people: People) -> None:
    jobless(people, "zhang")
    jobless(people, "wang")
    today = date(2026, 3, 1)

    def units(name: str) -> list[str]:
        return sorted(one.title for one in due_for(people[name], Wanted(), today).units)

    assert units("zhang") == ["城关镇"]
    assert units("wang") == ["东湖街道"]
    assert units("li") == units("director") == units("zhao") == ["东湖街道", "城关镇"]
    assert units("xu") == units("sysadmin") == []


def test_a_unit_with_nothing_to_see_to_stays_the_chosen_one(people: People, logged_in: As) -> None:
    page = logged_in("zhang").get(reverse("registers:due")).content.decode()
    assert "城关镇（0）" in page
    assert "没有要办的期限" in page
    other = logged_in("zhang").get(reverse("registers:due"), {"unit": people.western_town.code})
    assert "石湾镇" not in other.content.decode()


def test_the_due_page_is_filtered_by_unit_register_and_person(people: People) -> None:
    jobless(people, "zhang")
    jobless(people, "wang")
    loan(people)
    today = date(2026, 3, 1)

    def number(**wanted: object) -> int:
        return len(due_for(people["li"], Wanted(**wanted), today).lines)  # type: ignore[arg-type]  # by name

    assert number() == 3
    assert number(unit=people.town.code) == 1
    assert number(register=LOANS.code) == 1
    assert number(owner=people["wang"].pk) == 1
    assert number(register=LOANS.code, unit=people.town.code) == 0
    assert number(show="soon") == 0
    assert number(show="late") == 3


def test_what_is_not_yet_pressing_shows_only_when_all_is_asked_for(people: People) -> None:
    loan(people, "2025-10-09")
    today = date(2025, 10, 10)
    assert due_for(people["chen"], Wanted(), today).lines == []
    (line,) = due_for(people["chen"], Wanted(show="open"), today).lines
    assert (line.light.mark, line.light.text) == ("ok", "余 9 日")


def test_the_first_page_and_the_index_count_what_presses(people: People) -> None:
    jobless(people)
    loan(people, timezone.localdate())
    count = due_count(people["zhang"])
    assert count is not None
    assert (count.number, count.late) == (1, True)
    assert due_count(people["director"]) is None
    home = due_at_home(people["zhang"])
    assert (home.late, home.soon, len(home.lines)) == (1, 0, 1)
    assert due_at_home(people["chen"]).number == 0


def test_a_contact_is_written_down_from_the_page_of_the_row(people: People, logged_in: As) -> None:
    row = jobless(people)
    key = UNEMPLOYED.follow_ups[0].key
    url = act("contact", row, key)
    client = logged_in("zhang")
    assert "跟进日期" in client.get(url).content.decode()
    refused = client.post(url, {"done_on": "2025-11-01", "result": ""})
    assert refused.status_code == 400
    assert "请写明跟进的结果" in refused.content.decode()
    body = {"done_on": "2025-11-01", "way": "电话", "result": "仍在找工作", "next_on": "2025-11-20"}
    assert client.post(url, body).status_code == 302
    assert Contact.objects.get().result == "仍在找工作"
    assert Deadline.objects.get(row_id=row.pk, key=key).due_on == date(2025, 11, 20)


def test_a_clock_is_stopped_started_and_prolonged_by_pages(people: People, logged_in: As) -> None:
    row = loan(people)
    chen, li = logged_in("chen"), logged_in("li")
    assert chen.post(
        act("pause", row, "review"), {"begins_on": "2025-10-13", "reason": "等待补正"}
    ).status_code == (302)
    assert Deadline.objects.get(row_id=row.pk).due_on is None
    assert chen.post(act("resume", row, "review"), {"resumes_on": "2025-10-20"}).status_code == 302
    assert Pause.objects.get().ends_on == date(2025, 10, 19)
    before = Deadline.objects.get(row_id=row.pk).due_on
    assert before is not None
    assert chen.post(act("prolong", row, "review"), {"days": "1", "reason": "材料多"}).status_code == 302
    asked = Prolongation.objects.get()
    url = reverse("registers:decide_prolongation", args=[LOANS.code, row.pk, asked.pk])
    assert "材料多" in li.get(reverse("registers:due")).content.decode()
    assert li.post(url, {"agrees": "no", "decision": ""}).status_code == 400
    assert li.post(url, {"agrees": "yes", "decision": ""}).status_code == 302
    after = Deadline.objects.get(row_id=row.pk).due_on
    assert after is not None
    assert after > before


def test_a_request_waits_on_the_reviewers_first_page_and_not_on_her_own(people: People) -> None:
    row = loan(people)
    ask_for_days(LOANS, row, "review", days=2, reason="材料多", by=people["chen"])
    (asked,) = due_at_home(people["li"]).asked
    assert (asked.title, asked.unit_words) == ("审核", "个工作日")
    assert due_at_home(people["chen"]).asked == []


def test_the_office_sets_a_limit_and_the_rows_follow(people: People, logged_in: As) -> None:
    row = loan(people)
    assert Deadline.objects.get(row_id=row.pk).due_on == date(2025, 10, 22)
    url = reverse("registers:setting", args=["employment.startup_loans.review"])
    zhao = logged_in("zhao")
    assert "10 个工作日" in zhao.get(url).content.decode()
    refused = zhao.post(url, {"value": "0", "begins_on": "2025-10-01", "reason": "局务会"})
    assert refused.status_code == 400
    assert "应为 1 到" in refused.content.decode()
    assert (
        zhao.post(url, {"value": "3", "begins_on": "2025-10-01", "reason": "局务会〔2025〕8号"}).status_code
        == 302
    )
    assert run(Job.objects.get().pk)
    assert Deadline.objects.get(row_id=row.pk).due_on == date(2025, 10, 13)
    page = zhao.get(f"{reverse('registers:settings')}?register=employment.startup_loans").content.decode()
    assert "局务会〔2025〕8号" in page
    assert "3 个工作日" in page


def test_a_setting_begins_on_its_day_and_not_before_the_one_that_holds(people: People, logged_in: As) -> None:
    item = find_item("employment.startup_loans.review")
    assert item is not None
    tomorrow = timezone.localdate() + timedelta(days=1)
    change_setting(item, 3, bureau=people.east, begins_on=tomorrow, reason="局务会", by=people["zhao"])
    assert owe_what_begins(tomorrow - timedelta(days=1)) == 0
    assert owe_what_begins(tomorrow) == 1
    assert owe_what_begins(tomorrow) == 0
    url = reverse("registers:setting", args=[item.key])
    early = {"value": "4", "begins_on": str(tomorrow - timedelta(days=1)), "reason": "改回"}
    refused = logged_in("zhao").post(url, early)
    assert refused.status_code == 400
    assert "不能早于这一天" in refused.content.decode()
    assert SettingValue.objects.count() == 1


def test_weekdays_of_a_plan_are_ticked(people: People, logged_in: As) -> None:
    url = reverse("registers:setting", args=["employment.job_fairs.weekly.weekdays"])
    zhao = logged_in("zhao")
    assert zhao.get(url).content.decode().count("checked") == 2
    body = {"value": ["1", "4"], "begins_on": "2026-01-01", "reason": "改期"}
    assert zhao.post(url, body).status_code == 302
    assert "周二、周五" in zhao.get(url).content.decode()


def test_another_bureaus_settings_are_its_own(people: People, logged_in: As) -> None:
    item = find_item("employment.startup_loans.review")
    assert item is not None
    change_setting(
        item, 3, bureau=people.west, begins_on=date(2025, 1, 1), reason="西区局务会", by=people["zhao"]
    )
    assert Deadline.objects.filter(row_id=loan(people).pk).get().due_on == date(2025, 10, 22)
    assert "西区局务会" not in logged_in("zhao").get(reverse("registers:settings")).content.decode()


def test_looking_ahead_twice_in_a_day_reminds_once(people: People) -> None:
    jobless(people)
    look_ahead()
    look_ahead()
    assert Reminder.objects.count() == 1
