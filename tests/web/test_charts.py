"""Geometry of the charts: nothing leaves the drawing, nothing missing is drawn as zero."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.web.charts import (
    Event,
    Filing,
    Forecast,
    Landing,
    cumulative,
    deadline_axis,
    filing_matrix,
    mini_bars,
    progress_bar,
    trend,
)
from bureau.web.charts.cumulative import scale
from bureau.web.charts.deadlines import LETTER

MONTHS = [f"{month}月" for month in range(1, 13)]
figures = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
year = st.lists(st.none() | figures, min_size=12, max_size=12)
shares = st.decimals(min_value=0, max_value=10**6, places=2)


def test_the_bar_of_the_sheet_stands_where_the_paper_has_it() -> None:
    bar = progress_bar(Decimal("94.9"), pace=Decimal("91.7"))
    assert (bar.bar, bar.target, bar.pace) == (86.27, 90.91, 83.36)
    assert not bar.more


@given(share=st.none() | shares, pace=shares, scale=st.sampled_from([110, 125]))
def test_no_part_of_a_progress_bar_leaves_the_drawing(
    share: Decimal | None, pace: Decimal, scale: int
) -> None:
    bar = progress_bar(share, pace=pace, landing=Landing(pace, pace, pace), scale=scale, height=20)
    places = [bar.bar, bar.target, bar.pace or 0.0]
    if bar.whisker:
        places += [bar.whisker.low, bar.whisker.likely, bar.whisker.high]
    assert all(0 <= place <= 100 for place in places)
    assert 0 <= bar.top < bar.foot < bar.whisker_foot <= bar.height


@given(share=shares)
def test_a_bar_reaches_the_target_line_exactly_when_the_target_is_reached(share: Decimal) -> None:
    bar = progress_bar(share)
    assert (share >= 100) == (bar.tone == "is-soft")
    assert bar.bar >= bar.target if share >= 100 else bar.bar <= bar.target


def test_a_late_bar_is_red_until_it_is_full() -> None:
    assert progress_bar(65, late=True).tone == "is-late"
    assert progress_bar(100, late=True).tone == "is-soft"


@given(this_year=year, last_year=year)
def test_a_trend_draws_each_known_month_once_and_no_missing_one(
    this_year: list[Decimal | None], last_year: list[Decimal | None]
) -> None:
    chart = trend(this_year, last_year)
    points = [point for line in chart.lines for point in line.split()]
    alone = len(chart.dots)
    known = sum(value is not None for value in this_year)
    assert len(points) <= known <= len(points) + alone
    for point in points:
        x, y = map(float, point.split(","))
        assert 0 <= x <= chart.width
        assert 0 <= y <= chart.height


def test_a_gap_breaks_the_line_and_a_lone_month_is_a_dot() -> None:
    chart = trend([5, None, 7, None, None, 3, 4])
    assert len(chart.lines) == 1
    assert [dot.x for dot in chart.dots] == [3.0, 41.7, 119.0]


def test_months_not_yet_approved_are_open_dots() -> None:
    chart = trend([1, 2, 3], provisional=[2])
    assert [dot.open for dot in chart.dots] == [True]


def test_a_reported_zero_keeps_a_hairline_and_a_missing_month_its_empty_place() -> None:
    chart = mini_bars([4, 0, None, 2], current=3)
    assert [bar.height for bar in chart.bars] == [16.0, 1.0, 8.0]
    assert [bar.is_current for bar in chart.bars] == [False, False, True]
    assert [bar.height for bar in mini_bars([0, 0]).bars] == [1.0, 1.0]


@given(low=st.floats(-1e12, 0), high=st.floats(0, 1e12))
def test_ticks_are_round_even_and_hold_all_values(low: float, high: float) -> None:
    ticks = scale(low, high)
    assert float(ticks[0]) <= low
    assert float(ticks[-1]) >= high
    assert len({after - before for before, after in pairwise(ticks)}) == 1
    assert len(ticks) <= 8


def test_the_year_of_urban_new_jobs_looks_as_on_the_sample_page() -> None:
    chart = cumulative(
        [742, 1430, 2614, 3686, 4701, 5827, 6795, 7688, 8721, 9627, 10439, None],
        months=MONTHS,
        target=11000,
        forecast=Forecast(11242, 11320, 11396),
        last_year=11020,
        provisional=[10],
    )
    assert [tick.value for tick in chart.ticks] == [0, 3000, 6000, 9000, 12000]
    assert chart.target_y == 31.7
    assert chart.last is not None
    assert str(chart.last) == "698.7,41.6"
    assert chart.last_value == 10439
    assert [dot.open for dot in chart.dots] == [False] * 10 + [True]
    assert chart.next_line == "698.7,41.6 764.0,26.0"


@given(
    values=year,
    target=st.none() | figures,
    forecast=st.none() | st.tuples(figures, figures, figures),
    last_year=st.none() | figures,
)
def test_names_at_the_right_edge_never_cover_each_other(
    values: list[Decimal | None],
    target: Decimal | None,
    forecast: tuple[Decimal, Decimal, Decimal] | None,
    last_year: Decimal | None,
) -> None:
    ends = Forecast(*sorted(forecast)) if forecast else None
    chart = cumulative(values, months=MONTHS, target=target, forecast=ends, last_year=last_year)
    heights = [label.y for label in chart.labels]
    assert all(after - before >= 14.9 for before, after in pairwise(heights))
    assert all(0 < y <= chart.height + 30 for y in heights)
    assert len(chart.dots) == sum(value is not None for value in values)


def test_a_year_that_is_over_has_no_forecast() -> None:
    chart = cumulative(list(range(12)), months=MONTHS, forecast=Forecast(11, 11, 11))
    assert chart.next_line is None
    assert "forecast" not in {label.kind for label in chart.labels}


def test_the_matrix_of_filings_has_a_legend_of_what_occurs() -> None:
    chart = filing_matrix([("就业月报", [Filing.ON_TIME, Filing.RETURNED, Filing.NONE])], ["1", "2", "3"])
    assert chart.legend == [Filing.ON_TIME, Filing.RETURNED]


def test_states_of_filings_differ_by_shape_or_outline_and_by_word() -> None:
    shown = [state for state in Filing if state is not Filing.NONE]
    assert len({state.word for state in Filing}) == len(list(Filing))
    assert len({(state.path, state is Filing.DUE) for state in shown}) == len(shown)


def test_a_row_of_another_length_than_the_head_is_refused() -> None:
    with pytest.raises(ValueError, match="就业月报"):
        filing_matrix([("就业月报", [Filing.DUE])], ["1", "2"])


first_day = date(2026, 11, 1)
events = st.lists(
    st.builds(
        Event,
        on=st.integers(0, 29).map(lambda day: first_day + timedelta(days=day)),
        label=st.text("报送截止审核", min_size=1, max_size=7),
        is_due=st.booleans(),
    ),
    max_size=6,
)


@given(events=events, today=st.integers(0, 29))
def test_labels_on_the_axis_of_days_never_touch(events: list[Event], today: int) -> None:
    now = first_day + timedelta(days=today)
    chart = deadline_axis(first_day, date(2026, 11, 30), today=now, events=events)
    boxes = []
    for mark in chart.marks:
        wide = len(mark.label) * LETTER
        begin = mark.x - wide * {"e": 1.0, "m": 0.5, "": 0.0}[mark.anchor]
        boxes.append((begin, begin + wide, mark.y))
    for one, other in combinations(boxes, 2):
        assert one[2] != other[2] or one[1] <= other[0] or other[1] <= one[0]
    assert all(begin >= 0 and end <= chart.width for begin, end, _ in boxes)
    assert [mark.day for mark in chart.marks if mark.weight == "t-blue"] == [str(now.day)]
    assert all(mark.y > 0 for mark in chart.marks)


def test_the_bar_ahead_ends_at_the_next_date_that_counts() -> None:
    due = Event(date(2026, 11, 27), "截止", is_due=True)
    over = Event(date(2026, 11, 5), "旧截止", is_due=True)
    chart = deadline_axis(first_day, date(2026, 11, 30), today=date(2026, 11, 24), events=[over, due])
    assert chart.ahead is not None
    assert chart.ahead.x + chart.ahead.width == pytest.approx(
        next(mark.x for mark in chart.marks if mark.label == "截止")
    )
    assert chart.summary == "11月5日旧截止，11月24日今天，11月27日截止"


def test_nothing_lies_ahead_once_every_date_is_over() -> None:
    over = Event(date(2026, 11, 5), "截止", is_due=True)
    chart = deadline_axis(first_day, date(2026, 11, 30), today=date(2026, 11, 24), events=[over])
    assert chart.ahead is None


def test_an_axis_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        deadline_axis(first_day, first_day, today=first_day, events=[])
