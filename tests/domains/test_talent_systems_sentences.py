"""What the yearly summary says of recruiting, from rows entered for the purpose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.catalogue.models import Indicator, Target
from bureau.catalogue.passages import CHAPTERS
from bureau.periods import Month
from bureau.registers.counting.draining import drain
from bureau.totals.rolling import Locking
from bureau.totals.rolling import drain as roll
from reports.summaries.reading import figures_of
from reports.summaries.telling import Teller
from tests.domains.talent_ground import Ground, settle_talent
from tests.people import People

OCTOBER = Month(2025, 10)
RECRUITMENT, EVENTS = "talent.recruitment", "talent.recruit_events"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_talent(people)


def summary(ground: Ground) -> str:
    """Every sentence of the chapter, as the sheets of October stand."""
    drain()
    roll(Locking.WAIT)
    figures = figures_of(ground.people.east, 2025, provisional=True, until=OCTOBER)
    chapter = CHAPTERS["talent"]
    teller = Teller(chapter, figures)
    return "".join(teller.sentence(one).text for one in chapter.sentences())


def plan(ground: Ground, indicator: str, value: int) -> None:
    one = Indicator.objects.get(code=f"talent.{indicator}")
    Target.objects.create(unit=ground.people.east, indicator=one, year=2025, value=Decimal(value))


def recruit(ground: Ground, kind: str, planned: int, hired: int) -> None:
    row = ground.enter(RECRUITMENT, batch=f"2025年{kind}", kind=kind, employer="区属单位", planned=planned)
    row = ground.step(row, "announce", notice_on="2025-08-01", posts=planned)
    row = ground.step(ground.step(row, "enrol"), "interview")
    row = ground.step(row, "publish", public_from="2025-09-01", public_to="2025-09-11", list="甲")
    ground.step(row, "hire", hired=hired, hired_on="2025-10-10")


def test_before_anybody_is_hired_the_summary_tells_the_plan_and_afterwards_who_was_hired(
    ground: Ground,
) -> None:
    """SYS051 未录用时总结写“拟招聘”，录用后写“共招录”。"""
    ground.adopt(RECRUITMENT, OCTOBER)
    plan(ground, "institution_hired", 400)
    ground.open_sheet(OCTOBER)
    assert "拟招聘400人" in summary(ground)
    recruit(ground, "省集中公开招聘", 114, 92)
    text = summary(ground)
    assert "共招录92人" in text
    assert "拟招聘" not in text


def test_while_recruiting_for_the_three_supports_is_not_complete_it_goes_forward_in_good_order(
    ground: Ground,
) -> None:
    """SYS098 未完成时句式为有序推进。"""
    ground.adopt(RECRUITMENT, OCTOBER)
    plan(ground, "three_supports", 12)
    ground.open_sheet(OCTOBER)
    recruit(ground, "三支一扶", 6, 5)
    assert "有序推进“三支一扶”招募，计划招募12人" in summary(ground)
    recruit(ground, "三支一扶", 7, 7)
    text = summary(ground)
    assert "招募“三支一扶”人员12人" in text
    assert "有序推进" not in text


def test_the_word_for_a_remainder_comes_with_the_mark_of_a_rough_figure(ground: Ground) -> None:
    """SYS089 “余”字随近似标记输出。"""
    ground.adopt(EVENTS, OCTOBER)
    ground.open_sheet(OCTOBER)
    row = ground.enter(EVENTS, title="校园行", kind="校园招聘", school="某大学", held_on="2025-10-16")
    row = ground.step(row, "hold")
    ground.step(row, "report", firms=1, firm_list="甲厂", posts=1372, intents=431)
    text = summary(ground)
    assert "推出岗位1300余个" in text
    assert "达成意向430余人次" in text
    assert "参加校园招聘的企业1家" in text
