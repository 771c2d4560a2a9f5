"""Sentences from declarations and figures: what is missing is left out, and the figures choose the words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.catalogue.passages import (
    Change,
    Chapter,
    Clause,
    Completion,
    Planned,
    Sentence,
    of_which,
    respectively,
    sentence,
    together,
)
from reports.summaries.document import Number
from reports.summaries.figures import Aim, YearFigures
from reports.summaries.telling import Teller, traced
from tests.reports.summaries.building_blocks import at_least, figure, year

JOBS = figure("work.jobs", "10439", aim=at_least("11000"), name="新增就业")
BACK = figure("work.back", "395", aim=at_least("300"), name="再就业")


def told(one: Sentence, figures: YearFigures) -> str:
    return Teller(Chapter("work", "就业", ()), figures).sentence(one).text


def test_a_clause_without_its_figure_goes_with_its_punctuation() -> None:
    one = sentence("组织活动{events:场次}", "，参加{guests}", "；网上{online:场}", lead="{=period}")
    events = figure("work.events", "23", unit="场")
    online = figure("work.online", "0", unit="场")
    assert told(one, year(events, figure("work.guests", None), online)) == "1—11月组织活动23场次；网上0场。"
    assert told(one, year(figure("work.events", None, unit="场"), online)) == "1—11月网上0场。"


def test_a_sentence_without_any_figure_says_nothing() -> None:
    one = sentence("组织活动{events}", lead="全年")
    assert told(one, year()) == ""
    assert told(one, year(figure("work.events", None))) == ""


def test_zero_is_told_because_it_was_reported() -> None:
    assert told(sentence("撤销{closed}"), year(figure("work.closed", "0", unit="家"))) == "撤销0家。"


def test_a_clause_waits_for_what_it_needs_and_yields_to_what_says_it_better() -> None:
    one = sentence(Clause("办会{fairs}", unless=("all",)), Clause("，到会{guests}", needs=("fairs",)))
    fairs, guests = figure("work.fairs", "2", unit="场"), figure("work.guests", "9")
    assert told(one, year(fairs, guests)) == "办会2场，到会9人。"
    assert told(one, year(guests)) == ""
    assert told(one, year(fairs, figure("work.all", "3", unit="场"))) == ""


@pytest.mark.parametrize(
    ("value", "aim", "decimals", "words"),
    [
        ("10439", "11000", 1, "就业10439人，完成全年任务（11000人）的94.9%。"),
        ("395", "300", 2, "就业395人，完成全年任务（300人）的131.67%。"),
        ("544", "650", 1, "就业544人，完成全年任务（650人）的83.7%。"),
        ("10999", "11000", 1, "就业10999人，完成全年任务（11000人）的99.99%。"),
    ],
)
def test_completion_has_the_decimals_of_its_sentence(value: str, aim: str, decimals: int, words: str) -> None:
    figures = year(figure("work.jobs", value, aim=at_least(aim)))
    assert told(sentence(Completion("就业{jobs}", decimals=decimals)), figures) == words


def test_several_rates_follow_in_the_order_of_their_values() -> None:
    one = sentence(together(Completion("就业{jobs}"), Completion("再就业{back}", decimals=2)))
    assert told(one, year(JOBS, BACK)) == "就业10439人、再就业395人，分别完成全年任务的94.9%和131.67%。"
    without_target = figure("work.back", "395")
    words = "就业10439人，完成全年任务（11000人）的94.9%；再就业395人。"
    assert told(one, year(JOBS, without_target)) == words


def test_a_ceiling_a_level_and_a_rate_have_no_completion() -> None:
    rate = figure("work.rate", "1.46", unit="%", decimals=2, aim=Aim("at_most", Decimal(4)))
    one = sentence(Completion("失业率为{rate}"))
    assert told(one, year(rate)) == "失业率为1.46%，控制在4%以内，低于控制目标2.54个百分点。"
    level = figure("work.rate", "0", unit="户", aim=Aim("keep", Decimal(0)))
    assert told(sentence(Completion("零就业家庭{rate}")), year(level)) == "零就业家庭保持在0户。"
    closing = figure("work.rate", "93.3", unit="%", decimals=1, aim=at_least("95"))
    assert told(sentence(Completion("结案率为{rate}")), year(closing)) == (
        "结案率为93.3%，低于目标（95%）1.7个百分点。"
    )


def test_net_growth_is_measured_from_the_end_of_last_year() -> None:
    insured = figure("work.insured", "1200", year_end="1000", aim=Aim("net_growth", Decimal(250)))
    assert told(sentence(Completion("参保{insured}")), year(insured)) == (
        "参保1200人，净增200人，完成全年任务（250人）的80%。"
    )


def test_a_comparison_needs_a_figure_that_is_complete() -> None:
    one = sentence(Completion("就业{jobs}", compare=True))
    assert told(one, year(figure("work.jobs", "110", previous="100"))) == "就业110人，同比增长10%。"
    waiting = figure("work.jobs", "60", previous="100", settled=False)
    assert told(one, year(waiting)) == "就业60人。"


def test_parts_follow_their_total_and_vanish_with_it() -> None:
    one = sentence("发证{all}", of_which("all", "高级{high}", "技师{top}"))
    total, high = figure("work.all", "6464", unit="本"), figure("work.high", "1956", unit="本")
    assert told(one, year(total, high)) == "发证6464本，其中高级1956本。"
    assert told(one, year(high)) == ""


def test_names_and_rates_are_listed_respectively() -> None:
    one = sentence(respectively("覆盖率{a}", "激活率{b}"))
    a, b = (figure(f"work.{key}", value, unit="%", decimals=1) for key, value in (("a", "99"), ("b", "91")))
    assert told(one, year(a, b)) == "覆盖率和激活率分别为99%和91%。"
    assert told(one, year(b)) == "激活率为91%。"


def test_a_change_is_told_where_last_year_is_known() -> None:
    one = sentence(Change("办案时间{days}", alone="办案时间控制在{days}以内"))
    assert told(one, year(figure("work.days", "30", unit="天"))) == "办案时间控制在30天以内。"
    assert told(one, year(figure("work.days", "30", unit="天", year_end="60"))) == "办案时间由60天降至30天。"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("84680001", "8468.0001万元"),
        ("147000000", "1.47亿元"),
        ("42754000", "4275.4万元"),
        ("15652960", "1565.296万元"),
        ("6412", "6412元"),
    ],
)
def test_money_is_exact_and_in_the_unit_that_suits_it(value: str, printed: str) -> None:
    money = figure("work.money", value, unit="元", display_unit="亿元", decimals=2)
    assert told(sentence("资金{money}"), year(money)) == f"资金{printed}。"


def test_a_scaled_unit_is_used_only_where_nothing_is_lost() -> None:
    one = sentence("岗位{posts:万个}")
    assert told(one, year(figure("work.posts", "40000", unit="个"))) == "岗位4万个。"
    assert told(one, year(figure("work.posts", "10440", unit="个"))) == "岗位10440个。"


def test_every_number_knows_where_it_comes_from() -> None:
    figures = year(JOBS)
    teller = Teller(Chapter("work", "就业", ()), figures)
    runs = traced(teller.sentence(sentence(Completion("就业{jobs}"))), figures).runs
    numbers = [run for run in runs if isinstance(run, Number)]
    assert [
        (number.text, number.source and (number.source.kind, number.source.span)) for number in numbers
    ] == [
        ("10439人", ("value", "t11")),
        ("11000人", ("target", "t12")),
        ("94.9%", ("completion", "t11")),
    ]
    assert teller.told == {"work.jobs"}


def test_a_plan_is_told_until_something_came_of_it() -> None:
    one = sentence(Planned("拟招聘{hired}", Completion("共招录{hired}")))
    aim = at_least("400")
    assert told(one, year(figure("work.hired", None, aim=aim))) == "拟招聘400人。"
    assert told(one, year(figure("work.hired", "0", aim=aim))) == "拟招聘400人。"
    assert told(one, year(figure("work.hired", "92"))) == "共招录92人。"
    assert told(one, year(figure("work.hired", "300", aim=aim))).startswith("共招录300人，")
    assert told(one, year(figure("work.hired", None))) == ""


def test_a_plan_may_be_told_until_it_is_reached() -> None:
    one = sentence(Planned("有序推进招募，计划招募{n}", Completion("招募{n}"), until_reached=True))
    assert told(one, year(figure("work.n", "11", aim=at_least("12")))) == "有序推进招募，计划招募12人。"
    assert told(one, year(figure("work.n", "12", aim=at_least("12")))).startswith("招募12人")


def test_a_plan_is_traced_to_the_target() -> None:
    figures = year(figure("work.hired", None, aim=at_least("400")))
    phrase = Teller(Chapter("work", "就业", ()), figures).sentence(
        sentence(Planned("拟招聘{hired}", Completion("共招录{hired}")))
    )
    (number,) = [run for run in traced(phrase, figures).runs if isinstance(run, Number)]
    assert number.source is not None
    assert (number.text, number.source.kind) == ("400人", "target")


@pytest.mark.parametrize(
    ("value", "words"),
    [("1372", "参加校园招聘1300余家。"), ("70", "参加校园招聘70家。"), ("7", "参加校园招聘7家。")],
)
def test_a_figure_marked_as_rough_is_told_with_its_remainder_as_a_word(value: str, words: str) -> None:
    assert told(sentence("参加校园招聘{firms~}"), year(figure("work.firms", value, unit="家"))) == words
