"""A sheet as its reader sees it."""

from __future__ import annotations

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.catalogue.models import Assignment, Indicator, Target
from bureau.figures.writing import CellChange, save_figures
from bureau.periods import Month
from bureau.returns.lines import CellState, Line
from bureau.returns.reading import counts_in, in_groups, read_lines, read_some
from tests.returns.office import MONTH, Office


def by_key(lines: list[Line]) -> dict[str, Line]:
    return {line.code.partition(".")[2]: line for line in lines}


def test_lines_stand_in_paper_order_with_numbers_groups_and_indents(office: Office) -> None:
    lines = read_lines(office.sheet())
    assert [(line.number_text, line.depth, line.name) for line in lines] == [
        ("01", 0, "城镇新增就业人数"),
        ("02", 1, "就业困难人员就业"),
        ("03", 0, "期末登记失业人数"),
        ("04", 0, "期末从业人数"),
        ("05", 0, "登记失业率"),
        ("06", 0, "创业担保贷款金额"),
        ("07", 0, "招聘活动场次"),
    ]
    assert [group.title for group in in_groups(lines)] == ["就业与失业", "创业扶持"]
    assert lines[1].is_first_child


def test_money_is_shown_in_ten_thousands_and_stored_to_the_fen(office: Office) -> None:
    loans = by_key(read_lines(office.filled()))["loans"]
    assert (loans.value, loans.text, loans.entry_unit) == (Decimal("84680001"), "8468.0001", "万元")


def test_a_sum_of_months_and_the_last_stock_make_the_year_to_date(office: Office) -> None:
    for month, jobs, unemployed in ((8, 10, 100), (9, 20, 110), (10, 30, 120)):
        sheet = office.sheet(month=Month(2026, month))
        office.fill(sheet, jobs=jobs, unemployed=unemployed)
    lines = by_key(read_lines(sheet))
    assert (lines["jobs"].previous, lines["jobs"].year_to_date) == (Decimal(20), Decimal(60))
    assert (lines["unemployed"].previous, lines["unemployed"].year_to_date) == (Decimal(110), Decimal(120))


def test_the_same_month_of_last_year_stands_beside_the_cell_but_not_in_the_year(office: Office) -> None:
    office.fill(office.sheet(month=Month(2025, 10)), jobs=7)
    sheet = office.sheet()
    office.fill(sheet, jobs=30)
    jobs = by_key(read_lines(sheet))["jobs"]
    assert (jobs.last_year, jobs.year_to_date) == (Decimal(7), Decimal(30))


def test_a_rate_is_made_from_its_parts_while_they_are_typed(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, unemployed=150)
    assert by_key(read_lines(sheet))["rate"].value is None
    office.fill(sheet, workforce=5850)
    rate = by_key(read_lines(sheet))["rate"]
    assert (rate.value, rate.value_text, rate.state) == (Decimal("2.5"), "2.50", CellState.DERIVED)


def test_a_rate_of_the_year_counts_only_months_in_which_every_part_is_reported(office: Office) -> None:
    office.fill(office.sheet(month=Month(2026, 9)), unemployed=100, workforce=900)
    sheet = office.sheet()
    office.fill(sheet, unemployed=700)
    rate = by_key(read_lines(sheet))["rate"]
    assert (rate.value, rate.year_to_date) == (None, Decimal(10))


def test_a_december_to_november_year_counts_from_december(office: Office) -> None:
    Indicator.objects.filter(pk=office.indicators["jobs"].pk).update(year_start_month=12)
    for month in (Month(2025, 11), Month(2025, 12), MONTH):
        office.fill(office.sheet(month=month), jobs=5)
    jobs = by_key(read_lines(office.sheet()))["jobs"]
    assert (jobs.year_to_date, jobs.slot) == (Decimal(10), 11)


def test_targets_give_a_completion_with_one_decimal_and_ceilings_a_word(office: Office) -> None:
    for key, kind, value in (("jobs", "at_least", 7), ("unemployed", "at_most", 100), ("events", "keep", 2)):
        Target.objects.create(
            unit=office.town, indicator=office.indicators[key], year=2026, kind=kind, value=value
        )
    lines = by_key(read_lines(office.filled()))
    assert (lines["jobs"].completion, lines["jobs"].target_text) == (Decimal("428.6"), "7")
    assert (lines["unemployed"].completion, lines["unemployed"].light) == (None, ("over", "超控制"))
    assert lines["unemployed"].target_text == "≤100"
    assert lines["events"].light == ("kept", "保持")


def test_zero_blank_and_not_applicable_are_three_things(office: Office) -> None:
    Assignment.objects.filter(unit=office.town, indicator=office.indicators["jobs"]).delete()
    sheet = office.sheet()
    office.fill(sheet, hard=0)
    lines = by_key(read_lines(sheet))
    assert lines["jobs"].state is CellState.NOT_APPLICABLE
    assert (lines["hard"].state, lines["hard"].value) == (CellState.SAVED, Decimal(0))
    assert (lines["events"].state, lines["events"].value) == (CellState.EMPTY, None)


def test_an_assignment_that_ended_is_not_asked_for_any_more(office: Office) -> None:
    Assignment.objects.filter(unit=office.town, indicator=office.indicators["events"]).update(
        ends=Month(2026, 9)
    )
    assert "events" not in by_key(read_lines(office.sheet()))


def test_a_sheet_with_two_hundred_cells_is_read_in_two_statements(office: Office) -> None:
    for number in range(200):
        indicator = Indicator.objects.create(
            code=f"employment.more_{number}",
            name=f"指标{number}",
            domain="employment",
            group_key="more",
            group="其他",
            duty="jobs",
            order=100 + number,
            unit="人",
            display_unit="人",
            kind="flow",
            aggregate="sum",
            direction="none",
            reported_by="towns",
        )
        Assignment.objects.create(unit=office.town, indicator=indicator, begins=Month(2026, 1))
    sheet = office.sheet()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(read_lines(sheet)) == 207
    assert len(queries) == 2


def test_the_counts_say_what_is_asked_filled_and_missing(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=3, hard=0)
    save_figures(
        sheet=sheet,
        changes=[CellChange(office.indicators["loans"].pk, None, 0, explanation="银行数据未出")],
        by=office["zhang"],
    )
    counts = counts_in(read_lines(sheet))
    assert (counts.asked, counts.filled, counts.explained, counts.missing) == (6, 2, 1, 3)
    assert counts.derived == 1


def test_after_a_save_only_the_cell_and_the_rates_made_of_it_are_read_again(office: Office) -> None:
    sheet = office.filled()
    assert by_key(read_some(sheet, [office.indicators["unemployed"].pk])).keys() == {"unemployed", "rate"}
    assert by_key(read_some(sheet, [office.indicators["jobs"].pk])).keys() == {"jobs"}
