from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.periods import (
    CALENDAR,
    SPANS,
    YEAR_SPAN,
    HalfYear,
    Month,
    Period,
    PeriodError,
    Quarter,
    Span,
    StatisticalWindow,
    Year,
    YearToDate,
    parse_period,
)

years = st.integers(1995, 2094)
months = st.builds(Month, years, st.integers(1, 12))
windows = st.builds(StatisticalWindow, st.none() | st.integers(1, 28), st.integers(1, 12))
days = st.dates(date(1995, 1, 1), date(2094, 12, 31))
FORMS = StatisticalWindow(cutoff_day=20, year_start_month=12)


@given(months)
def test_a_month_reads_back_as_it_prints_and_as_it_is_stored(month: Month) -> None:
    assert Month.parse(str(month)) == month == Month.from_number(month.number)


@given(
    months
    | st.builds(Quarter, years, st.integers(1, 4))
    | st.builds(HalfYear, years, st.integers(1, 2))
    | st.builds(Year, years)
)
def test_every_period_reads_back_as_it_prints(period: Month | Quarter | HalfYear | Year) -> None:
    assert parse_period(str(period)) == period


@given(months, st.integers(-300, 300), st.integers(-300, 300))
def test_adding_months_is_addition(month: Month, one: int, two: int) -> None:
    assert month + one + two == month + (one + two)
    assert month + one - one == month
    assert (month + one) - month == one
    assert (month < month + one) == (one > 0)


@given(months, st.integers(0, 60))
def test_the_months_between_two_are_consecutive(first: Month, count: int) -> None:
    run = list(Month.between(first, first + count))
    assert len(run) == count + 1
    assert all(later.previous == earlier for earlier, later in zip(run, run[1:], strict=False))


@given(months)
def test_a_calendar_month_ends_the_day_before_the_next_begins(month: Month) -> None:
    assert month.last_day + timedelta(days=1) == month.next.first_day
    assert Month.of(month.first_day) == Month.of(month.last_day) == month


@given(windows, days)
def test_every_day_falls_in_exactly_one_month_of_a_window(window: StatisticalWindow, day: date) -> None:
    month = window.month_of(day)
    first, last = window.days_of(month)
    assert first <= day <= last
    assert window.days_of(month.previous)[1] == first - timedelta(days=1)
    assert window.days_of(month.next)[0] == last + timedelta(days=1)


@given(windows, months)
def test_every_month_stands_in_one_slot_of_one_year(window: StatisticalWindow, month: Month) -> None:
    year, slot = window.year_of(month), window.slot_of(month)
    assert window.month_at(year, slot) == month
    assert window.months_of(year)[slot - 1] == month
    assert window.months_of(year)[-1] + 1 == window.months_of(year + 1)[0]


@given(windows, years)
def test_quarters_and_halves_cut_the_year_without_rest(window: StatisticalWindow, year: int) -> None:
    whole = window.months_in(Year(year))
    assert sum((window.months_in(Quarter(year, n)) for n in range(1, 5)), ()) == whole
    assert sum((window.months_in(HalfYear(year, n)) for n in range(1, 3)), ()) == whole
    assert all(month in window.months_in(window.quarter_of(month)) for month in whole)
    assert all(month in window.months_in(window.half_year_of(month)) for month in whole)


@given(windows, years, st.sampled_from(SPANS))
def test_a_totals_column_and_its_period_cover_the_same_months(
    window: StatisticalWindow, year: int, span: Span
) -> None:
    period = window.period_at(year, span)
    assert window.span_of(period) == span
    assert [window.slot_of(month) for month in window.months_in(period)] == list(span.slots)
    assert Span.parse(span.name) == span


def test_the_columns_of_a_year_of_totals_have_these_names() -> None:
    assert [span.name for span in SPANS] == (
        [f"m{n:02d}" for n in range(1, 13)]
        + ["q1", "q2", "q3", "q4", "h1", "h2"]
        + [f"t{n:02d}" for n in range(1, 13)]
    )
    assert YEAR_SPAN.name == "t12"


def test_a_december_to_november_year_is_named_after_its_end() -> None:
    assert FORMS.months_of(2026)[0] == Month(2025, 12)
    assert FORMS.months_of(2026)[-1] == Month(2026, 11)
    assert FORMS.days_in(Year(2026)) == (date(2025, 11, 21), date(2026, 11, 20))
    assert FORMS.span_of(YearToDate(Month(2025, 12))).name == "t01"


def test_a_month_closed_on_the_20th_begins_on_the_21st_before() -> None:
    assert FORMS.days_of(Month(2026, 3)) == (date(2026, 2, 21), date(2026, 3, 20))
    assert FORMS.month_of(date(2026, 3, 20)) == Month(2026, 3)
    assert FORMS.month_of(date(2026, 3, 21)) == Month(2026, 4)


@pytest.mark.parametrize(
    ("name", "pace"),
    [
        ("m10", Fraction(5, 6)),
        ("q1", Fraction(1, 4)),
        ("h1", Fraction(1, 2)),
        ("t11", Fraction(11, 12)),
        ("t12", 1),
    ],
)
def test_pace_is_months_elapsed_of_twelve(name: str, pace: Fraction) -> None:
    assert Span.parse(name).pace == pace


@pytest.mark.parametrize(
    ("period", "label", "short"),
    [
        (Month(2026, 10), "2026年10月", "10月"),
        (Quarter(2026, 3), "2026年三季度", "三季度"),
        (HalfYear(2026, 1), "2026年上半年", "上半年"),
        (Year(2026), "2026年", "全年"),
        (YearToDate(Month(2026, 11)), "截至2026年11月底", "截至11月底"),
    ],
)
def test_periods_are_named_as_people_name_them(period: Period, label: str, short: str) -> None:
    assert (period.label, period.short_label) == (label, short)


@pytest.mark.parametrize(
    ("window", "period", "label"),
    [
        (CALENDAR, YearToDate(Month(2026, 11)), "1—11月"),
        (CALENDAR, YearToDate(Month(2026, 1)), "1月"),
        (CALENDAR, Quarter(2026, 3), "7—9月"),
        (FORMS, YearToDate(Month(2026, 11)), "2025年12月—2026年11月"),
    ],
)
def test_a_range_of_months_names_its_ends(window: StatisticalWindow, period: Period, label: str) -> None:
    assert window.range_label(period) == label


def test_labels_say_the_year_and_the_cut_off_where_asked() -> None:
    assert CALENDAR.range_label(YearToDate(Month(2026, 11)), with_year=True) == "2026年1—11月"
    assert CALENDAR.as_of_label(Month(2026, 11)) == "截至11月底"
    assert FORMS.as_of_label(Month(2026, 11)) == "截至11月20日"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-1",
        "2026-13",
        "2026-00",
        "26-01",
        "２０２６-01",
        "٢٠٢٦-01",
        "2026-10\n",
        "0000-01",
        "9999-12",
    ],
)
def test_what_is_no_month_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(PeriodError, match="。$"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-Q0", "2026-H3", "2026-q1", "20260", "2026-1", "1066"])
def test_what_is_no_period_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(PeriodError, match="。$"):
        parse_period(text)


@pytest.mark.parametrize("name", ["", "m1", "m13", "q5", "h0", "t00", "y"])
def test_what_is_no_totals_column_is_refused(name: str) -> None:
    with pytest.raises(PeriodError):
        Span.parse(name)


def test_a_window_that_cannot_be_is_refused() -> None:
    with pytest.raises(PeriodError):
        StatisticalWindow(cutoff_day=31)
    with pytest.raises(PeriodError):
        StatisticalWindow(year_start_month=0)
