"""企业和用工: what the systems of visits, staff and agencies must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bureau.periods import Month
from bureau.registers.cleaning import RefusedRow
from bureau.registers.deadlines.cadences import watch
from bureau.registers.deadlines.settings import change_setting, find_item
from bureau.registers.models import Deadline
from bureau.registers.pages.listing import parts_of
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState
from employment.models import FirmReport
from tests.domains.employment_ground import Ground, due, light, listed, register, settle_employment
from tests.people import People

OCTOBER, NOVEMBER = Month(2023, 10), Month(2023, 11)
CONTACTS, REPORTS = "employment.firm_contacts", "employment.firm_monitoring"
INFLOW, AGENCIES = "employment.labor_inflow", "employment.hr_agencies"
EVENTS = "employment.service_events"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


def contact(ground: Ground, company: str, kind: str, day: str = "2023-10-10", **values: object) -> Row:
    return ground.enter(CONTACTS, values, company=company, kind=kind, contact_on=day)


def test_eight_of_ten_firms_that_signed_make_a_delivery_of_80_percent(ground: Ground) -> None:
    """SYS026 应送十家签收八家时送达率显示80%。"""
    ground.adopt(CONTACTS, OCTOBER)
    ground.type_in(OCTOBER, policy_due_firms=10)
    for number in range(10):
        contact(ground, f"第{number}厂", "政策送达", received=number < 8)
    contact(ground, "第0厂", "政策送达", received=True)
    assert ground.figure("policy_delivered_firms", OCTOBER) == 8
    assert ground.of_year("policy_delivery_rate", OCTOBER) == 80
    with pytest.raises(RefusedRow) as refused:
        contact(ground, "甲公司", "电话", received=True)
    assert set(refused.value.fields) == {"received"}


def test_what_a_firm_asked_for_lights_up_when_it_was_passed_on_and_not_answered_in_time(
    ground: Ground,
) -> None:
    """SYS081 诉求转办后逾期未答复亮灯。"""
    row = contact(ground, "甲公司", "走访", need="缺缝纫工三十人")
    assert due(row, "answer") is None
    row = ground.step(row, "pass_on", handler=ground.people.section.pk)
    assert due(row, "answer") == date(2023, 10, 24)
    assert light(row, date(2023, 10, 24)) == "将到期"
    assert light(row, date(2023, 10, 25)) == "逾期"
    assert listed(CONTACTS, "unanswered", date(2023, 10, 25)) == [row]
    row = ground.step(row, "close", closed_on="2023-10-26")
    assert due(row, "answer") is None
    assert ground.step(row, "visit").state == "回访"
    promised = contact(ground, "乙公司", "走访", need="用地", due_on="2023-10-13")
    promised = ground.step(promised, "pass_on", handler=ground.people.section.pk)
    assert (due(promised, "answer"), due(promised, "promised")) == (None, date(2023, 10, 13))
    talk = ground.enter(EVENTS, title="政策宣讲", kind="政策宣讲", held_on="2023-10-12", state="已举办")
    assert ground.tallies(OCTOBER, "firms_visited", "policy_talks") == [2, 1]
    assert talk.state == "已举办"


def test_nothing_is_passed_on_that_nobody_asked_for(ground: Ground) -> None:
    with pytest.raises(WrongRowState, match="没有填诉求"):
        ground.step(contact(ground, "甲公司", "走访"), "pass_on", handler=ground.people.section.pk)


def test_a_firm_that_nobody_contacted_in_a_quarter_is_listed(ground: Ground) -> None:
    """SYS082 一季度未联系的企业列入名单。"""
    contact(ground, "甲公司", "定点联系", "2023-02-10")
    forgotten = contact(ground, "乙公司", "定点联系", "2023-02-10")
    contact(ground, "丙公司", "走访", "2023-02-10")
    contact(ground, "甲公司", "电话", "2023-05-20")
    watch(register(CONTACTS), date(2023, 6, 30))
    assert listed(CONTACTS, "not_contacted", date(2023, 6, 30)) == []
    watch(register(CONTACTS), date(2023, 7, 3))
    assert listed(CONTACTS, "not_contacted", date(2023, 7, 3)) == [forgotten]


def test_a_firm_that_is_watched_reports_every_month(ground: Ground) -> None:
    report(ground, "2023-10", 90, 0, company="乙电子")
    behind = report(ground, "2023-09", 90, 0)
    watch(register(REPORTS), date(2023, 11, 2))
    assert listed(REPORTS, "not_reported", date(2023, 11, 2)) == [behind]
    opened = ground.enter(REPORTS, company="丙建材", month="2023-10")
    assert due(opened, "report") == date(2023, 10, 25)


def report(ground: Ground, month: str, on_job: int, reduced: int, **values: object) -> Row:
    asked = {"company": "甲纺织", "increased": 0, **values}
    return ground.enter(REPORTS, asked, month=month, on_job=on_job, reduced=reduced)


def alert_of(row: Row) -> str:
    return FirmReport.objects.get(pk=row.pk).alert


def test_a_firm_that_loses_more_than_the_threshold_is_alarmed_and_handled(ground: Ground) -> None:
    """SYS059 减员比例超设定值的企业出现预警并派处置。"""
    quiet = report(ground, "2023-10", 90, 10, company="乙电子")
    alarmed = report(ground, "2023-10", 89, 11)
    assert (quiet.state, alert_of(quiet)) == ("填报", "无")
    assert (alarmed.state, alert_of(alarmed)) == ("预警", "黄")
    assert listed(REPORTS, "alarmed", date(2023, 10, 31)) == [alarmed]
    handled = ground.step(alarmed, "handle", handled_on="2023-10-28", reason="派就业股上门")
    assert ground.step(handled, "lift").state == "解除"
    assert listed(REPORTS, "alarmed", date(2023, 10, 31)) == []


def test_the_threshold_is_what_the_bureau_has_set(ground: Ground) -> None:
    item = find_item(f"{REPORTS}.threshold")
    assert item is not None
    change_setting(
        item, 5, bureau=ground.people.east, begins_on=date(2023, 1, 1), reason="加密", by=ground.li
    )
    assert alert_of(report(ground, "2023-10", 94, 6)) == "黄"


def test_after_two_months_of_losses_the_alarm_is_red(ground: Ground) -> None:
    """SYS060 连续两月减员后预警级别升为红。"""
    first = report(ground, "2023-09", 98, 2)
    second = report(ground, "2023-10", 96, 2)
    assert [alert_of(first), alert_of(second)] == ["无", "红"]
    assert second.state == "预警"
    recovered = report(ground, "2023-11", 100, 1, increased=5)
    assert alert_of(recovered) == "无"
    with pytest.raises(RefusedRow) as refused:
        report(ground, "2023-10", 96, 2)
    assert set(refused.value.fields) == {"company"}
    breakdown = next(one for one in register(REPORTS).breakdowns if one.key == "by_month")
    _, whole = parts_of(register(REPORTS), breakdown, register(REPORTS).model._default_manager.all())
    assert whole.sums[2] == "5"


def arrived(ground: Ground, origin: str, persons: int, **values: object) -> Row:
    row = ground.enter(INFLOW, values, origin_place=origin, company="甲纺织")
    return ground.step(row, "arrive", arrived_on="2023-02-10", persons=persons, transport="专车接驳")


def test_three_groups_by_bus_add_up_and_their_places_can_be_listed(ground: Ground) -> None:
    """SYS063 三批录入后人数合计正确且可列来源地。"""
    rows = [arrived(ground, place, people) for place, people in (("贵州", 45), ("云南", 38), ("贵州", 50))]
    assert ground.tally("labor_inflow_count", Month(2023, 2)) == 133
    assert listed(INFLOW, "by_bus", date(2023, 2, 28)) == rows
    breakdown = next(one for one in register(INFLOW).breakdowns if one.key == "by_origin")
    parts, whole = parts_of(register(INFLOW), breakdown, register(INFLOW).model._default_manager.all())
    assert [(part.label, part.sums[0]) for part in parts] == [("贵州", "95"), ("云南", "38")]
    assert whole.sums[0] == "133"


def test_two_groups_entered_agree_with_their_sum(ground: Ground) -> None:
    """SYS083 两批录入后人数相加一致。"""
    first = arrived(ground, "广西", 20, list="张三丰\n李四光")
    ground.enter(INFLOW, origin_place="湖南", company="乙电子", persons=99)
    arrived(ground, "湖南", 15)
    assert ground.tally("labor_inflow_count", Month(2023, 2)) == 35
    assert due(first, "stayed") == date(2023, 3, 10)
    assert due(ground.step(first, "visit"), "stayed") is None


def licensed(ground: Ground, title: str, **values: object) -> Row:
    row = ground.enter(AGENCIES, values, title=title)
    row = ground.step(row, "license", licence_no="4501-07", licensed_on="2020-06-15", valid_to="2023-06-14")
    return ground.step(row, "open")


def test_before_a_licence_ends_there_is_a_reminder_and_agencies_without_report_are_listed(
    ground: Ground,
) -> None:
    """SYS107 许可到期前提醒，未交年报列名单。"""
    late, done = licensed(ground, "示范人力"), licensed(ground, "共享人力", annual_report=True)
    line = Deadline.objects.get(register=AGENCIES, row_id=late.pk, key="licence")
    assert (line.due_on, line.remind_on) == (date(2023, 6, 14), date(2023, 4, 15))
    assert light(late, date(2023, 4, 15)) == "将到期"
    assert listed(AGENCIES, "without_annual_report", date(2023, 3, 31)) == []
    assert listed(AGENCIES, "without_annual_report", date(2023, 4, 1)) == [late]
    assert ground.tally("hr_agencies_count", OCTOBER) == 2
    ground.step(done, "give_up", closed_on="2023-11-06")
    assert ground.tally("hr_agencies_count", NOVEMBER) == 1


def test_classes_of_apprentices_are_classes_like_others(ground: Ground) -> None:
    """SYS107 学徒班进培训班台账。"""
    ground.enter(
        "employment.training_classes",
        title="新型学徒制数控班",
        programme="新型学徒制",
        end_on="2023-10-20",
        persons=35,
        trips=35,
        state="结业",
    )
    assert ground.tally("training_persons", OCTOBER) == 35


def test_what_a_firm_asked_for_is_passed_on_to_a_section_and_not_to_a_town(ground: Ground) -> None:
    row = contact(ground, "甲公司", "走访", need="缺缝纫工三十人")
    client = Client()
    client.force_login(ground.chen, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("registers:edit", args=[CONTACTS, row.pk])).content.decode()
    offered = page.partition('name="handler"')[2].partition("</select>")[0]
    assert "就业股" in offered
    assert "城关镇" not in offered
