"""Counted cells: written for units that adopted the register, where a sheet takes entries, and nowhere else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import Http404, QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from bureau.audit.models import AuditEntry
from bureau.catalogue.models import Assignment
from bureau.figures.counting import CountedCell, write_counted
from bureau.figures.models import Figure, SheetState, Source
from bureau.figures.writing import CellChange, save_figures
from bureau.registers.counting import behind
from bureau.registers.counting.draining import Locking, drain
from bureau.registers.models import Restatement
from bureau.returns.changes import InvalidCells, save_given
from bureau.returns.steps import return_cells, submit, withdraw
from tests.registers_counting.conftest import FAIRS, LAST, THIS, Ledger


def test_without_adoption_nothing_is_written(ledger: Ledger) -> None:
    ledger.sheet()
    ledger.held(THIS.first_day)
    assert ledger.tally(ledger.fairs) == (1, 1)
    assert not Figure.objects.exists()


def test_an_adopted_month_fills_itself_and_says_zero_where_nothing_happened(ledger: Ledger) -> None:
    ledger.adopt(begins=THIS)
    ledger.sheet()
    assert ledger.told(ledger.fairs) == 0
    ledger.held(THIS.first_day, posts=30)
    assert (ledger.told(ledger.fairs), ledger.told(ledger.posts)) == (1, 30)
    figure = ledger.figure(ledger.fairs)
    assert figure is not None
    assert (figure.source, figure.version) == (Source.COUNTED, 2)
    entry = AuditEntry.objects.filter(subject="figures_figure", action="update").latest("id")
    assert entry.detail == "台账取数"


def test_months_before_the_adoption_stay_as_they_were_typed(ledger: Ledger) -> None:
    ledger.adopt(begins=THIS)
    ledger.sheet(LAST)
    ledger.held(LAST.first_day)
    assert ledger.figure(ledger.fairs, LAST) is None


def test_a_sheet_that_opens_later_is_filled_from_rows_that_were_there(ledger: Ledger) -> None:
    ledger.held(THIS.first_day)
    ledger.adopt(begins=THIS)
    assert ledger.figure(ledger.fairs) is None
    ledger.sheet()
    assert ledger.told(ledger.fairs) == 1


def test_what_was_typed_becomes_the_count_and_keeps_its_note(ledger: Ledger) -> None:
    sheet = ledger.sheet()
    save_figures(
        sheet=sheet,
        changes=[CellChange(ledger.fairs.pk, Decimal(9), 0, note="见附件")],
        by=ledger.people["chen"],
    )
    ledger.held(THIS.first_day)
    assert ledger.told(ledger.fairs) == 9
    ledger.adopt(begins=THIS)
    figure = ledger.figure(ledger.fairs)
    assert figure is not None
    assert (figure.value, figure.source, figure.note) == (Decimal(1), Source.COUNTED, "见附件")


def test_another_number_needs_a_reason_and_then_stays(ledger: Ledger) -> None:
    ledger.adopt(begins=THIS)
    sheet = ledger.sheet()
    chen = ledger.people["chen"]
    with pytest.raises(InvalidCells, match="不能保存"):
        save_given(sheet, [{"indicator": "employment.fairs", "value": "5", "version": 1}], by=chen)
    words = "三场在外区举办，台账未收入，依据区局 12 号通知"
    given = {"indicator": "employment.fairs", "value": "5", "version": 1, "explanation": words}
    save_given(sheet, [given], by=chen)
    ledger.held(THIS.first_day)
    figure = ledger.figure(ledger.fairs)
    assert figure is not None
    assert (figure.value, figure.source) == (Decimal(5), Source.OVERRIDE)
    save_given(sheet, [{"indicator": "employment.fairs", "value": None, "version": 2}], by=chen)
    drain(Locking.WAIT)
    figure = ledger.figure(ledger.fairs)
    assert figure is not None
    assert (figure.value, figure.source) == (Decimal(1), Source.COUNTED)


def test_a_submitted_sheet_is_left_alone_until_it_comes_back(ledger: Ledger) -> None:
    ledger.adopt(begins=THIS)
    sheet = ledger.sheet()
    submit(sheet, by=ledger.people["chen"])
    ledger.held(THIS.first_day)
    assert ledger.told(ledger.fairs) == 0
    withdraw(sheet, by=ledger.people["chen"])
    drain(Locking.WAIT)
    assert ledger.told(ledger.fairs) == 1


def test_of_a_returned_sheet_only_the_returned_cells_are_counted_again(ledger: Ledger) -> None:
    ledger.adopt(begins=THIS)
    sheet = ledger.sheet()
    submit(sheet, by=ledger.people["chen"])
    return_cells(sheet, reasons={ledger.fairs.pk: "少报了一场，请补登台账"}, by=ledger.people["li"])
    ledger.held(THIS.first_day, posts=30)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.RETURNED
    assert (ledger.told(ledger.fairs), ledger.told(ledger.posts)) == (1, 0)


def test_a_settled_sheet_never_moves_by_a_count(ledger: Ledger) -> None:
    ledger.adopt()
    ledger.settled()
    ledger.held(LAST.first_day)
    assert ledger.told(ledger.fairs, LAST) == 0
    cells = [CountedCell(ledger.unit.pk, LAST.number, ledger.fairs.pk, Decimal(1))]
    assert write_counted(cells) == 0
    assert Restatement.objects.filter(indicator=ledger.fairs, state="waiting").count() == 1


def test_a_cell_nobody_is_asked_for_is_not_filled(ledger: Ledger) -> None:
    Assignment.objects.filter(indicator=ledger.posts).delete()
    ledger.adopt(begins=THIS)
    ledger.sheet()
    ledger.held(THIS.first_day)
    assert ledger.figure(ledger.posts) is None
    Assignment.objects.create(unit=ledger.unit, indicator=ledger.posts, begins=THIS)
    drain(Locking.WAIT)
    assert ledger.told(ledger.posts) == 10


def test_the_rows_behind_a_figure_are_those_that_were_counted(ledger: Ledger) -> None:
    counted = [ledger.held(THIS.first_day), ledger.held(THIS.last_day)]
    ledger.held(LAST.last_day)
    ledger.void(ledger.held(THIS.first_day))
    rows = behind.rows_behind(FAIRS, ledger.fairs, ledger.unit, THIS)
    assert {row.pk for row in rows} == {row.pk for row in counted}
    assert rows.count() == ledger.tally(ledger.fairs)[1]
    assert behind.rows_behind(FAIRS, ledger.fairs, ledger.people.east, THIS).count() == 2
    assert behind.rows_behind(FAIRS, ledger.fairs, ledger.people.town, THIS).count() == 0


def test_an_address_names_the_figure_whose_rows_it_lists(ledger: Ledger) -> None:
    address = behind.address(FAIRS, "employment.fairs", ledger.unit.code, THIS)
    path, _, query = address.partition("?")
    assert path.endswith("/employment.job_fairs/")
    assert query == f"figure=employment.fairs&unit={ledger.unit.code}&month={THIS}"
    asked = behind.asked(FAIRS, QueryDict(query))
    assert asked is not None
    assert (asked.indicator, asked.unit, asked.month) == (ledger.fairs, ledger.unit, THIS)
    assert behind.asked(FAIRS, QueryDict("unit=x")) is None
    for wrong in (
        "figure=employment.nothing",
        f"figure=employment.fairs&unit={ledger.unit.code}&month=2026-13",
    ):
        with pytest.raises(Http404):
            behind.asked(FAIRS, QueryDict(wrong))


def test_the_sheet_shows_a_count_with_its_rows_one_click_away(ledger: Ledger, client: Client) -> None:
    ledger.adopt(begins=THIS)
    sheet = ledger.sheet()
    ledger.held(THIS.first_day)
    ledger.held(THIS.last_day)
    client.force_login(ledger.people["chen"], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("returns:sheet", args=[sheet.pk])).content.decode()
    address = escape(behind.address(FAIRS, "employment.fairs", ledger.unit.code, THIS))
    assert f'<a href="{address}">台账 2 场</a>' in page
    panel = client.get(reverse("returns:cell", args=[sheet.pk, "employment.fairs"])).content.decode()
    assert f'<a href="{address}">台账 2 场</a>' in panel


def test_the_trace_of_a_total_says_how_many_rows_stand_behind_each_figure(
    ledger: Ledger, client: Client
) -> None:
    ledger.adopt(begins=THIS)
    ledger.sheet()
    ledger.held(THIS.first_day)
    ledger.held(THIS.last_day)
    client.force_login(ledger.people["chen"], backend="django.contrib.auth.backends.ModelBackend")
    query = {"unit": ledger.unit.code, "indicator": "employment.fairs", "month": str(THIS)}
    (traced,) = client.get("/api/v1/totals/trace/", query).json()
    assert (traced["source"], traced["rows"], traced["provisional"]) == ("counted", 2, "2")
