"""What the yearly summary says of classes once their rows are counted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.catalogue.passages import CHAPTERS, Chapter, Completion, Topic, sentence, together
from bureau.periods import Month
from reports.summaries.figures import Figure
from reports.summaries.telling import Teller
from tests.domains.employment_ground import Ground, settle_employment
from tests.people import People
from tests.reports.summaries.building_blocks import at_least, figure, year

CLASSES = "employment.training_classes"
OCTOBER = Month(2023, 10)


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


def held(ground: Ground, programme: str, persons: int, **values: object) -> None:
    number = {"persons": persons, "trips": persons, "end_on": "2023-10-20", **values}
    ground.enter(CLASSES, number, title=f"{programme}班", programme=programme, state="结业")


def counted(ground: Ground, indicator: str, unit: str, target: str = "") -> Figure:
    """What the rows come to, as the summary gets it."""
    value = ground.tally(indicator, OCTOBER)
    assert value is not None
    aim = at_least(target) if target else None
    return figure(f"employment.{indicator}", str(value), unit=unit, aim=aim, slot=10)


def training() -> tuple[Chapter, Topic]:
    chapter = CHAPTERS["employment"]
    return chapter, next(topic for topic in chapter.topics if "技能培训" in topic.title)


def test_four_programmes_are_told_with_four_numbers_and_never_added_up(ground: Ground) -> None:
    """SYS032 四项录入后生成句给出四个数且不自动合计。"""
    for programme, persons in (("粤菜师傅", 120), ("技工", 300), ("南粤家政", 80), ("农村电商", 60)):
        held(ground, programme, persons)
    names = ("chef", "technician", "homecare", "ecommerce")
    figures = year(*(counted(ground, f"{name}_training_trips", "人次") for name in names), month=10)
    chapter, topic = training()
    told = "".join(Teller(chapter, figures).paragraph(paragraph).text for paragraph in topic.paragraphs)
    assert told == (
        "“粤菜师傅”工程培训120人次、技工工程培训300人次、“南粤家政”工程培训80人次、“农村电商”工程培训60人次。"
    )
    assert str(120 + 300 + 80 + 60) not in told


def test_four_values_and_four_targets_make_one_sentence_with_the_rates_in_their_order(ground: Ground) -> None:
    """SYS076 四个值四个目标生成一句“分别完成”且次序正确。"""
    held(ground, "岗前", 300)
    held(ground, "就业技能", 450, subsidised=True)
    figures = year(
        counted(ground, "prejob_training", "人", "500"),
        counted(ground, "subsidised_training", "人", "1000"),
        figure("talent.skilled_new", "700", aim=at_least("1000"), slot=10),
        figure("talent.skill_tests", "880", aim=at_least("1000"), slot=10),
        month=10,
    )
    one = sentence(
        together(
            Completion("岗前培训{prejob_training}"),
            Completion("补贴性培训{subsidised_training}"),
            Completion("新增技能人才{talent.skilled_new}"),
            Completion("技能鉴定{talent.skill_tests}"),
        )
    )
    chapter, _ = training()
    told = Teller(chapter, figures).sentence(one).text
    rates = [
        Decimal(part.rstrip("%。")) for part in told.partition("任务的")[2].replace("和", "、").split("、")
    ]
    assert rates == [60, 45, 70, 88]
    assert told.startswith("岗前培训300人、补贴性培训450人、新增技能人才700人、技能鉴定880人，分别完成")
