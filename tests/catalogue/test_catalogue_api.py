"""Indicators and targets through the API."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bureau.catalogue.models import Indicator, IndicatorAlias, Target
from bureau.catalogue.names import search_text
from bureau.catalogue.recording import record_definition
from bureau.catalogue.targets import Goal, Paper, set_target
from bureau.organisation.models import User
from bureau.periods import Month
from tests.people import People, settle
from tests.small_catalogue import indicator


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def jobs(db: None) -> Indicator:
    row = indicator(
        "employment.jobs",
        "城镇新增就业人数",
        search_text=search_text("employment.jobs", ["城镇新增就业人数", "新增就业"]),
        cutoff_day=20,
        year_start_month=12,
    )
    IndicatorAlias.objects.create(indicator=row, name="新增就业")
    record_definition(row, None, text="旧口径", legal_basis="", month=Month(2020, 1))
    record_definition(row, row.definitions.get(), text="新口径", legal_basis="某文", month=Month(2023, 1))
    return row


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def set_jobs(people: People, jobs: Indicator, value: str = "11000") -> Target:
    goal = Goal(Target.Kind.AT_LEAST, Decimal(value))
    paper = Paper("市人社局", "12号", datetime.date(2026, 3, 1))
    return set_target(unit=people.east, indicator=jobs, year=2026, goal=goal, paper=paper, by=people["zhao"])


def wish(**more: object) -> dict[str, object]:
    return {"unit": "east", "indicator": "employment.jobs", "year": 2026, "value": "11000", **more}


def test_an_indicator_tells_its_definition_its_history_and_its_window(
    people: People, jobs: Indicator
) -> None:
    body = logged_in(people["zhang"]).get("/api/v1/indicators/employment.jobs/").json()
    assert body["definition"] == "新口径"
    assert [one["text"] for one in body["history"]] == ["旧口径", "新口径"]
    assert body["history"][1]["begins"] == "2023-01"
    assert body["window"] == {"cutoff_day": 20, "year_start_month": 12}
    assert (body["unit"], body["kind"], body["aliases"], body["parent"]) == ("人", "flow", ["新增就业"], None)


def test_indicators_are_found_by_initials_and_by_domain(people: People, jobs: Indicator) -> None:
    indicator("talent.posts", "博士后工作站", search_text=search_text("talent.posts", ["博士后工作站"]))
    client = logged_in(people["director"])
    found = client.get("/api/v1/indicators/", {"search": "czxzjy"}).json()
    assert [row["code"] for row in found["results"]] == ["employment.jobs"]
    assert client.get("/api/v1/indicators/", {"domain": "talent"}).json()["count"] == 1
    assert client.get("/api/v1/indicators/", {"domian": "talent"}).status_code == 400


def test_the_catalogue_costs_the_same_few_queries_for_one_row_or_many(
    people: People, jobs: Indicator, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(20):
        indicator(f"talent.more_{n}", f"指标{n}")
    client = logged_in(people["director"])
    with django_assert_max_num_queries(12):
        assert client.get("/api/v1/indicators/").json()["count"] == 21


def test_the_office_sets_targets_and_everybody_who_reads_the_unit_reads_them(
    people: People, jobs: Indicator
) -> None:
    answer = logged_in(people["zhao"]).put(
        "/api/v1/targets/", [wish(document="12号", date="2026-03-01", stretch="12000")], "application/json"
    )
    assert answer.status_code == 200, answer.json()
    assert answer.json()[0] == {
        "unit": "east",
        "indicator": "employment.jobs",
        "year": 2026,
        "kind": "at_least",
        "value": "11000",
        "stretch": "12000",
        "issuer": "",
        "document": "12号",
        "date": "2026-03-01",
        "version": 1,
    }
    seen = logged_in(people["director"]).get("/api/v1/targets/", {"unit": "east", "year": "2026"}).json()
    assert [row["value"] for row in seen["results"]] == ["11000"]


def test_targets_of_a_unit_that_is_not_ones_own_do_not_exist(people: People, jobs: Indicator) -> None:
    set_jobs(people, jobs)
    zhang = logged_in(people["zhang"])
    assert zhang.get("/api/v1/targets/", {"unit": "east"}).status_code == 404
    assert zhang.get("/api/v1/targets/").json()["count"] == 0
    put = logged_in(people["zhao"]).put("/api/v1/targets/", [wish(unit="west")], "application/json")
    assert put.status_code == 404


@pytest.mark.parametrize("name", ["zhang", "li", "chen", "director", "sysadmin"])
def test_nobody_but_the_office_sets_targets(people: People, jobs: Indicator, name: str) -> None:
    answer = logged_in(people[name]).put("/api/v1/targets/", [wish()], "application/json")
    assert answer.status_code == 403
    assert not Target.objects.exists()


def test_one_wrong_row_keeps_the_whole_list_out_and_is_named(people: People, jobs: Indicator) -> None:
    answer = logged_in(people["zhao"]).put(
        "/api/v1/targets/",
        [wish(), wish(year=2027, value="10.5"), wish(indicator="employment.none"), wish(value="1")],
        "application/json",
    )
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"1.value", "2.indicator", "3.indicator"}
    assert not Target.objects.exists()


def test_a_stale_version_is_refused_with_who_changed_it(people: People, jobs: Indicator) -> None:
    set_jobs(people, jobs)
    answer = logged_in(people["zhao"]).put(
        "/api/v1/targets/", [wish(value="9", version=0)], "application/json"
    )
    assert answer.status_code == 400
    assert "赵敏" in answer.json()["fields"]["0.value"][0]


def test_null_withdraws_a_target(people: People, jobs: Indicator) -> None:
    set_jobs(people, jobs)
    answer = logged_in(people["zhao"]).put("/api/v1/targets/", [wish(value=None)], "application/json")
    assert (answer.status_code, answer.json()) == (200, [])
    assert not Target.objects.current().exists()


@pytest.mark.parametrize("value", ["abc", "1e400", "9" * 30, "１，２３４人", True, [1]])
def test_what_is_no_number_is_a_sentence_and_no_error_of_ours(
    people: People, jobs: Indicator, value: object
) -> None:
    answer = logged_in(people["zhao"]).put("/api/v1/targets/", [wish(value=value)], "application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_administrators_read_the_catalogue_but_no_targets(people: People, jobs: Indicator) -> None:
    admin = logged_in(people["sysadmin"])
    assert admin.get("/api/v1/indicators/").status_code == 200
    assert admin.get("/api/v1/targets/").status_code == 403
