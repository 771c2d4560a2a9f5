"""Counting in steps: what changed is counted again, nothing else, and a counter that dies has changed nothing."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import timedelta

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from bureau.catalogue.models import Indicator
from bureau.registers.counting import draining
from bureau.registers.counting.compiling import Scope
from bureau.registers.counting.counted import load_counted
from bureau.registers.counting.draining import Locking, MarkSeen, drain, scopes_of, settle, turn_month
from bureau.registers.counting.tallying import this_month, wrong_tallies
from bureau.registers.counting.verifying import differences
from bureau.registers.models import Horizon, RowMark, Tally
from bureau.registers.registry import all_registers
from bureau.registers.writing import enter_row
from employment.models import JobFair
from tests.registers_counting.conftest import FAIRS, LAST, NOW, THIS, Ledger, counted_indicator
from tests.registers_counting.paper import scatter


def test_a_row_is_counted_in_the_month_of_its_date(ledger: Ledger) -> None:
    ledger.held(THIS.first_day)
    ledger.held(THIS.last_day, posts=5)
    ledger.held(LAST.last_day)
    assert ledger.tally(ledger.fairs) == (2, 2)
    assert ledger.tally(ledger.posts) == (15, 2)
    assert ledger.tally(ledger.fairs, LAST) == (1, 1)
    assert not RowMark.objects.exists()


def test_a_row_that_moves_leaves_its_old_month(ledger: Ledger) -> None:
    row = ledger.held(THIS.first_day)
    ledger.change(row, held_on=LAST.first_day)
    assert ledger.tally(ledger.fairs) == (0, 0)
    assert ledger.tally(ledger.fairs, LAST) == (1, 1)


def test_plans_and_void_rows_are_in_no_figure(ledger: Ledger) -> None:
    enter_row(
        FAIRS,
        {"title": "计划中的", "kind": "线下", "held_on": THIS.first_day},
        unit=ledger.unit,
        by=ledger.people["chen"],
    )
    row = ledger.held(THIS.first_day)
    ledger.void(row)
    assert ledger.tally(ledger.fairs) == (0, 0)
    assert not Tally.objects.exists()


def test_a_firm_counts_once_a_year_in_the_month_it_first_came(ledger: Ledger) -> None:
    first = ledger.held(LAST.first_day, firm_list="甲厂、乙厂", firms=2)
    ledger.held(THIS.first_day, firm_list="乙 厂\n丙厂", firms=2)
    same_year = THIS.year == LAST.year
    assert ledger.tally(ledger.firms, LAST) == (2, 1)
    assert ledger.tally(ledger.firms)[0] == (1 if same_year else 2)
    ledger.void(first)
    assert ledger.tally(ledger.firms)[0] == 2


def test_what_was_counted_in_steps_is_what_a_full_count_says(ledger: Ledger) -> None:
    dice = random.Random(7)
    stock = counted_indicator(
        "employment.open_fairs", "累计招聘", "sum(posts) by held_on", kind="stock", aggregate="last"
    )
    windowed = counted_indicator(
        "employment.windowed",
        "统计期场次",
        "count where kind=线上 by held_on",
        cutoff_day=20,
        year_start_month=12,
    )
    assert {stock.pk, windowed.pk} <= {one.id for one in load_counted()}
    units = [ledger.unit, ledger.people.town]
    first, last = (THIS - 20).first_day, (NOW + 1).last_day
    rows = scatter(FAIRS, units, 60, dice, first, last)
    drain(Locking.WAIT)
    for _ in range(25):
        row = dice.choice(rows)
        days = dice.randrange((last - first).days)
        JobFair.objects.filter(pk=row.pk).update(
            held_on=first + timedelta(days=days),
            state=dice.choice(["已举办", "计划", "作废"]),
            reporting_unit=dice.choice(units),
        )
        assert drain(Locking.WAIT) > 0
    assert list(wrong_tallies(load_counted(), this_month())) == []
    assert [wrong for wrong in differences() if wrong.what != "cell"] == []
    before = Tally.objects.count()
    assert draining.count_all() == 0
    assert Tally.objects.count() == before > 20


def test_a_rule_that_changes_is_counted_again_by_itself(ledger: Ledger) -> None:
    ledger.held(THIS.first_day, kind="线上")
    Indicator.objects.filter(pk=ledger.fairs.pk).update(counting_rule="count where kind=线下 by held_on")
    drain(Locking.WAIT)
    assert ledger.tally(ledger.fairs) == (0, 0)


def test_a_stock_is_told_for_a_month_that_has_begun_though_no_row_changed(ledger: Ledger) -> None:
    stock = counted_indicator(
        "employment.fairs_ever", "历年岗位", "sum(posts) by held_on", kind="stock", aggregate="last"
    )
    row = ledger.held(LAST.first_day)
    Tally.objects.filter(month=NOW, indicator=stock).delete()
    assert ledger.tally(stock, NOW) == (0, 0)
    Horizon.objects.update_or_create(pk=1, defaults={"month": NOW - 1})
    assert turn_month()
    drain(Locking.WAIT)
    assert ledger.tally(stock, NOW) == ((row.posts, 1) if LAST.year == NOW.year else (0, 0))
    assert not turn_month()


def test_a_counter_that_dies_has_changed_nothing_and_the_next_counts_all(
    real_ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = real_ledger
    ledger.adopt()
    ledger.sheet()
    row = enter_row(
        FAIRS,
        {"title": "现场会", "kind": "线下", "held_on": THIS.first_day, "posts": 10},
        unit=ledger.unit,
        by=ledger.people["chen"],
    )
    JobFair.objects.filter(pk=row.pk).update(state="已举办")
    marks = RowMark.objects.count()

    def killed(parameters: object) -> int:
        # The rows are counted and the cell is written; then the machine goes.
        assert ledger.tally(ledger.fairs) == (1, 1)
        assert ledger.told(ledger.fairs) == 1
        with closing(psycopg2.connect(**_server())) as other, other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [_backend()])
        return 0

    monkeypatch.setattr(draining, "requeue", killed)
    with pytest.raises(Exception, match="terminat|closed"):
        settle()
    connection.close()
    monkeypatch.undo()
    assert RowMark.objects.count() == marks > 0
    assert ledger.tally(ledger.fairs) == (0, 0)
    assert ledger.told(ledger.fairs) == 0
    drain(Locking.WAIT)
    assert ledger.told(ledger.fairs) == 1


def test_who_finds_somebody_counting_goes_home(real_ledger: Ledger) -> None:
    with closing(psycopg2.connect(**_server())) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [draining.LOCK])
        RowMark.objects.create(register=FAIRS.code)
        assert drain(Locking.TRY) == 0
        other.rollback()
    waiting = RowMark.objects.count()
    assert drain(Locking.TRY) == waiting > 0


def test_marks_are_taken_together_by_what_they_ask_for() -> None:
    def seen(unit: int | None, month: int | None) -> MarkSeen:
        return MarkSeen(1, "r", unit, month)

    assert scopes_of([seen(None, None), seen(1, 202601)]) == [Scope()]
    (scope,) = scopes_of([seen(2, 202603), seen(1, 202601), seen(1, 202603), seen(2, 202601)])
    assert (scope.units, str(scope.first), str(scope.last)) == ((1, 2), "2026-01", "2026-03")
    (scope,) = scopes_of([seen(1, 20202), seen(1, 999901)])
    assert (str(scope.first), str(scope.last)) == ("1990-01", "2099-12")
    many = scopes_of([seen(unit, 202600 + unit) for unit in range(1, 9)])
    assert [(scope.units, str(scope.first), str(scope.last)) for scope in many] == [
        (tuple(range(1, 9)), "2026-01", "2026-08")
    ]
    assert scopes_of([seen(1, 202601), seen(1, None)]) == [Scope((1,))]


def test_verify_names_what_the_rows_do_not_bear_out(
    ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.adopt()
    ledger.sheet()
    ledger.held(THIS.first_day)
    call_command("registers_verify")
    assert "逐格相符" in capsys.readouterr().out
    Tally.objects.filter(indicator=ledger.fairs).update(value=3)
    with pytest.raises(SystemExit) as stopped:
        call_command("registers_verify")
    assert stopped.value.code == 1
    told = capsys.readouterr().out
    assert f"{ledger.unit.code} employment.fairs {THIS}：台账计数 3，逐行重数为 1" in told
    assert "月报表上是 1，台账计数为 3" in told
    assert "各月相加 3，台账共 1 行" in told
    call_command("registers_count", "--all")
    call_command("registers_verify")


def test_every_register_of_this_installation_can_be_counted(ledger: Ledger) -> None:
    call_command("sync_catalogue", verbosity=0)
    drain(Locking.WAIT)
    assert {one.register.code for one in load_counted()} <= {one.code for one in all_registers()}
    assert draining.count_all() == 0


def _server() -> dict[str, object]:
    given = dict(connection.get_connection_params())
    given.pop("cursor_factory", None)
    given.pop("context", None)
    return given


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone() or (0,)
    return int(pid)
