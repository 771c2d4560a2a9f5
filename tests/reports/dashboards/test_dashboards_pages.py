"""The completion page and the page of an indicator, on figures that were typed, reported and approved."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bureau.catalogue.models import Indicator, Target
from bureau.catalogue.targets import Goal, Paper, set_target
from bureau.figures.models import Sheet
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from tests.people import People, settle
from tests.small_catalogue import approved, assign, fill, indicator, rate, settle_sheet

JUNE = Month(2025, 6)
COMPLETION = "/completion/"
JOBS_PAGE = "/indicators/employment.jobs/"


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def jobs(people: People) -> Indicator:
    one = indicator("employment.jobs", "城镇新增就业人数")
    assign(one, people.town, people.other_town)
    return one


def goal(unit: Unit, one: Indicator, value: str, kind: Target.Kind = Target.Kind.AT_LEAST) -> Target:
    paper = Paper("市人社局", "云人社〔2025〕12号", None)
    return set_target(
        unit=unit, indicator=one, year=2025, goal=Goal(kind, Decimal(value)), paper=paper, by=None
    )


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(user: User, path: str = COMPLETION, **more: str | int) -> str:
    response = as_user(user).get(path, {"year": 2025, "month": 6, **more})
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def cell(text: str, code: str = "employment.jobs") -> str:
    """What stands in the column 累计完成 of an indicator."""
    found = re.search(rf'data-code="{code}">(.*?)</td>', text, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>|\s+", "", found[1])


def half_year(people: People, jobs: Indicator) -> None:
    for number in range(1, 7):
        month = Month(2025, number)
        approved(people.town, month, {jobs: 30}, by=people["zhang"], reviewer=people["li"])
        approved(people.other_town, month, {jobs: 20}, by=people["wang"], reviewer=people["li"])


def test_the_director_reads_target_value_completion_pace_light_and_document(
    people: People, jobs: Indicator
) -> None:
    goal(people.east, jobs, "500")
    half_year(people, jobs)
    text = page(people["director"])
    assert cell(text) == "300"
    for printed in ("60.0%", "+10.0", "按进度", "云人社〔2025〕12号", "时序 50.0%"):
        assert printed in text, printed


def test_an_approval_moves_the_page_and_what_is_not_approved_is_starred(
    people: People, jobs: Indicator
) -> None:
    goal(people.east, jobs, "500")
    half_year(people, jobs)
    july = Month(2025, 7)
    sheet = fill(people.town, july, {jobs: 40}, by=people["zhang"])
    assert cell(page(people["director"], month=7)) == "300340*"
    settle_sheet(sheet, by=people["zhang"], reviewer=people["li"])
    assert cell(page(people["director"], month=7)) == "340"


def test_missing_is_not_zero(people: People, jobs: Indicator) -> None:
    goal(people.east, jobs, "500")
    text = page(people["director"])
    assert cell(text) == "未填报"
    approved(people.town, JUNE, {jobs: 0}, by=people["zhang"], reviewer=people["li"])
    text = page(people["director"])
    assert cell(text) == "0"
    assert "已报1/12" in text


def test_the_ranking_shares_ranks_and_puts_towns_without_a_target_below(
    people: People, jobs: Indicator
) -> None:
    goal(people.east, jobs, "500")
    goal(people.town, jobs, "300")
    half_year(people, jobs)
    text = page(people["director"])
    ranked = text[text.index('id="rank"') : text.index("截至6月")]
    assert re.findall(r"城关镇|东湖街道|60\.00%|无目标", ranked) == ["城关镇", "60.00%", "东湖街道", "无目标"]
    goal(people.other_town, jobs, "200")
    text = page(people["director"])
    ranked = text[text.index('id="rank"') : text.index("截至6月")]
    assert ranked.count("<td>1</td>") == 2


def test_only_what_is_behind_can_be_asked_for(people: People, jobs: Indicator) -> None:
    slow = indicator("employment.slow", "见习人数")
    assign(slow, people.town)
    goal(people.east, jobs, "500")
    goal(people.east, slow, "1000")
    for number in range(1, 7):
        approved(
            people.town, Month(2025, number), {jobs: 60, slow: 10}, by=people["zhang"], reviewer=people["li"]
        )
    text = page(people["director"], show="behind")
    table = text[: text.index("<aside>")]
    assert "见习人数" in table
    assert "城镇新增就业人数" not in table
    assert "滞后" in table


def test_a_ceiling_stands_in_words(people: People, jobs: Indicator) -> None:
    lost = indicator("employment.lost", "失业人数")
    base = indicator("employment.base", "劳动力")
    unemployment = rate("employment.unemployment", "登记失业率", lost, base)
    assign(lost, people.town)
    assign(base, people.town)
    goal(people.east, unemployment, "3", Target.Kind.AT_MOST)
    approved(people.town, JUNE, {lost: 242, base: 10000, jobs: 1}, by=people["zhang"], reviewer=people["li"])
    text = page(people["director"])
    assert cell(text, "employment.unemployment") == "2.4"
    assert "控制内" in text
    assert "低 0.6" in text


def test_the_page_of_an_indicator_walks_back_to_the_sheets_and_the_figures_add_up(
    people: People, jobs: Indicator
) -> None:
    goal(people.east, jobs, "500")
    half_year(people, jobs)
    fill(people.town, Month(2025, 7), {jobs: 999}, by=people["zhang"])
    shown = cell(page(people["director"], month=7)).replace("1299*", "")
    text = page(people["director"], JOBS_PAGE, month=7)
    sources = text[text.index('id="sources"') :]
    total = re.search(r'data-total="([\d.]+)"', sources)
    assert total is not None
    assert Decimal(total[1]) == Decimal(shown) == 300
    filed = [Decimal(n) for n in re.findall(r'/sheets/\d+/">\s*(\d+)\s*</a>\s*</td>', sources)]
    assert sum(filed) == 300
    sheet = Sheet.objects.get(unit=people.town, month=JUNE)
    assert f"/sheets/{sheet.pk}/" in sources


def test_a_rate_is_shown_with_its_two_sides(people: People, jobs: Indicator) -> None:
    due = indicator("employment.due", "应办件数")
    closed_rate = rate("employment.closed_rate", "办结率", jobs, due)
    assign(due, people.town)
    approved(people.town, JUNE, {jobs: 9, due: 10}, by=people["zhang"], reviewer=people["li"])
    text = page(people["director"], f"/indicators/{closed_rate.code}/")
    sources = re.sub(r"<[^>]+>|\s+", "", text[text.index('id="sources"') :])
    assert "分子9城镇新增就业人数" in sources
    assert "分母10应办件数" in sources
    assert "90.0%" in sources


def test_an_indicator_without_target_or_figures_has_a_page_all_the_same(
    people: People, jobs: Indicator
) -> None:
    assert "未填报" in page(people["director"], JOBS_PAGE)
    assert "还没有目标" in page(people["director"])


def test_a_leader_drills_into_any_unit_she_reads(people: People, jobs: Indicator) -> None:
    goal(people.town, jobs, "300")
    half_year(people, jobs)
    assert cell(page(people["director"], unit="east-01")) == "180"
    assert "180" in page(people["director"], JOBS_PAGE, unit="east-01")


def test_a_clerk_of_a_town_reads_her_own_town_and_the_published_ranking(
    people: People, jobs: Indicator
) -> None:
    for unit, value in ((people.town, "300"), (people.other_town, "200"), (people.east, "500")):
        goal(unit, jobs, value)
    half_year(people, jobs)
    fill(people.other_town, Month(2025, 7), {jobs: 77}, by=people["wang"])
    text = page(people["zhang"], month=7)
    assert cell(text) == "180"
    assert "东湖街道" in text
    assert "60.00%" in text
    # What a sister town typed and nobody approved is not published; nor is there a way into her pages.
    assert "98.50%" not in text
    assert "截至6月" in text
    assert "unit=east-02" not in text


@pytest.mark.parametrize("path", [COMPLETION, JOBS_PAGE])
@pytest.mark.parametrize(
    ("name", "unit", "status"),
    [
        ("zhang", "east-01", 200),
        ("zhang", "east-02", 404),
        ("zhang", "east", 404),
        ("director", "west", 404),
        ("director", "west-01", 404),
        ("director", "city", 404),
        ("zhao", "east-02", 200),
        ("li", "east", 200),
        ("chen", "east", 200),
        ("xu", "east", 404),
        ("sysadmin", "east", 403),
        ("secadmin", "east", 403),
        ("auditor", "east", 403),
        ("stranger", "east", 403),
    ],
)
def test_foreign_units_do_not_exist_and_administrators_have_no_right(
    people: People, jobs: Indicator, path: str, name: str, unit: str, status: int
) -> None:
    assert as_user(people[name]).get(path, {"unit": unit}).status_code == status


def test_nobody_writes_on_a_page_that_only_shows(people: People, jobs: Indicator) -> None:
    for path in (COMPLETION, JOBS_PAGE, "/targets/2025/"):
        assert as_user(people["director"]).post(path).status_code == 403


@pytest.mark.parametrize(
    "query", ["year=abc", "year=1066", "month=13", "month=0", "show=x", "rank=none", "unit=none"]
)
def test_a_time_or_a_unit_that_does_not_exist_is_no_page(people: People, jobs: Indicator, query: str) -> None:
    goal(people.east, jobs, "500")
    goal(people.town, jobs, "500")
    assert as_user(people["director"]).get(f"{COMPLETION}?year=2025&{query}").status_code == 404


def test_an_open_page_is_told_nothing_until_something_moves(people: People, jobs: Indicator) -> None:
    goal(people.east, jobs, "500")
    approved(people.town, JUNE, {jobs: 30}, by=people["zhang"], reviewer=people["li"])
    client, htmx = as_user(people["director"]), {"HX-Request": "true"}

    def poll_address(text: str) -> str:
        found = re.search(r'hx-get="([^"]+)"', text)
        assert found is not None
        return COMPLETION + found[1].replace("&amp;", "&")

    asked = poll_address(client.get(COMPLETION, {"year": 2025, "month": 6}).content.decode())
    assert client.get(asked, headers=htmx).status_code == 204
    approved(people.other_town, JUNE, {jobs: 5}, by=people["wang"], reviewer=people["li"])
    moved = client.get(asked, headers=htmx)
    assert moved.status_code == 200
    assert cell(moved.content.decode()) == "35"
    assert "<html" not in moved.content.decode()
    assert 'id="stamp" hx-swap-oob="true"' in moved.content.decode()
    asked = poll_address(moved.content.decode())
    assert client.get(asked, headers=htmx).status_code == 204
    goal(people.east, jobs, "400")
    assert client.get(asked, headers=htmx).status_code == 200


def test_an_open_page_whose_login_ran_out_is_loaded_anew(people: People) -> None:
    answer = Client().get(COMPLETION, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")
    assert Client().get(COMPLETION).status_code == 302


def test_more_indicators_cost_no_more_queries(
    people: People, jobs: Indicator, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        one = indicator(f"employment.more_{number}", f"指标{number}")
        assign(one, people.town)
        goal(people.east, one, "10")
        goal(people.town, one, "10")
    client = as_user(people["director"])
    with django_assert_max_num_queries(26):
        client.get(COMPLETION, {"year": 2025})


def test_of_a_stock_the_last_figure_of_each_town_counts(people: People, jobs: Indicator) -> None:
    insured = indicator("employment.insured", "参保人数", kind="stock", aggregate="last")
    assign(insured, people.town, people.other_town)
    for number, value in ((4, 100), (5, 110), (6, 105)):
        approved(
            people.town,
            Month(2025, number),
            {jobs: 1, insured: value},
            by=people["zhang"],
            reviewer=people["li"],
        )
    approved(
        people.other_town, Month(2025, 5), {jobs: 1, insured: 50}, by=people["wang"], reviewer=people["li"]
    )
    text = page(people["director"], "/indicators/employment.insured/")
    assert 'data-total="155.0000"' in text
    assert re.search(r"<dd>\s*155", text)
