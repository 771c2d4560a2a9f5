"""重点群体: what the systems of seekers, graduates and workers must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bureau.periods import Month
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.deadlines.settings import change_setting, find_item
from bureau.registers.rows import Row
from bureau.registers.writing import change_row
from employment.models import ParkWorker, Placement
from tests.domains.employment_ground import ID_NUMBER, Ground, due, light, listed, register, settle_employment
from tests.people import People
from tests.registers_exchange.files import cells_of, content, export

JULY, OCTOBER, NOVEMBER = Month(2023, 7), Month(2023, 10), Month(2023, 11)
PLACEMENTS, UNEMPLOYED = "employment.placements", "employment.unemployed"
HARDSHIP, CONTACTS, GRADUATES = "employment.hardship_people", "employment.follow_ups", "employment.graduates"
WORKERS = "employment.park_workers"
PERSON = {"name": "张三丰", "id_no": ID_NUMBER}


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORT_ROOT = tmp_path / "exports"
    return tmp_path


def contact(ground: Ground, day: str, person: str = "张三丰", **values: object) -> Row:
    asked = {"group": "失业登记", "kind": "电话", "result": "愿意就业", **values}
    row = ground.enter(CONTACTS, asked, person=person, done_on=day)
    return ground.step(row, "contact")


def test_three_surveys_count_three_and_can_be_exported_by_intention(ground: Ground, store: Path) -> None:
    """SYS015 登记三份调查后份数为三且可按意愿导出名单。"""
    for person, intention in (("张三丰", "进厂"), ("李四光", "创业"), ("王五岳", "进厂")):
        contact(ground, "2023-10-12", person, kind="摸底调查", intention=intention)
    assert ground.tally("surveys", OCTOBER) == 3
    rows = cells_of(content(export(ground.people, "chen", CONTACTS, format="xlsx", intention="进厂")))
    place = rows[0].index("对象")
    assert sorted(str(row[place])[0] for row in rows[1:]) == ["张", "王"]


def test_on_the_thirty_first_day_after_a_contact_a_person_is_on_the_overdue_list(ground: Ground) -> None:
    """SYS031 间隔设30日时第31日对象进入逾期名单。"""
    row = contact(ground, "2023-10-01")
    assert due(row, "next") == date(2023, 10, 31)
    assert light(row, date(2023, 10, 28)) == "该跟进"
    assert listed(CONTACTS, "overdue", date(2023, 10, 31)) == []
    assert listed(CONTACTS, "overdue", date(2023, 11, 1)) == [row]
    assert listed(CONTACTS, "overdue", date(2023, 11, 1)) == [row]
    finished = ground.step(row, "finish")
    assert listed(CONTACTS, "overdue", date(2023, 11, 1)) == []
    assert due(finished, "next") is None


def test_the_interval_of_contacts_is_set_by_the_bureau_and_a_day_named_in_the_row_goes_before_it(
    ground: Ground,
) -> None:
    item = find_item(f"{CONTACTS}.next")
    assert item is not None
    bureau = ground.people.east
    change_setting(item, 15, bureau=bureau, begins_on=date(2023, 1, 1), reason="年度方案", by=ground.li)
    assert due(contact(ground, "2023-10-01"), "next") == date(2023, 10, 16)
    assert due(contact(ground, "2023-10-01", next_due="2023-10-20"), "next") == date(2023, 10, 20)


def test_people_without_work_are_contacts_and_people_in_hardship_are_persons(ground: Ground) -> None:
    for day in ("2023-10-05", "2023-10-25"):
        contact(ground, day)
        contact(ground, day, group="就业困难")
    contact(ground, "2023-11-25", group="就业困难")
    assert ground.tallies(OCTOBER, "unemployed_followups", "hardship_followed") == [2, 1]
    assert ground.tally("hardship_followed", NOVEMBER) == 0


def test_who_is_not_reached_is_asked_again_on_another_day(ground: Ground) -> None:
    row = ground.enter(CONTACTS, person="张三丰", group="失业登记", kind="电话", done_on="2023-10-05")
    row = ground.step(ground.step(row, "miss"), "postpone", next_due="2023-10-12")
    assert due(row, "next") == date(2023, 10, 12)
    assert ground.tally("unemployed_followups", OCTOBER) is None
    row = ground.step(row, "contact", done_on="2023-10-12", result="愿意就业", next_due="2023-11-12")
    assert ground.tally("unemployed_followups", OCTOBER) == 1


def placed(ground: Ground, **values: object) -> Row:
    asked = {"kind": "城镇新增", "registered_on": "2023-10-12", **PERSON, **values}
    return ground.step(ground.step(ground.enter(PLACEMENTS, asked), "submit"), "count")


def test_marking_one_placement_untrue_takes_it_from_the_new_jobs_and_keeps_the_reason(ground: Ground) -> None:
    """SYS065 标记一条不实后新增就业减一并留下原因。"""
    rows = [placed(ground) for _ in range(3)]
    assert ground.tally("urban_new_jobs", OCTOBER) == 3
    with pytest.raises(RefusedRow) as refused:
        ground.change(rows[0], check_result="不实")
    assert "核减" in refused.value.fields["check_result"][0]
    with pytest.raises(RefusedRow) as refused:
        ground.step(rows[0], "strike", check_result="不实")
    assert set(refused.value.fields) == {"reason"}
    ground.step(rows[0], "strike", check_result="不实", reason="电话抽查：本人未就业")
    assert ground.tally("urban_new_jobs", OCTOBER) == 2
    client = Client()
    client.force_login(ground.chen, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("registers:row", args=[PLACEMENTS, rows[0].pk])).content.decode()
    assert "电话抽查：本人未就业" in page


def test_only_reviewed_placements_count_and_those_who_left_are_taken_off(ground: Ground) -> None:
    ground.step(ground.enter(PLACEMENTS, PERSON, kind="城镇新增", registered_on="2023-10-12"), "submit")
    assert ground.tally("urban_new_jobs", OCTOBER) is None
    stays, leaves = placed(ground), placed(ground)
    transfer = placed(ground, kind="转移就业", destination="省内")
    figures = ("urban_new_jobs", "rural_transfer_jobs", "urban_rural_jobs")
    assert ground.tallies(OCTOBER, *figures) == [2, 1, 3]
    ground.change(leaves, left_on="2023-11-20")
    assert ground.tally("urban_new_jobs", NOVEMBER) == -1
    assert {stays.state, transfer.state} == {"计入"}


def test_the_share_of_calls_that_is_set_is_drawn_each_month_until_it_is_called(ground: Ground) -> None:
    rows = [placed(ground) for _ in range(21)]
    drawn = listed(PLACEMENTS, "to_be_called", date(2023, 10, 31))
    assert len(drawn) == 2
    called = next(row for row in rows if row.pk == drawn[0].pk)
    ground.change(called, check_result="属实")
    assert len(listed(PLACEMENTS, "to_be_called", date(2023, 11, 5))) == 1
    assert listed(PLACEMENTS, "to_be_called", date(2024, 1, 5)) == []


def certified(ground: Ground, name: str, **values: object) -> Row:
    asked = {"name": name, "id_no": ID_NUMBER, "category": "大龄", **values}
    return ground.step(ground.enter(HARDSHIP, asked), "certify", certified_on="2023-10-10")


def test_with_one_person_not_served_the_rate_is_below_100_and_the_list_names_that_person(
    ground: Ground,
) -> None:
    """SYS066 未服务一人时服务率小于100且名单列出该人。"""
    for code in (HARDSHIP, CONTACTS):
        ground.adopt(code, OCTOBER)
    ground.type_in(OCTOBER, realname_due=2)
    served, forgotten = certified(ground, "张三丰"), certified(ground, "李四光")
    contact(ground, "2023-10-20", "张三丰", group="就业困难")
    rates = [ground.of_year(f"realname_{name}_rate", OCTOBER) for name in ("register", "service")]
    assert rates == [100, 50]
    assert listed(HARDSHIP, "not_served", date(2023, 10, 31)) == [forgotten]
    contact(ground, "2023-10-25", "李四光", group="就业困难")
    assert ground.of_year("realname_service_rate", OCTOBER) == 100
    assert listed(HARDSHIP, "not_served", date(2023, 10, 31)) == []
    assert served.state == "认定"


def test_people_in_hardship_are_contacted_every_thirty_days_until_they_work(ground: Ground) -> None:
    row = certified(ground, "张三丰")
    assert due(row, "contact") == date(2023, 11, 9)
    assert listed(HARDSHIP, "not_contacted", date(2023, 11, 10)) == [row]
    record_contact(
        register(HARDSHIP), row, "contact", done_on=date(2023, 11, 10), result="推荐岗位", by=ground.chen
    )
    assert due(row, "contact") == date(2023, 12, 10)
    row = ground.step(row, "employ", employed_on="2023-11-20", employer="甲公司")
    assert due(row, "contact") is None
    assert ground.tally("hardship_employed", NOVEMBER) == 1


def unemployed(ground: Ground) -> Row:
    return ground.enter(UNEMPLOYED, PERSON, registered_on="2023-10-10")


def test_who_finds_work_again_leaves_the_registered_unemployed(ground: Ground) -> None:
    row = ground.step(unemployed(ground), "list")
    unemployed(ground)
    assert ground.tally("registered_unemployed", OCTOBER) == 2
    ground.step(row, "reemploy", reemployed_on="2023-11-08", reemploy_form="单位", cancelled_on="2023-11-08")
    assert ground.tallies(NOVEMBER, "registered_unemployed", "reemployed") == [1, 1]


def test_new_work_is_no_other_reason_to_cancel(ground: Ground) -> None:
    with pytest.raises(RefusedRow) as refused:
        ground.step(unemployed(ground), "cancel", cancelled_on="2023-11-08", cancel_reason="就业")
    assert set(refused.value.fields) == {"cancel_reason"}


def graduate(ground: Ground, **values: object) -> Row:
    asked = {"class_year": 2023, "registered_on": "2023-07-20", **PERSON, **values}
    return ground.enter(GRADUATES, asked)


def test_when_one_graduate_finds_work_the_rate_of_the_class_rises(ground: Ground) -> None:
    """SYS071 就业一人后该届就业率上升。"""
    ground.adopt(GRADUATES, JULY)
    for month in (JULY, Month(2023, 8), Month(2023, 9), OCTOBER):
        ground.open_sheet(month)
    rows = [graduate(ground) for _ in range(4)]
    first = ground.step(rows[0], "employ", employed_on="2023-09-01", destination="单位就业")
    assert ground.of_year("graduate_employment_rate", OCTOBER) == 25
    ground.step(rows[1], "employ", employed_on="2023-10-08", destination="灵活就业")
    assert ground.of_year("graduate_employment_rate", OCTOBER) == 50
    graduate(ground, class_year=2022, registered_on="2023-06-20")
    assert ground.of_year("graduate_employment_rate", OCTOBER) == 50
    assert first.state == "就业"


def test_graduates_without_any_service_and_those_not_updated_in_their_period_are_listed(
    ground: Ground,
) -> None:
    served, forgotten = graduate(ground, services=1), graduate(ground)
    assert listed(GRADUATES, "without_service", date(2023, 10, 31)) == [forgotten]
    written = served.changed_at.date()
    assert listed(GRADUATES, "not_updated", written) == []
    assert listed(GRADUATES, "not_updated", date(written.year + 1, 8, 1)) == [served, forgotten]


def test_a_graduate_registered_outside_the_year_of_the_class_is_explained(ground: Ground) -> None:
    with pytest.raises(NeedsExplanation, match="2022 届的登记期"):
        graduate(ground, class_year=2022)
    with pytest.raises(RefusedRow) as refused:
        graduate(ground, class_year=23)
    assert set(refused.value.fields) == {"class_year"}


def test_after_423_workers_are_imported_there_are_423_and_one_less_when_one_leaves(
    ground: Ground, store: Path
) -> None:
    """SYS040 导入423人后在册数为423，离职一人后减一。"""
    heads = ("姓名", "企业", "采集日期", "在职", "状态")
    people = [(f"工人{number}", "甲纺织", "2023-10-10", "是", "在职") for number in range(423)]
    ground.import_rows(WORKERS, [heads, *people])
    rows = list(ParkWorker.objects.order_by("pk"))
    assert ground.tally("park_workers_count", OCTOBER) == 423
    assert due(rows[0], "quarterly") == date(2024, 1, 10)
    ground.step(rows[0], "leave", left_on="2023-11-15")
    assert not ParkWorker.objects.get(pk=rows[0].pk).on_job
    assert ground.tallies(OCTOBER, "park_workers_count") == [423]
    assert ground.tally("park_workers_count", NOVEMBER) == 422


def test_a_town_keeps_its_own_placements(ground: Ground) -> None:
    town, zhang = ground.people.town, ground.people["zhang"]
    row = ground.enter(
        PLACEMENTS, PERSON, unit=town, by="zhang", state="计入", kind="城镇新增", registered_on="2023-10-12"
    )
    assert ground.tally("urban_new_jobs", OCTOBER, town) == 1
    assert ground.tally("urban_new_jobs", OCTOBER) is None
    change_row(row, {"registered_on": "2023-11-02"}, version=row.version, by=zhang)
    assert ground.tally("urban_new_jobs", OCTOBER, town) is None
    assert ground.tally("urban_new_jobs", NOVEMBER, town) == 1


def test_a_base_and_the_people_it_sent_lead_to_each_other(ground: Ground) -> None:
    """SYS062 基地输送人数与转移就业明细可互查。"""
    section = ground.people.section
    section.domains = ["employment", "talent"]
    section.save()
    base = ground.enter(
        "talent.agreements",
        partner="示范县人社局",
        kind="劳务合作基地",
        state="履行",
        signed_on="2023-03-01",
        valid_to="2026-02-28",
        output=2,
    )
    client = Client()
    client.force_login(ground.chen, backend="django.contrib.auth.backends.ModelBackend")
    way = {"from": "talent.agreements", "row": base.pk, "way": "placement"}
    new = reverse("registers:new", args=[PLACEMENTS], query=way)
    for _ in range(2):
        sent = {
            "kind": "转移就业",
            "destination": "省内",
            "registered_on": "2023-10-12",
            "do": "enter",
            **PERSON,
        }
        assert client.post(new, sent).status_code == 302
    rows = list(Placement.objects.order_by("pk"))
    page = client.get(reverse("registers:row", args=["talent.agreements", base.pk])).content.decode()
    assert all(row.number in page for row in rows)
    page = client.get(reverse("registers:row", args=[PLACEMENTS, rows[0].pk])).content.decode()
    assert base.number in page
    for row in rows:
        ground.step(ground.step(row, "submit"), "count")
    assert ground.tally("rural_transfer_jobs", OCTOBER) == 2
