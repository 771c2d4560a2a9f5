"""Lights, ranks and landings follow the rules that bureaus publish, and nothing is ever called 100 % that is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.catalogue.models import Indicator, Target
from bureau.organisation.models import Unit
from bureau.web.templatetags.parts import LIGHTS
from reports.dashboards.landing import landing, monthly_need
from reports.dashboards.printing import percentage, points
from reports.dashboards.ranking import entrant, ranking
from reports.dashboards.standing import RED, standing

JOBS = Indicator(code="employment.jobs", name="新增就业", unit="人", aggregate="sum", kind="flow")
INSURED = Indicator(
    code="social_insurance.insured", name="参保人数", unit="人", aggregate="last", kind="stock"
)
UNEMPLOYED = Indicator(
    code="employment.rate", name="登记失业率", unit="%", aggregate="ratio", kind="rate", decimals=2
)
CLOSED = Indicator(
    code="labor_relations.closed", name="结案率", unit="%", aggregate="ratio", kind="rate", decimals=2
)


def target(value: str, kind: Target.Kind = Target.Kind.AT_LEAST) -> Target:
    return Target(year=2026, kind=kind, value=Decimal(value))


@pytest.mark.parametrize(
    ("value", "light", "ahead"),
    [
        ("11000", "done", "+8.3"),
        ("10999", "ok", "+8.3"),
        ("10439", "ok", "+3.2"),
        ("10084", "ok", "+0.01"),
        ("10083", "slow", "−0.003"),
        ("9000", "slow", "−9.9"),
        ("8984", "slow", "−10.0"),
        ("8983", "late", "−10.0"),
        ("0", "late", "−91.7"),
    ],
)
def test_on_pace_is_green_ten_points_behind_yellow_and_more_red(value: str, light: str, ahead: str) -> None:
    stands = standing(JOBS, target("11000"), Decimal(value), 11)
    assert (stands.light, points(stands.ahead)) == (light, ahead)


def test_the_completion_of_the_published_year_is_printed_as_published() -> None:
    assert percentage(standing(JOBS, target("11000"), Decimal(10439), 11).rate) == "94.9%"
    assert percentage(standing(JOBS, target("300"), Decimal(395), 11).rate) == "131.7%"


@given(target_value=st.integers(1, 10**12), short=st.integers(1, 10**6))
def test_what_is_short_of_its_target_is_never_printed_as_a_hundred(target_value: int, short: int) -> None:
    value = max(target_value - short, 0)
    printed = percentage(standing(JOBS, target(str(target_value)), Decimal(value), 12).rate)
    assert Decimal(printed.rstrip("%")) < 100


def test_missing_is_not_zero() -> None:
    assert standing(JOBS, target("11000"), None, 6).light == "unknown"
    assert standing(JOBS, target("11000"), Decimal(0), 6).light == "late"
    assert standing(JOBS, None, Decimal(5), 6).light == "none"


@pytest.mark.parametrize(
    ("value", "light", "gap"),
    [("2.42", "within", "-0.58"), ("3", "within", "0"), ("3.15", "near", "0.15"), ("3.16", "over", "0.16")],
)
def test_a_ceiling_is_kept_or_broken_whatever_the_month(value: str, light: str, gap: str) -> None:
    for slot in (1, 12):
        stands = standing(UNEMPLOYED, target("3", Target.Kind.AT_MOST), Decimal(value), slot)
        assert stands.light == light
        assert stands.rate is None
        assert stands.ahead == Decimal(gap)


@pytest.mark.parametrize(("value", "light"), [("0", "kept"), ("1", "broken")])
def test_a_level_is_kept_or_not(value: str, light: str) -> None:
    assert standing(JOBS, target("0", Target.Kind.KEEP), Decimal(value), 3).light == light


@pytest.mark.parametrize(
    ("value", "light"), [("90", "ok"), ("86.74", "slow"), ("80", "slow"), ("79.99", "late")]
)
def test_a_rate_is_measured_in_points_against_its_target(value: str, light: str) -> None:
    stands = standing(CLOSED, target("90"), Decimal(value), 2)
    assert (stands.light, stands.pace, stands.rate) == (light, None, None)


def test_a_stock_is_not_due_by_and_by() -> None:
    stands = standing(INSURED, target("1000"), Decimal(950), 1)
    assert (stands.light, stands.pace, stands.ahead) == ("slow", None, Decimal("-5.0"))


def test_every_light_has_a_mark_and_a_word() -> None:
    assert all(
        LIGHTS[light][1] for light in ("done", "ok", "slow", "late", "within", "over", "kept", "broken")
    )
    assert {LIGHTS[light][0] for light in RED} == {"late"}


def entrants(*values: tuple[str, str | None, str | None]) -> list[tuple[int | None, str]]:
    ranked = ranking(
        [
            entrant(
                Unit(name=name),
                JOBS,
                target(goal) if goal else None,
                Decimal(value) if value else None,
                6,
            )
            for name, value, goal in values
        ]
    )
    return [(one.rank, one.unit.name) for one in ranked]


def test_equal_towns_share_a_rank_and_the_next_rank_is_left_out() -> None:
    assert entrants(("甲", "50", "100"), ("乙", "90", "100"), ("丙", "25", "50"), ("丁", "10", "100")) == [
        (1, "乙"),
        (2, "甲"),
        (2, "丙"),
        (4, "丁"),
    ]


def test_towns_are_equal_when_their_two_printed_decimals_are() -> None:
    assert [rank for rank, _ in entrants(("甲", "33333", "100000"), ("乙", "33334", "100000"))] == [1, 1]
    assert [rank for rank, _ in entrants(("甲", "33333", "100000"), ("乙", "33336", "100000"))] == [1, 2]


def test_units_without_a_target_or_a_figure_stand_below_unranked() -> None:
    assert entrants(("甲", "50", None), ("乙", None, "100"), ("丙", "0", "100")) == [
        (1, "丙"),
        (None, "甲"),
        (None, "乙"),
    ]


def test_the_lowest_leads_where_there_is_a_ceiling() -> None:
    ceiling = target("3", Target.Kind.AT_MOST)
    ranked = ranking(
        [
            entrant(Unit(name=name), UNEMPLOYED, ceiling, Decimal(value), 6)
            for name, value in (("甲", "2.9"), ("乙", "2.1"))
        ]
    )
    assert [(one.rank, one.unit.name) for one in ranked] == [(1, "乙"), (2, "甲")]


def test_a_year_lands_as_the_years_before_it_went() -> None:
    told = landing(Decimal(900), [(Decimal(90), Decimal(100)), (Decimal(80), Decimal(100))], slot=10)
    assert told is not None
    assert (told.low, told.likely, told.high) == (Decimal(1000), Decimal(1059), Decimal(1125))


@pytest.mark.parametrize(
    "earlier",
    [
        [],
        [(Decimal(90), Decimal(100))],
        [(Decimal(90), Decimal(100)), (None, Decimal(100))],
        [(Decimal(90), Decimal(100)), (Decimal(0), Decimal(100))],
    ],
)
def test_with_fewer_than_two_earlier_years_nothing_is_foretold(
    earlier: list[tuple[Decimal | None, Decimal | None]],
) -> None:
    assert landing(Decimal(900), earlier, slot=10) is None


def test_what_each_month_left_must_bring_is_rounded_up() -> None:
    assert monthly_need(Decimal(10439), Decimal(11000), slot=11) == 561
    assert monthly_need(Decimal(10), Decimal(21), slot=10) == 6
    assert monthly_need(Decimal(21), Decimal(21), slot=10) is None
    assert monthly_need(Decimal(10), Decimal(21), slot=12) is None
