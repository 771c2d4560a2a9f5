"""家庭和帮扶户: what the systems of households must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.periods import Month
from bureau.registers.cleaning import RefusedRow
from bureau.registers.deadlines.cadences import watch
from bureau.registers.models import Deadline
from bureau.registers.pages.listing import parts_of
from bureau.registers.rows import Row
from bureau.registers.writing import change_row
from employment.models import MonitoredHousehold
from tests.domains.employment_ground import Ground, due, light, listed, register, settle_employment
from tests.people import People

OCTOBER, NOVEMBER = Month(2023, 10), Month(2023, 11)
FAMILIES, HOUSEHOLDS = "employment.zero_job_families", "employment.monitored_households"
CHANNELS = ("农村产业", "重大工程", "工业企业", "服务业", "安置点", "林业", "劳务输出", "公益性岗位")


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


def family(ground: Ground, holder: str = "张三丰") -> Row:
    row = ground.enter(FAMILIES, holder=holder, address="城关镇示范路一号")
    return ground.step(row, "certify", found_on="2023-10-10", members=3)


def test_a_family_not_helped_by_the_end_of_the_month_shows_as_one_and_is_listed(ground: Ground) -> None:
    """SYS078 月末有一户未消除时指标显示1并列出该户。"""
    helped, waits = family(ground), family(ground, "李四光")
    assert due(waits, "end") == date(2023, 11, 9)
    values = {"helped_on": "2023-10-25", "measure": "推荐公益性岗位", "employed_member": "张小丰"}
    ground.step(ground.step(helped, "help", measure="推荐公益性岗位"), "end", **values)
    assert ground.tally("zero_job_families_count", OCTOBER) == 1
    assert ground.tallies(OCTOBER, "zero_job_families_found", "zero_job_families_helped") == [2, 1]
    assert listed(FAMILIES, "still", date(2023, 10, 31)) == [waits]
    assert light(waits, date(2023, 11, 10)) == "逾期"


def test_a_family_that_is_only_suspected_is_in_no_figure(ground: Ground) -> None:
    ground.enter(FAMILIES, holder="张三丰", found_on="2023-10-10")
    assert ground.tally("zero_job_families_count", OCTOBER) is None


def household(ground: Ground, number: str, *, month: str = "2023-10", **values: object) -> Row:
    asked = {"kind": "建档立卡", "channel": "工业企业", "workforce": 3, "employed": 1, **values}
    return ground.enter(
        HOUSEHOLDS,
        asked,
        unit=ground.people.town,
        by="zhang",
        holder="张三丰",
        household_no=number,
        month=month,
    )


def test_the_people_of_the_eight_channels_add_up_to_those_in_work(ground: Ground) -> None:
    """SYS077 八个渠道人数之和等于已就业人数。"""
    for number, channel in enumerate(CHANNELS):
        household(ground, f"H{number}", channel=channel, workforce=4, employed=number % 3 + 1)
    household(ground, "H8", channel="", employed=0)
    with pytest.raises(RefusedRow) as refused:
        household(ground, "H9", channel="")
    assert set(refused.value.fields) == {"channel"}
    breakdown = register(HOUSEHOLDS).breakdowns[0]
    parts, whole = parts_of(
        register(HOUSEHOLDS), breakdown, register(HOUSEHOLDS).model._default_manager.all()
    )
    by_channel = {part.label: int(part.sums[0]) for part in parts}
    assert set(CHANNELS) < set(by_channel)
    employed = ground.tally("poor_employed", OCTOBER, ground.people.town)
    assert sum(by_channel.values()) == int(whole.sums[0]) == employed == 15


def test_changing_the_people_in_work_of_one_household_changes_the_rate_of_its_kind(ground: Ground) -> None:
    """SYS079 改一户就业人数后该类就业率变化。"""
    town = ground.people.town
    ground.adopt(HOUSEHOLDS, OCTOBER, town)
    ground.open_sheet(OCTOBER, town)
    row = household(ground, "H1", workforce=4, employed=1)
    household(ground, "H2", workforce=4, employed=3)
    household(ground, "H3", kind="易地搬迁", workforce=2, employed=2)
    assert ground.of_year("poor_employment_rate", OCTOBER, town) == 50
    change_row(row, {"employed": "3"}, version=row.version, by=ground.people["zhang"])
    assert ground.of_year("poor_employment_rate", OCTOBER, town) == 75
    assert ground.of_year("relocated_employment_rate", OCTOBER, town) == 100
    figures = ("poor_households", "poor_workforce", "poor_employed")
    assert [ground.figure(one, OCTOBER, town) for one in figures] == [2, 8, 6]


def test_of_a_stock_told_by_months_only_the_rows_of_the_month_count(ground: Ground) -> None:
    town = ground.people.town
    household(ground, "H1", workforce=4, employed=1)
    household(ground, "H1", month="2023-11", workforce=5, employed=2)
    assert ground.tally("poor_workforce", OCTOBER, town) == 4
    assert ground.tally("poor_workforce", NOVEMBER, town) == 5
    assert ground.tally("poor_workforce", Month(2023, 12), town) is None


def test_a_household_is_watched_once_a_month_and_nobody_works_who_is_not_of_age(ground: Ground) -> None:
    household(ground, "H1")
    with pytest.raises(RefusedRow) as refused:
        household(ground, "H1")
    assert set(refused.value.fields) == {"household_no"}
    with pytest.raises(RefusedRow) as refused:
        household(ground, "H2", workforce=2, employed=3)
    assert set(refused.value.fields) == {"employed"}


def test_a_household_that_lost_work_is_listed_for_a_visit(ground: Ground) -> None:
    household(ground, "H1", workforce=4, employed=3)
    lost = household(ground, "H1", month="2023-11", workforce=4, employed=2)
    household(ground, "H2", workforce=4, employed=3)
    household(ground, "H2", month="2023-11", workforce=4, employed=3)
    assert listed(HOUSEHOLDS, "lost_work", date(2023, 11, 30)) == [lost]
    household(ground, "H1", month="2023-12", workforce=4, employed=2)
    assert listed(HOUSEHOLDS, "lost_work", date(2023, 12, 31)) == []


def test_a_town_that_did_not_update_its_households_in_a_month_is_missed(ground: Ground) -> None:
    household(ground, "H1")
    watch(register(HOUSEHOLDS), date(2023, 12, 5))
    missed = Deadline.objects.filter(register=HOUSEHOLDS, unit=ground.people.town)
    assert date(2023, 11, 30) in set(missed.values_list("due_on", flat=True))
    assert MonitoredHousehold.objects.count() == 1
