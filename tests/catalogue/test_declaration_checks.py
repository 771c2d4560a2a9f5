"""A wrong declaration of each sort is found at start, under its own id."""

from dataclasses import replace

import pytest

from bureau.catalogue.checks import check_declarations, problems_of
from bureau.catalogue.declarations import Direction, Group, Indicator, IndicatorSet, Kind, Reporter

CLOSED = Indicator("work.closed", "结案数", unit="件", kind=Kind.EVENT)
DUE = Indicator("work.due", "应结案数", unit="件", kind=Kind.EVENT, aliases=("应结",))
OPEN = Indicator("work.open", "期末未结案数", unit="件", kind=Kind.STOCK)
RATE = Indicator(
    "work.close_rate",
    "结案率",
    unit="%",
    decimals=1,
    kind=Kind.RATE,
    direction=Direction.HIGHER,
    numerator="work.closed",
    denominator="work.due-work.open",
)
MEDIATED = Indicator(
    "work.mediated", "调解结案数", unit="件", kind=Kind.EVENT, parent="work.closed", exhaustive=False
)
DAYS = Indicator("work.days", "最长办案天数", unit="天", kind=Kind.RATE, maximum=True)
HOURS = Indicator("work.hours", "办案工时", unit="小时", kind=Kind.FLOW)
GOOD = (CLOSED, MEDIATED, DUE, OPEN, HOURS, RATE, DAYS)


def ids_of(
    *indicators: Indicator, domain: str = "work", key: str = "cases", duty: str = "cases"
) -> list[str]:
    group = Group(key=key, title="案件", duty=duty, indicators=indicators)
    declared = IndicatorSet(domain=domain, title="案件", duties={"cases": "案件"}, groups=(group,))
    return [str(problem.id) for problem in problems_of([declared], ["work"])]


def test_what_the_domains_declare_is_without_fault() -> None:
    assert check_declarations(None) == []


def test_a_sound_set_has_no_problems() -> None:
    assert ids_of(*GOOD) == []


@pytest.mark.parametrize(
    ("wrong", "id"),
    [
        (replace(DAYS, code="work.Days"), "catalogue.E001"),
        (replace(DAYS, code="work"), "catalogue.E001"),
        (replace(DAYS, code="play.days"), "catalogue.E002"),
        (replace(DAYS, code="work.x_days"), "catalogue.E003"),
        (replace(DAYS, code="work.due"), "catalogue.E004"),
        (replace(DAYS, aliases=("办案天数", "办案天数")), "catalogue.E005"),
        (replace(DAYS, name=" “” "), "catalogue.E005"),
        (replace(DAYS, name="应结"), "catalogue.E006"),
        (replace(DAYS, aliases=("结案数",)), "catalogue.E006"),
        (replace(DAYS, aliases=("“结案”数",)), "catalogue.E006"),
        (replace(DAYS, unit="万天"), "catalogue.E007"),
        (replace(DAYS, display_unit="万元"), "catalogue.E007"),
        (replace(DAYS, decimals=5), "catalogue.E008"),
        (replace(DAYS, cutoff_day=31), "catalogue.E009"),
        (replace(DAYS, year_start_month=13), "catalogue.E009"),
        (replace(DAYS, kind=Kind.STOCK), "catalogue.E010"),
        (replace(DAYS, numerator="work.closed"), "catalogue.E010"),
        (replace(CLOSED, code="work.other", name="另结", numerator="work.due"), "catalogue.E010"),
        (replace(DAYS, maximum=False, unit="%"), "catalogue.E011"),
        (replace(RATE, code="work.other", name="另率", unit="件"), "catalogue.E012"),
        (replace(RATE, code="work.other", name="另率", numerator="work.closed*2"), "catalogue.E013"),
        (replace(RATE, code="work.other", name="另率", numerator="work.nobody"), "catalogue.E014"),
        (replace(RATE, code="work.other", name="另率", numerator="work.close_rate"), "catalogue.E015"),
        (replace(RATE, code="work.other", name="另率", numerator="work.closed+work.hours"), "catalogue.E016"),
        (replace(RATE, code="work.other", name="另率", numerator="work.due+work.due"), "catalogue.E017"),
        (replace(DAYS, exhaustive=True), "catalogue.E018"),
        (replace(MEDIATED, code="work.other", name="另调", exhaustive=None), "catalogue.E018"),
        (replace(MEDIATED, code="work.other", name="另调", parent="work.nobody"), "catalogue.E019"),
        (replace(DAYS, parent="work.close_rate", exhaustive=False), "catalogue.E020"),
        (replace(MEDIATED, code="work.other", name="另调"), "catalogue.E025"),
        (replace(DAYS, sections=("play",)), "catalogue.E027"),
    ],
)
def test_a_wrong_declaration_is_an_error(wrong: Indicator, id: str) -> None:
    assert id in ids_of(*(one for one in GOOD if one is not DAYS), wrong)


def test_rates_made_of_one_another_are_an_error() -> None:
    one = replace(RATE, code="work.one", name="一率", numerator="work.other")
    other = replace(RATE, code="work.other", name="二率", numerator="work.one")
    assert ids_of(*GOOD, one, other).count("catalogue.E021") == 1


def test_parents_of_one_another_are_an_error() -> None:
    one = replace(MEDIATED, code="work.one", name="甲", parent="work.other")
    other = replace(MEDIATED, code="work.other", name="乙", parent="work.one")
    assert ids_of(*GOOD, one, other).count("catalogue.E022") == 1


def test_an_indicator_that_is_its_own_parent_is_an_error() -> None:
    assert "catalogue.E022" in ids_of(*GOOD, replace(MEDIATED, code="work.one", name="甲", parent="work.one"))


def test_a_row_of_a_family_may_not_stand_behind_the_next_family() -> None:
    assert "catalogue.E025" in ids_of(CLOSED, DUE, MEDIATED, OPEN, RATE)


def test_grandchildren_and_their_uncles_may_follow_one_another() -> None:
    child = replace(MEDIATED, code="work.child", name="子", parent="work.mediated")
    uncle = replace(MEDIATED, code="work.uncle", name="叔")
    assert ids_of(CLOSED, MEDIATED, child, uncle) == []


def test_persons_may_stand_beneath_attendances_but_not_the_other_way_round() -> None:
    trips = replace(CLOSED, unit="人次")
    persons = replace(MEDIATED, unit="人")
    assert ids_of(trips, persons) == []
    assert "catalogue.E020" in ids_of(replace(trips, unit="人"), replace(persons, unit="人次"))


def test_a_group_key_that_is_no_slug_is_an_error() -> None:
    assert "catalogue.E023" in ids_of(*GOOD, key="案件")


def test_two_groups_of_one_key_are_an_error() -> None:
    groups = tuple(Group("cases", "案件", "cases", (one,)) for one in (CLOSED, DUE))
    declared = IndicatorSet("work", "案件", {"cases": "案件"}, groups)
    assert "catalogue.E023" in [problem.id for problem in problems_of([declared], ["work"])]


def test_a_duty_that_the_set_does_not_title_is_an_error() -> None:
    assert "catalogue.E024" in ids_of(*GOOD, duty="cases_")


def test_a_domain_that_declares_nothing_is_an_error() -> None:
    assert [problem.id for problem in problems_of([], ["work"])] == ["catalogue.E026"]


def test_a_set_of_no_known_domain_is_an_error() -> None:
    assert "catalogue.E026" in ids_of(CLOSED, domain="play")


def test_a_message_names_the_code_that_is_wrong() -> None:
    group = Group("cases", "案件", "cases", (replace(RATE, numerator="work.nobody"), DUE, OPEN))
    [problem] = problems_of([IndicatorSet("work", "案件", {"cases": "案件"}, (group,))], ["work"])
    assert problem.msg == "work.close_rate is a rate of work.nobody, which nobody declares"


def test_the_words_of_a_declaration_are_those_of_the_table() -> None:
    assert {kind.value for kind in Kind} == {"flow", "event", "stock", "rate"}
    assert {one.value for one in Direction} == {"higher", "lower", "hold", "none"}
    assert {one.value for one in Reporter} == {"section", "towns", "both"}
