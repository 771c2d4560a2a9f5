"""Past years come in office by office: each role its own range, marked as historic, and never the year that runs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from bureau.figures.models import Figure, Sheet, SheetState
from bureau.organisation.models import Post, Role
from bureau.periods import Month
from tests.imports.files import UNITS, confirm, send, workbook
from tests.returns.office import Office

JOBS = "城镇新增就业人数"
UNKNOWN = "没有这个单位，或它不在您的范围内，请核对单位。"
NOT_HERS = "您不能填报这个单位的数，请去掉这一行。"
NOT_THIS_YEAR = "本年的数由各单位自己填报；综合股只能导入以前年度的历史数，请去掉这一格。"


def this_january() -> Month:
    return Month(timezone.localdate().year, 1)


def outcome(office: Office, person: str, unit: str, month: Month) -> str:
    """What one figure of one unit and month comes to: its source once it is written, or the sentence against it."""
    answer = send(office, person, workbook(UNITS, (unit, JOBS, str(month), 30)))
    if answer.status == 403:
        return "403"
    if answer.faults:
        return answer.faults[0][3]
    assert confirm(office, person, answer.body["id"]).state == "done"
    figure = Figure.objects.get()
    assert (figure.month, figure.value, figure.changed_by) == (month, Decimal(30), office[person])
    return str(figure.source)


@pytest.mark.parametrize(
    ("person", "unit", "came_to"),
    [
        ("zhao", "城关镇", "historic"),
        ("zhao", "东湖街道", "historic"),
        ("zhao", "西关镇", UNKNOWN),
        ("zhang", "城关镇", "historic"),
        ("zhang", "东湖街道", UNKNOWN),
        ("wang", "东湖街道", "historic"),
        ("stranger", "城关镇", UNKNOWN),
        ("chen", "城关镇", NOT_HERS),
        ("li", "城关镇", "403"),
        ("director", "城关镇", "403"),
        ("sysadmin", "城关镇", "403"),
    ],
)
def test_a_past_year_is_loaded_by_the_office_of_the_bureau_and_by_the_clerk_of_the_unit(
    office: Office, person: str, unit: str, came_to: str
) -> None:
    assert outcome(office, person, unit, this_january() - 1) == came_to


@pytest.mark.parametrize(
    ("person", "came_to"),
    [("zhao", NOT_THIS_YEAR), ("zhang", "imported"), ("chen", NOT_HERS), ("li", "403"), ("director", "403")],
)
def test_the_first_month_of_this_year_is_the_clerks_alone(office: Office, person: str, came_to: str) -> None:
    assert outcome(office, person, "城关镇", this_january()) == came_to


def test_the_office_of_another_bureau_does_not_even_know_the_unit(office: Office) -> None:
    Post.objects.filter(user=office["zhao"]).update(unit=office.foreign_town.parent)
    assert outcome(office, "zhao", "城关镇", this_january() - 1) == UNKNOWN


def test_an_office_that_was_moved_before_the_confirmation_writes_nothing(office: Office) -> None:
    answer = send(office, "zhao", workbook(UNITS, ("城关镇", JOBS, str(this_january() - 1), 30)))
    Post.objects.filter(user=office["zhao"]).update(role=Role.LEADER)
    assert confirm(office, "zhao", answer.body["id"]).state == "failed"
    assert not Figure.objects.exists()


def test_a_file_over_the_turn_of_the_year_marks_only_the_months_before_it_as_historic(office: Office) -> None:
    january = this_january()
    data = workbook(("单位", "指标", str(january - 1), str(january)), ("城关镇", JOBS, 30, 31))
    assert confirm(office, "zhang", send(office, "zhang", data).body["id"]).state == "done"
    assert dict(Figure.objects.values_list("month", "source")) == {
        january - 1: "historic",
        january: "imported",
    }


def test_the_office_cannot_load_over_a_settled_past_month(office: Office) -> None:
    past = this_january() - 1
    sheet = office.filled(past)
    Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.APPROVED)
    answer = send(office, "zhao", workbook(UNITS, ("城关镇", JOBS, str(past), 31)))
    assert "要改请走更正程序" in answer.faults[0][3]
