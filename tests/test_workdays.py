from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.workdays import Clock, ClockState, DayUnit, Suspension, WorkCalendar, published_exceptions

DAY = timedelta(days=1)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
calendars = st.builds(WorkCalendar, st.dictionaries(days, st.booleans(), max_size=40))
PUBLISHED = WorkCalendar(published_exceptions())
PLAIN = WorkCalendar()


@given(calendars, days, st.integers(1, 40), st.integers(1, 40))
def test_adding_working_days_is_addition(calendar: WorkCalendar, day: date, one: int, two: int) -> None:
    assert calendar.add(calendar.add(day, one), two) == calendar.add(day, one + two)


@given(calendars, days, st.integers(1, 60))
def test_the_nth_working_day_after_a_day_has_n_working_days_up_to_it(
    calendar: WorkCalendar, day: date, workdays: int
) -> None:
    reached = calendar.add(day, workdays)
    assert calendar.is_workday(reached)
    assert calendar.count(day + DAY, reached) == workdays


@given(calendars, days, st.integers(1, 60))
def test_going_back_from_a_working_day_undoes_going_forward(
    calendar: WorkCalendar, day: date, workdays: int
) -> None:
    start = calendar.next_workday(day)
    assert calendar.add(calendar.add(start, workdays), -workdays) == start


@given(calendars, days)
def test_the_next_working_day_is_the_first_one_not_before(calendar: WorkCalendar, day: date) -> None:
    found = calendar.next_workday(day)
    assert calendar.is_workday(found)
    assert calendar.count(day, found) == 1
    assert calendar.previous_workday(found) == found


@given(calendars, days, st.integers(1, 90), st.integers(0, 30), st.sampled_from(DayUnit))
def test_days_left_reach_zero_on_the_last_day_and_are_negative_after(
    calendar: WorkCalendar, start: date, limit: int, extension: int, unit: DayUnit
) -> None:
    clock = Clock(start, limit, unit, calendar, extension=extension, moves_off_rest_days=False)
    due = clock.due_on
    assert due is not None
    assert clock.days_left(start) == limit + extension
    assert clock.days_left(due) == 0
    assert clock.state(due) is ClockState.SOON
    assert clock.days_left(calendar.next_workday(due + DAY)) < 0
    assert clock.state(due + DAY) is ClockState.LATE


@given(calendars, days, st.integers(1, 60), st.integers(0, 80), st.integers(0, 80))
def test_a_suspended_calendar_clock_is_due_later_by_the_days_it_stood_still(
    calendar: WorkCalendar, start: date, limit: int, offset: int, length: int
) -> None:
    running = Clock(start, limit, calendar=calendar, moves_off_rest_days=False)
    begins = start + DAY * (offset + 1)
    suspension = Suspension(begins, begins + DAY * length)
    stood = Clock(start, limit, calendar=calendar, suspensions=(suspension,), moves_off_rest_days=False)
    assert running.due_on is not None
    shift = length + 1 if begins <= running.due_on else 0
    assert stood.due_on == running.due_on + DAY * shift


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 9, 20), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 17), False),
        (date(2026, 10, 11), False),
        (date(2026, 10, 12), True),
    ],
)
def test_published_holidays_and_make_up_days_are_known(day: date, works: bool) -> None:
    assert PUBLISHED.is_workday(day) is works


def test_a_year_without_a_published_notice_is_said_to_be_unknown() -> None:
    assert PUBLISHED.knows(2026)
    assert not PUBLISHED.knows(2090)
    assert not PLAIN.knows(2026)


def test_ten_working_days_over_national_day_skip_it_and_count_the_make_up_day() -> None:
    assert PUBLISHED.add(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert PUBLISHED.add(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert PUBLISHED.count(date(2026, 10, 1), date(2026, 10, 11)) == 3


def test_an_injury_decision_due_on_a_holiday_moves_to_the_next_working_day() -> None:
    sixty_days = Clock(date(2026, 8, 4), 60, calendar=PUBLISHED)
    assert sixty_days.due_on == date(2026, 10, 8)
    unmoved = Clock(date(2026, 8, 4), 60, calendar=PUBLISHED, moves_off_rest_days=False)
    assert unmoved.due_on == date(2026, 10, 3)


def test_an_inspection_has_sixty_working_days_and_thirty_more_when_extended() -> None:
    clock = Clock(date(2026, 3, 2), 60, DayUnit.WORKING, PLAIN)
    assert clock.due_on == date(2026, 5, 25)
    assert Clock(date(2026, 3, 2), 60, DayUnit.WORKING, PLAIN, extension=30).due_on == date(2026, 7, 6)


def test_a_clock_suspended_without_an_end_has_no_last_day_and_keeps_what_was_left() -> None:
    clock = Clock(date(2026, 3, 2), 60, calendar=PLAIN, suspensions=(Suspension(date(2026, 3, 13)),))
    assert clock.due_on is None
    assert clock.state(date(2027, 1, 1)) is ClockState.SUSPENDED
    assert clock.days_left(date(2026, 3, 7)) == 55
    assert clock.days_left(date(2027, 1, 1)) == 50


def test_overlapping_suspensions_stop_the_clock_once() -> None:
    pauses = (
        Suspension(date(2026, 3, 5), date(2026, 3, 10)),
        Suspension(date(2026, 3, 8), date(2026, 3, 14)),
    )
    clock = Clock(date(2026, 3, 2), 15, calendar=PLAIN, suspensions=pauses, moves_off_rest_days=False)
    assert clock.due_on == date(2026, 3, 27)
    assert clock.state(date(2026, 3, 9)) is ClockState.SUSPENDED


@pytest.mark.parametrize(
    ("today", "state", "word", "left"),
    [
        (date(2026, 3, 3), ClockState.FINE, "正常", 14),
        (date(2026, 3, 12), ClockState.SOON, "即将到期", 5),
        (date(2026, 3, 17), ClockState.SOON, "即将到期", 0),
        (date(2026, 3, 18), ClockState.LATE, "已逾期", -1),
    ],
)
def test_the_light_of_a_clock_has_a_word(today: date, state: ClockState, word: str, left: int) -> None:
    clock = Clock(date(2026, 3, 2), 15, calendar=PLAIN)
    assert (clock.state(today), clock.state(today).label, clock.days_left(today)) == (state, word, left)


def test_a_clock_or_a_suspension_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="至少为 1 天"):
        Clock(date(2026, 3, 2), 0)
    with pytest.raises(ValueError, match="不能早于"):
        Suspension(date(2026, 3, 2), date(2026, 3, 1))
