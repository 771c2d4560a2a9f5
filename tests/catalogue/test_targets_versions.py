"""A target is set in one way only; what it was before stays readable."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from bureau.catalogue.models import Indicator, Target
from bureau.catalogue.splitting import largest_remainder
from bureau.catalogue.targets import Goal, Paper, set_target, withdraw_target
from tests.people import People, settle
from tests.small_catalogue import indicator

PAPER = Paper("市人社局", "云人社〔2026〕12号", datetime.date(2026, 3, 1))
LATER = Paper("市人社局", "云人社〔2026〕40号", datetime.date(2026, 9, 5))


def at_least(value: str, stretch: str | None = None) -> Goal:
    return Goal(Target.Kind.AT_LEAST, Decimal(value), Decimal(stretch) if stretch else None)


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def jobs(db: None) -> Indicator:
    return indicator("employment.jobs", "城镇新增就业人数")


def put(people: People, jobs: Indicator, goal: Goal, paper: Paper = PAPER, seen: int | None = None) -> Target:
    return set_target(
        unit=people.east,
        indicator=jobs,
        year=2026,
        goal=goal,
        paper=paper,
        by=people["zhao"],
        seen_version=seen,
    )


def test_a_changed_target_is_a_new_version_and_the_old_one_stays(people: People, jobs: Indicator) -> None:
    old = put(people, jobs, at_least("11000"))
    new = put(people, jobs, at_least("10500"), LATER)
    old.refresh_from_db()
    assert (old.value, old.document, old.superseded_at is not None) == (Decimal(11000), PAPER.document, True)
    assert (new.version, new.set_by, new.superseded_at) == (2, people["zhao"], None)
    assert list(Target.objects.current()) == [new]


def test_the_same_target_by_the_same_paper_makes_no_version(people: People, jobs: Indicator) -> None:
    first = put(people, jobs, at_least("11000", "12000"))
    assert put(people, jobs, at_least("11000.0000", "12000")) == first
    assert Target.objects.count() == 1


def test_the_same_value_by_another_paper_is_a_new_version(people: People, jobs: Indicator) -> None:
    put(people, jobs, at_least("11000"))
    assert put(people, jobs, at_least("11000"), LATER).version == 2


def test_who_saw_an_older_version_is_told_who_changed_it(people: People, jobs: Indicator) -> None:
    put(people, jobs, at_least("11000"))
    put(people, jobs, at_least("10500"), seen=1)
    with pytest.raises(ValidationError, match="赵敏改过（第 2 版）"):
        put(people, jobs, at_least("9000"), seen=1)
    assert Target.objects.current().get().value == Decimal(10500)


def test_a_withdrawn_target_is_in_force_no_more_and_its_number_is_not_used_again(
    people: People, jobs: Indicator
) -> None:
    put(people, jobs, at_least("11000"))
    withdraw_target(unit=people.east, indicator=jobs, year=2026)
    assert not Target.objects.current().exists()
    assert put(people, jobs, at_least("11000")).version == 2


@pytest.mark.parametrize(
    ("goal", "field", "sentence"),
    [
        (at_least("-1"), "value", "不能填负数"),
        (at_least("10.5"), "value", "整数"),
        (at_least("100000000000000"), "value", "14 位"),
        (at_least("100", "90"), "stretch", "应不小于目标值"),
        (Goal(Target.Kind.AT_MOST, Decimal(3), Decimal(4)), "stretch", "应不大于目标值"),
        (Goal(Target.Kind.KEEP, Decimal(0), Decimal(0)), "stretch", "没有力争值"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused_with_a_sentence(
    people: People, jobs: Indicator, goal: Goal, field: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        put(people, jobs, goal)
    assert sentence in refused.value.message_dict[field][0]
    assert not Target.objects.exists()


def test_a_net_growth_may_be_negative(people: People, jobs: Indicator) -> None:
    assert put(people, jobs, Goal(Target.Kind.NET_GROWTH, Decimal(-20))).value == Decimal(-20)


def test_a_closed_unit_gets_no_target(people: People, jobs: Indicator) -> None:
    people.town.closed_on = datetime.date(2024, 6, 30)
    people.town.save()
    with pytest.raises(ValidationError, match="已于2024年撤销"):
        set_target(
            unit=people.town, indicator=jobs, year=2026, goal=at_least("10"), paper=PAPER, by=people["zhao"]
        )


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_two_versions_one_after_the_other() -> None:
    people, jobs = settle(), indicator("employment.jobs", "城镇新增就业人数")

    def change(value: int) -> int:
        try:
            return put(people, jobs, at_least(str(value))).version
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(change, range(100, 104)))
    assert sorted(versions) == [1, 2, 3, 4]
    assert Target.objects.current().get().version == 4


def test_what_is_left_goes_to_the_largest_remainders() -> None:
    parts = largest_remainder(Decimal(100), [Decimal(1), Decimal(1), Decimal(1)])
    assert parts == [Decimal(34), Decimal(33), Decimal(33)]
    assert largest_remainder(Decimal(10), [Decimal(5), Decimal(3), Decimal(1)]) == [6, 3, 1]


def test_parts_of_money_are_whole_steps_and_the_rest_stands_in_the_first() -> None:
    parts = largest_remainder(Decimal(25_000), [Decimal(0), Decimal(0)], step=Decimal(10_000))
    assert parts == [Decimal(15_000), Decimal(10_000)]


@given(
    total=st.integers(0, 10**9).map(Decimal),
    weights=st.lists(st.integers(0, 10**6).map(Decimal), min_size=1, max_size=30),
)
def test_parts_always_add_up_and_none_is_a_whole_step_from_its_share(
    total: Decimal, weights: list[Decimal]
) -> None:
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    weight = sum(weights)
    shares = [w / weight if weight else 1 / Decimal(len(weights)) for w in weights]
    assert all(
        abs(part - total * share) < Decimal("1.0001") for part, share in zip(parts, shares, strict=True)
    )
