"""What the domains declare, held against facts that the summaries depend on."""

from collections import Counter

import pytest
from django.conf import settings

from bureau.catalogue.declarations import DECLARED, Direction, Group, Indicator

# The sections of a bureau answer for these duties.
DUTIES = {
    "employment": {"jobs", "skills"},
    "talent": {"talent", "skills", "personnel", "pay"},
    "social_insurance": {"insurance", "injury", "funds"},
    "labor_relations": {"relations", "arbitration", "inspection"},
    "public_service": {"service"},
}


def declared() -> list[tuple[Group, Indicator]]:
    return [row for indicator_set in DECLARED.values() for row in indicator_set]


def indicator(code: str) -> Indicator:
    return next(one for _, one in declared() if one.code == code)


def test_every_domain_declares_its_indicators() -> None:
    assert list(DECLARED) == [domain.rpartition(".")[2] for domain in settings.DOMAINS]


@pytest.mark.parametrize(
    ("domain", "fewest"),
    [
        ("employment", 110),
        ("talent", 90),
        ("social_insurance", 87),
        ("labor_relations", 63),
        ("public_service", 19),
    ],
)
def test_a_domain_declares_all_that_the_summaries_print(domain: str, fewest: int) -> None:
    assert sum(one.domain == domain for _, one in declared()) >= fewest


def test_each_indicator_is_declared_once() -> None:
    assert [code for code, times in Counter(one.code for _, one in declared()).items() if times > 1] == []


def test_each_name_and_alias_is_declared_once() -> None:
    names = Counter(name for _, one in declared() for name in (one.name, *one.aliases))
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) >= 766


@pytest.mark.parametrize("domain", list(DUTIES))
def test_every_group_is_the_duty_of_one_section(domain: str) -> None:
    assert {group.duty for group in DECLARED[domain].groups} == DUTIES[domain]
    assert set(DECLARED[domain].duties) == DUTIES[domain]


def test_group_titles_carry_no_number_of_their_own() -> None:
    assert [
        group.title
        for group, _ in declared()
        if group.title[0] in "一二三四五六七八九十（" or "、" in group.title
    ] == []


def test_only_one_indicator_is_a_maximum() -> None:
    assert [one.code for _, one in declared() if one.maximum] == ["labor_relations.injury_case_days"]


def test_both_closing_rates_of_arbitration_are_kept_apart() -> None:
    filed = indicator("labor_relations.arbitration_close_rate_filed")
    due = indicator("labor_relations.arbitration_close_rate_due")
    assert filed.numerator == due.numerator == "labor_relations.arbitration_closed"
    assert filed.denominator == "labor_relations.arbitration_filed"
    assert due.denominator == "labor_relations.arbitration_filed-labor_relations.arbitration_open_in_limit"


def test_the_unemployment_rate_is_controlled_and_a_zero_job_family_is_held_at_zero() -> None:
    assert indicator("employment.registered_unemployment_rate").direction is Direction.LOWER
    assert indicator("employment.zero_job_families_count").direction is Direction.HOLD


def test_money_is_stored_in_yuan_and_shown_as_the_summaries_print_it() -> None:
    spent = indicator("labor_relations.refund_check_amount")
    assert (spent.unit, spent.display_unit, spent.decimals) == ("元", "万元", 4)
    benefits = indicator("public_service.benefit_amount")
    assert (benefits.unit, benefits.display_unit, benefits.decimals) == ("元", "亿元", 2)
    assert {one.unit for _, one in declared() if one.display_unit in {"万元", "亿元"}} == {"元"}


def test_names_of_targets_and_completions_lead_to_their_indicator() -> None:
    assert "城镇新增就业人数年度目标" in indicator("employment.urban_new_jobs").aliases
    assert "城镇新增就业人数完成率" in indicator("employment.urban_new_jobs").aliases
