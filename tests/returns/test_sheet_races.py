"""Five hundred times a clerk takes a sheet back, edits it and hands it in while its reviewer approves what she saw."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connections

from bureau.catalogue.models import Assignment
from bureau.figures.hashing import content_hash
from bureau.figures.loading import LoadedCell, load_cells
from bureau.figures.models import Figure, Sheet, SheetState
from bureau.figures.writing import CellChange, WrongState, save_figures
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from bureau.returns import steps
from tests.returns.office import DOMAIN, Office, build

ROUNDS = 500
SEEN, EDITED = Decimal(30), Decimal(31)
MONTHS = [Month(2024, 1) + number for number in range(25)]
# Either side is held back by up to this long, so that they meet at every point of each other's way.
LATEST = 0.008


@pytest.fixture
def office(transactional_db: None) -> Office:
    return build()


def submitted(office: Office) -> list[Sheet]:
    """Twenty towns that file one figure a month, all of them handed in."""
    jobs = office.indicators["jobs"]
    towns = [
        Unit.objects.create(
            code=f"race-{number}", name=f"第{number}镇", kind=UnitKind.TOWN, parent=office.east
        )
        for number in range(ROUNDS // len(MONTHS))
    ]
    Assignment.objects.bulk_create(Assignment(unit=town, indicator=jobs, begins=MONTHS[0]) for town in towns)
    cells = [LoadedCell(town.pk, month, jobs.pk, SEEN) for town in towns for month in MONTHS]
    load_cells(cells, state_of=lambda *_: SheetState.SUBMITTED, by=office["zhang"])
    return list(Sheet.objects.filter(unit__in=towns, domain=DOMAIN).order_by("pk"))


def comes_back(number: int) -> bool:
    """Every other sheet is handed in again at once, the rest stay open."""
    return number % 2 == 1


def side_by_side(*works: Callable[[int], None]) -> list[list[str]]:
    """Each work in a thread of its own, all of them in every round together; what each round came to, by name."""
    gate = threading.Barrier(len(works))
    told: list[list[str]] = [[] for _ in works]

    def run(place: int) -> None:
        chance = random.Random(place)
        try:
            for number in range(ROUNDS):
                gate.wait()
                time.sleep(chance.uniform(0, LATEST))
                try:
                    works[place](number)
                except (WrongState, steps.Changed) as late:
                    told[place].append(type(late).__name__)
                else:
                    told[place].append("done")
        except BaseException:
            gate.abort()
            raise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_what_was_approved_is_what_its_reviewer_saw_in_five_hundred_races(office: Office) -> None:
    sheets = submitted(office)
    assert len(sheets) == ROUNDS
    seen = [content_hash(sheet.pk) for sheet in sheets]
    versions = dict(Figure.objects.filter(sheet__in=sheets).values_list("sheet_id", "version"))

    def edit(number: int) -> None:
        mine = Sheet.objects.get(pk=sheets[number].pk)
        steps.withdraw(mine, by=office["zhang"])
        change = CellChange(office.indicators["jobs"].pk, EDITED, versions[mine.pk])
        save_figures(sheet=mine, changes=[change], by=office["zhang"])
        if comes_back(number):
            steps.submit(mine, by=office["zhang"])

    def approve(number: int) -> None:
        steps.approve(Sheet.objects.get(pk=sheets[number].pk), seen=seen[number], by=office["li"])

    edits, approvals = side_by_side(edit, approve)
    assert (len(edits), len(approvals)) == (ROUNDS, ROUNDS)
    stored = {
        sheet_id: (value, approved)
        for sheet_id, value, approved in Figure.objects.filter(sheet__in=sheets).values_list(
            "sheet_id", "value", "approved_value"
        )
    }
    for number, sheet in enumerate(sheets):
        sheet.refresh_from_db()
        if approvals[number] == "done":
            assert edits[number] == "WrongState"
            assert (sheet.state, stored[sheet.pk]) == (SheetState.APPROVED, (SEEN, SEEN))
            assert sheet.content_hash == seen[number] == content_hash(sheet.pk)
        else:
            assert edits[number] == "done"
            assert (sheet.state, stored[sheet.pk]) == (
                SheetState.SUBMITTED if comes_back(number) else SheetState.OPEN,
                (EDITED, None),
            )
    # Each of the two was first often enough, and was told when she was not.
    assert set(edits) == {"done", "WrongState"}
    assert {"done", "Changed"} <= set(approvals)
