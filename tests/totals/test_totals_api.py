"""Totals through the API: rows by unit, indicator and period, and the figures they are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from bureau.catalogue.models import Indicator, Target
from bureau.organisation.models import User
from bureau.periods import Month
from bureau.totals import rolling
from tests.people import People, settle
from tests.totals.workbench import Workbench

JANUARY = Month(2026, 1)
URL = "/api/v1/totals/"


class Office:
    """The people's bureau with a flow, a stock and a rate, and figures in three of its units."""

    def __init__(self) -> None:
        self.people: People = settle()
        bench = Workbench()
        self.closed, self.due, self.insured = (
            bench.indicator("sum"),
            bench.indicator("sum"),
            bench.indicator("last"),
        )
        self.rate = bench.indicator("ratio", numerator=[(self.closed, 1)], denominator=[(self.due, 1)])
        self.planned = bench.indicator("sum", start=12)
        town, other = self.people.town, self.people.other_town
        for indicator in (self.closed, self.due):
            bench.assign(town, indicator, JANUARY)
            bench.assign(other, indicator, JANUARY)
        for unit, indicator, month, value, approved in [
            (town, self.closed, JANUARY, 30, 30),
            (town, self.due, JANUARY, 40, 40),
            (other, self.closed, JANUARY, 5, None),
            (other, self.due, JANUARY, 10, None),
            (town, self.closed, JANUARY + 3, 12, 12),
            (town, self.insured, JANUARY, 100, 100),
            (town, self.insured, JANUARY + 1, 90, 90),
            (other, self.insured, JANUARY, 7, 7),
            (self.people.western_town, self.closed, JANUARY, 1000, 1000),
            (town, self.planned, JANUARY - 1, 3, 3),
        ]:
            bench.report(unit, indicator, month, value, approved)
        Target.objects.create(unit=self.people.east, indicator_id=self.closed, year=2026, value=100)
        rolling.drain()

    def code(self, indicator: int) -> str:
        return Indicator.objects.get(pk=indicator).code

    def get(self, name: str, path: str = "", **query: str) -> Any:  # JSON
        client = Client()
        client.force_login(self.user(name), backend="django.contrib.auth.backends.ModelBackend")
        response = client.get(f"{URL}{path}", query)
        return response.json() if response.status_code == 200 else response.status_code

    def user(self, name: str) -> User:
        return self.people[name]


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def test_a_row_tells_amounts_coverage_target_and_light(office: Office) -> None:
    body = office.get(
        "director", unit="east", indicator=office.code(office.closed), month="2026-04", grain="ytd"
    )
    (row,) = body["results"]
    assert body["count"] == 1
    assert row["as_of"] is not None
    del row["as_of"]
    assert row == {
        "unit": "east",
        "indicator": office.code(office.closed),
        "grain": "ytd",
        "period": "2026-04",
        "window": {"cutoff_day": None, "year_start_month": 1},
        "value": "42",
        "provisional": "47",
        "numerator": None,
        "denominator": None,
        "reported": 3,
        "expected": 8,
        "target": "100",
        "completion": "42",
        "pace": "33.33",
        "light": "ok",
        "stale": False,
    }


@pytest.mark.parametrize(
    ("grain", "periods"),
    [
        ("month", [f"2026-{month:02d}" for month in range(1, 13)]),
        ("quarter", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("half", ["2026-H1", "2026-H2"]),
        ("year", ["2026"]),
    ],
)
def test_a_year_lists_all_its_periods(office: Office, grain: str, periods: list[str]) -> None:
    body = office.get("director", unit="east", indicator=office.code(office.closed), year="2026", grain=grain)
    assert [row["period"] for row in body["results"]] == periods


@pytest.mark.parametrize(
    ("grain", "period", "value"),
    [
        ("month", "2026-04", "12"),
        ("quarter", "2026-Q2", "12"),
        ("half", "2026-H1", "42"),
        ("year", "2026", "42"),
    ],
)
def test_a_month_picks_the_period_that_contains_it(
    office: Office, grain: str, period: str, value: str
) -> None:
    body = office.get(
        "director", unit="east", indicator=office.code(office.closed), month="2026-04", grain=grain
    )
    assert [(row["period"], row["value"]) for row in body["results"]] == [(period, value)]


def test_a_rate_shows_its_sides(office: Office) -> None:
    (row,) = office.get(
        "director", unit="east", indicator=office.code(office.rate), year="2026", grain="year"
    )["results"]
    assert (row["value"], row["provisional"]) == ("75", "70")
    assert (row["numerator"], row["denominator"]) == ("30", "40")


def test_a_december_year_names_its_own_months(office: Office) -> None:
    body = office.get(
        "director", unit="east", indicator=office.code(office.planned), month="2025-12", grain="year"
    )
    assert [(row["period"], row["value"]) for row in body["results"]] == [("2026", "3")]
    assert body["results"][0]["window"] == {"cutoff_day": 20, "year_start_month": 12}


def test_children_adds_the_units_just_below(office: Office) -> None:
    body = office.get(
        "director", unit="east", indicator=office.code(office.closed), month="2026-01", children="1"
    )
    assert {row["unit"]: row["provisional"] for row in body["results"]} == {
        "east": "35",
        "east-jy": None,
        "east-zh": None,
        "east-01": "30",
        "east-02": "5",
    }


def test_without_a_unit_it_is_about_ones_own(office: Office) -> None:
    for name, unit in [("director", "east"), ("zhang", "east-01"), ("li", "east")]:
        body = office.get(name, indicator=office.code(office.closed), month="2026-01")
        assert [row["unit"] for row in body["results"]] == [unit]


def test_a_waiting_change_makes_a_row_stale(office: Office) -> None:
    Workbench().report(office.people.town, office.closed, JANUARY, 31)
    query = {"indicator": office.code(office.closed), "month": "2026-01"}
    assert office.get("director", unit="east", **query)["results"][0]["stale"] is True
    assert office.get("wang", unit="east-02", **query)["results"][0]["stale"] is False


def test_another_units_total_looks_like_none(office: Office) -> None:
    assert office.get("zhang", unit="east-02", year="2026") == 404
    assert office.get("zhang", unit="east", year="2026") == 404
    assert office.get("director", unit="west", year="2026") == 404
    assert office.get("director", unit="nowhere", year="2026") == 404
    assert (
        office.get("director", "trace/", unit="west", indicator=office.code(office.closed), year="2026")
        == 404
    )
    assert office.get("sysadmin", year="2026") == 403


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"year": "26"},
        {"month": "2026-13"},
        {"year": "2026", "grain": "week"},
        {"year": "2026", "units": "east"},
    ],
)
def test_an_unreadable_question_is_refused(office: Office, query: dict[str, str]) -> None:
    assert office.get("director", **query) == 400
    assert office.get("director", "trace/", unit="east", indicator=office.code(office.closed), **query) == 400


def sum_of(figures: list[dict[str, str | None]], name: str) -> Decimal:
    return sum((Decimal(figure[name] or 0) for figure in figures), Decimal(0))


@pytest.mark.parametrize("name", ["closed", "insured"])
@pytest.mark.parametrize(
    "when",
    [
        {"year": "2026"},
        {"month": "2026-01"},
        {"month": "2026-02", "grain": "ytd"},
        {"month": "2026-06", "grain": "half"},
    ],
)
def test_the_figures_of_a_trace_sum_to_the_total(office: Office, name: str, when: dict[str, str]) -> None:
    code = office.code(getattr(office, name))
    grain = {"grain": "year"} if "year" in when else {}
    (row,) = office.get("director", unit="east", indicator=code, **when, **grain)["results"]
    figures = office.get("director", "trace/", unit="east", indicator=code, **when)
    assert sum_of(figures, "value") == Decimal(row["value"])
    assert sum_of(figures, "provisional") == Decimal(row["provisional"])
    assert "west-01" not in {figure["unit"] for figure in figures}


def test_the_trace_of_a_stock_names_the_month_that_counts(office: Office) -> None:
    figures = office.get(
        "director", "trace/", unit="east", indicator=office.code(office.insured), year="2026"
    )
    assert [(figure["unit"], figure["month"], figure["value"]) for figure in figures] == [
        ("east-01", "2026-02", "90"),
        ("east-02", "2026-01", "7"),
    ]


def test_the_trace_of_a_rate_has_a_list_for_each_side(office: Office) -> None:
    code = office.code(office.rate)
    body = office.get("director", "trace/", unit="east", indicator=code, year="2026")
    assert [sum_of(body[side], "value") for side in ("numerator", "denominator")] == [30, 40]
    assert [sum_of(body[side], "provisional") for side in ("numerator", "denominator")] == [35, 50]
    assert {figure["indicator"] for figure in body["numerator"]} == {office.code(office.closed)}


def test_the_trace_of_a_maximum_is_the_figure_that_it_is(office: Office) -> None:
    bench = Workbench()
    bench.number = 100
    longest = bench.indicator("maximum")
    bench.report(office.people.town, longest, JANUARY, 40, 40)
    bench.report(office.people.other_town, longest, JANUARY, 25, 25)
    figures = office.get("director", "trace/", unit="east", indicator=office.code(longest), year="2026")
    assert [(figure["unit"], figure["value"]) for figure in figures] == [("east-01", "40")]
