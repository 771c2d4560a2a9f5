from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.audit.models import AuditEntry
from bureau.catalogue.assigning import assign, fits, unassign
from bureau.catalogue.models import Assignment
from bureau.periods import Month
from bureau.returns.calendar import duties
from tests.returns.office import DOMAIN, MONTH, Office

FIRST = Month(2024, 1)
SPAN = 30


def stretches(office: Office, key: str = "jobs") -> list[tuple[str, str | None]]:
    rows = Assignment.objects.filter(unit=office.town, indicator=office.indicators[key]).order_by("begins")
    return [(str(row.begins), None if row.ends is None else str(row.ends)) for row in rows]


def pair(office: Office, key: str = "jobs") -> tuple[int, int]:
    return office.town.pk, office.indicators[key].pk


def nothing(pairs: object, since: Month) -> dict[tuple[int, int], list[Month]]:
    return {}


def test_ending_a_duty_closes_its_stretch_and_keeps_it(office: Office) -> None:
    assert duties.change(add=[], end=[pair(office)], begins=Month(2026, 12)) == 1
    assert stretches(office) == [("2024-01", "2026-11")]


def test_beginning_again_later_is_a_stretch_of_its_own(office: Office) -> None:
    duties.change(add=[], end=[pair(office)], begins=Month(2026, 12))
    duties.change(add=[pair(office)], end=[], begins=Month(2027, 4))
    assert stretches(office) == [("2024-01", "2026-11"), ("2027-04", None)]


def test_beginning_again_without_a_gap_lengthens_the_stretch(office: Office) -> None:
    duties.change(add=[], end=[pair(office)], begins=Month(2026, 12))
    duties.change(add=[pair(office)], end=[], begins=Month(2026, 12))
    assert stretches(office) == [("2024-01", None)]


def test_beginning_what_holds_already_changes_nothing(office: Office) -> None:
    assert duties.change(add=[pair(office)], end=[], begins=Month(2026, 12)) == 0
    assert stretches(office) == [("2024-01", None)]


def test_a_duty_that_would_only_have_begun_is_taken_back(office: Office) -> None:
    duties.change(add=[], end=[pair(office)], begins=Month(2026, 12))
    duties.change(add=[pair(office)], end=[], begins=Month(2027, 4))
    duties.change(add=[], end=[pair(office)], begins=Month(2027, 4))
    assert stretches(office) == [("2024-01", "2026-11")]


def test_a_duty_with_approved_figures_is_not_ended_before_them(office: Office) -> None:
    office.approved()
    with pytest.raises(ValidationError) as refused:
        duties.change(add=[], end=[pair(office)], begins=MONTH)
    assert refused.value.messages == [
        "城关镇“城镇新增就业人数”：2026年10月已有审定数，最早从2026年11月起停报。"
    ]
    assert stretches(office) == [("2024-01", None)]
    duties.change(add=[], end=[pair(office)], begins=MONTH + 1)
    assert stretches(office) == [("2024-01", "2026-10")]


def test_one_refusal_leaves_all_the_others_undone(office: Office) -> None:
    office.approved()
    other = (office.other_town.pk, office.indicators["jobs"].pk)
    with pytest.raises(ValidationError):
        duties.change(add=[], end=[other, pair(office)], begins=MONTH)
    assert not Assignment.objects.exclude(ends=None).exists()


def test_no_duty_begins_in_a_month_whose_sheet_is_approved_without_it(office: Office) -> None:
    Assignment.objects.filter(unit=office.town, indicator=office.indicators["events"]).delete()
    sheet = office.sheet()
    office.fill(sheet, jobs=30, hard=4, unemployed=120, workforce=6000, loans=84680001)
    office_approves(office)
    with pytest.raises(ValidationError, match="新任务最早从2026年11月起"):
        duties.change(add=[pair(office, "events")], end=[], begins=MONTH)
    assert duties.change(add=[pair(office, "events")], end=[], begins=MONTH + 1) == 1


def office_approves(office: Office) -> None:
    from bureau.figures.hashing import content_hash
    from bureau.returns import steps

    sheet = steps.submit(office.sheet(), by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])


@pytest.mark.parametrize(
    ("key", "sentence"), [("rate", "由分子分母算出"), ("jobs", "已停用"), ("hard", "按指标的填报方")]
)
def test_what_a_unit_cannot_file_is_refused_with_a_sentence(key: str, sentence: str, office: Office) -> None:
    indicator = office.indicators[key]
    indicator.retired = key == "jobs"
    indicator.reported_by = "section" if key == "hard" else "towns"
    indicator.save()
    with pytest.raises(ValidationError, match=sentence):
        assign(pairs=[pair(office, key)], begins=MONTH, unfilled=nothing)


def test_towns_file_what_towns_file_and_sections_only_their_domains(office: Office) -> None:
    jobs = office.indicators["jobs"]
    assert fits(office.town, jobs)
    assert not fits(office.section, jobs)
    jobs.reported_by = "both"
    assert fits(office.section, jobs)
    jobs.domain = "talent"
    assert not fits(office.section, jobs)
    assert not fits(office.east, jobs)


def test_copying_gives_all_that_the_other_files_and_takes_nothing(office: Office) -> None:
    Assignment.objects.filter(unit=office.town).exclude(indicator=office.indicators["loans"]).delete()
    Assignment.objects.filter(unit=office.other_town, indicator=office.indicators["loans"]).delete()
    done = duties.copy(source=office.other_town, to=office.town, domain=DOMAIN, begins=Month(2027, 1))
    assert done == 5
    assert stretches(office) == [("2027-01", None)]
    assert stretches(office, "loans") == [("2024-01", None)]


def test_a_change_rings_for_new_totals_and_leaves_a_line_in_the_trail(
    office: Office, django_capture_on_commit_callbacks: Callable[[], AbstractContextManager[list[object]]]
) -> None:
    lines = AuditEntry.objects.filter(subject="catalogue_assignment", action="update")
    before = lines.count()
    with django_capture_on_commit_callbacks() as rung:
        duties.change(add=[], end=[pair(office)], begins=Month(2026, 12))
    assert len(rung) == 1
    assert lines.count() == before + 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.booleans(), st.integers(0, SPAN - 1)), max_size=6))
def test_any_order_of_beginnings_and_endings_leaves_what_was_said_last(
    said: list[tuple[bool, int]], office: Office
) -> None:
    """Each word holds for its month and all after it; stretches never overlap."""
    Assignment.objects.all().delete()
    expected = [False] * SPAN
    for begins, place in said:
        month, pairs = FIRST + place, [pair(office)]
        if begins:
            assign(pairs=pairs, begins=month, unfilled=nothing)
        else:
            unassign(pairs=pairs, begins=month, approved=nothing)
        expected[place:] = [begins] * (SPAN - place)
    held = [Assignment.objects.in_month(FIRST + place).count() for place in range(SPAN)]
    assert held == [int(one) for one in expected]
