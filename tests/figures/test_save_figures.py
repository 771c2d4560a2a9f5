"""The one way a figure is written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, connection, connections, transaction

from bureau.audit.models import AuditEntry
from bureau.figures.hashing import content_hash
from bureau.figures.models import Figure, Mark, Sheet, SheetState
from bureau.figures.writing import CellChange, Conflict, RefusedCells, WrongState, save_figures
from bureau.periods import Month
from bureau.returns import steps
from tests.returns.office import Office

ROUNDS = 12


def save(office: Office, sheet: Sheet, key: str, value: object, version: int) -> None:
    change = CellChange(office.indicators[key].pk, None if value is None else Decimal(str(value)), version)
    save_figures(sheet=sheet, changes=[change], by=office["zhang"])


def figure(office: Office, key: str) -> Figure:
    return Figure.objects.get(indicator=office.indicators[key])


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run each in a thread of its own, started together; a result is what it returned or what it raised."""
    gate = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            gate.wait()
            results[place] = work()
        except Exception as error:  # the kind of error is what the test looks at
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_saving_a_cell_twice_keeps_one_figure(office: Office) -> None:
    sheet = office.sheet()
    save(office, sheet, "jobs", 5, 0)
    save(office, sheet, "jobs", 6, 1)
    assert (figure(office, "jobs").value, figure(office, "jobs").version) == (Decimal(6), 2)


def test_saving_what_is_there_changes_no_version_and_leaves_no_mark(office: Office) -> None:
    sheet = office.sheet()
    save(office, sheet, "jobs", 5, 0)
    Mark.objects.all().delete()
    save(office, sheet, "jobs", 5, 1)
    assert figure(office, "jobs").version == 1
    assert not Mark.objects.exists()


def test_a_changed_value_leaves_a_mark_and_a_line_in_the_trail(office: Office) -> None:
    sheet = office.sheet()
    save(office, sheet, "jobs", 5, 0)
    save(office, sheet, "jobs", 6, 1)
    assert Mark.objects.filter(indicator_id=office.indicators["jobs"].pk).count() == 2
    last = AuditEntry.objects.filter(subject="figures_figure").last()
    assert last is not None
    assert (last.action, last.old, last.new) == (
        "update",
        {"value": 5, "version": 1},
        {"value": 6, "version": 2},
    )


def test_a_stale_version_changes_nothing_and_names_the_rival(office: Office) -> None:
    sheet = office.sheet()
    save(office, sheet, "jobs", 5, 0)
    with pytest.raises(Conflict) as caught:
        save(office, sheet, "jobs", 7, 0)
    assert [(cell.value, cell.version, cell.by) for cell in caught.value.cells] == [(Decimal(5), 1, "张三")]
    assert figure(office, "jobs").value == 5


def test_one_stale_cell_holds_back_the_whole_list(office: Office) -> None:
    sheet = office.sheet()
    save(office, sheet, "jobs", 5, 0)
    changes = [
        CellChange(office.indicators["events"].pk, Decimal(1), 0),
        CellChange(office.indicators["jobs"].pk, Decimal(9), 0),
    ]
    with pytest.raises(Conflict):
        save_figures(sheet=sheet, changes=changes, by=office["zhang"])
    assert Figure.objects.count() == 1


@pytest.mark.parametrize("key", ["rate"])
def test_a_derived_cell_takes_no_value(office: Office, key: str) -> None:
    with pytest.raises(RefusedCells):
        save(office, office.sheet(), key, 5, 0)


def test_a_cell_that_is_not_assigned_takes_no_value(office: Office) -> None:
    office.indicators["jobs"].assignments.filter(unit=office.town).delete()
    with pytest.raises(RefusedCells):
        save(office, office.sheet(), "jobs", 5, 0)


@pytest.mark.parametrize("make", [Office.submitted, Office.approved])
def test_a_sheet_that_is_not_open_takes_no_value(office: Office, make: Callable[[Office], Sheet]) -> None:
    sheet = make(office)
    with pytest.raises(WrongState):
        save(office, sheet, "jobs", 5, 1)


def test_a_sheet_object_that_claims_to_be_open_is_not_believed(office: Office) -> None:
    sheet = office.approved()
    sheet.state = SheetState.OPEN
    with pytest.raises(WrongState):
        save(office, sheet, "jobs", 5, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures_figure SET value = 1",
        "UPDATE figures_figure SET approved_value = 1",
        "DELETE FROM figures_figure",
        "UPDATE figures_sheet SET state = 'open'",
        "DELETE FROM figures_sheet",
        "UPDATE figures_sheet SET month = 202609",
    ],
)
def test_raw_sql_cannot_change_an_approved_sheet(office: Office, statement: str) -> None:
    office.approved()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert figure(office, "jobs").value == 30


def test_a_figure_cannot_be_added_to_an_approved_sheet_by_raw_sql(office: Office) -> None:
    sheet = office.approved()
    rate = office.indicators["rate"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(
            unit=sheet.unit,
            month=sheet.month,
            indicator=rate,
            sheet=sheet,
            value=1,
            changed_at=sheet.opened_at,
        )


def test_of_two_writers_with_one_version_exactly_one_wins(lasting_office: Office) -> None:
    office = lasting_office
    sheet = office.sheet()
    for version in range(ROUNDS):
        first, second = (
            partial(save, office, Sheet.objects.get(pk=sheet.pk), "jobs", value, version)
            for value in (1000 + version, 2000 + version)
        )
        results = at_once(first, second)
        assert sorted(type(result).__name__ for result in results) == ["Conflict", "NoneType"]
        assert figure(office, "jobs").version == version + 1


def test_of_two_first_writers_exactly_one_wins_each_cell(lasting_office: Office) -> None:
    office = lasting_office
    sheet = office.sheet()
    for key in ("jobs", "hard", "unemployed", "workforce", "loans", "events"):
        first, second = (partial(save, office, Sheet.objects.get(pk=sheet.pk), key, n, 0) for n in (1, 2))
        results = at_once(first, second)
        assert sorted(type(result).__name__ for result in results) == ["Conflict", "NoneType"]


def test_an_edit_that_races_an_approval_never_gets_into_what_was_approved_unseen(
    lasting_office: Office,
) -> None:
    """The clerk withdraws and edits while the reviewer approves what she saw: one of them is too late."""
    office = lasting_office
    for month in range(1, ROUNDS + 1):
        sheet = office.filled(Month(2025, month))
        steps.submit(sheet, by=office["zhang"])
        seen = content_hash(sheet.pk)

        def edit(pk: int = sheet.pk) -> None:
            mine = Sheet.objects.get(pk=pk)
            steps.withdraw(mine, by=office["zhang"])
            save(office, mine, "jobs", 31, 1)
            steps.submit(mine, by=office["zhang"])

        def approve(pk: int = sheet.pk, seen: str = seen) -> None:
            steps.approve(Sheet.objects.get(pk=pk), seen=seen, by=office["li"])

        at_once(edit, approve)
        sheet.refresh_from_db()
        value = Figure.objects.get(sheet=sheet, indicator=office.indicators["jobs"]).value
        if sheet.state == SheetState.APPROVED:
            assert (value, sheet.content_hash, content_hash(sheet.pk)) == (Decimal(30), seen, seen)
        else:
            assert (sheet.state, value) == ("submitted", Decimal(31))
