"""Rows are entered, changed, stepped on and made void in one way, and nobody overwrites anybody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bureau.audit.models import AuditEntry
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.declarations import DRAFT, VOID
from bureau.registers.many import RefusedRows, RowChange, write_many
from bureau.registers.models import RowMark
from bureau.registers.registry import register_behind
from bureau.registers.writing import (
    ENTER,
    OwnRow,
    StaleRow,
    WrongRowState,
    change_row,
    enter_row,
    take_step,
    void_row,
)
from employment.models import JobFair, StartupLoan, StartupSupport
from tests.people import People

FAIRS, LOANS = register_behind(JobFair), register_behind(StartupLoan)

FAIR = {"title": "金秋招聘月现场会", "kind": "线下", "held_on": "2026-10-28", "posts": "５８５"}


def fair(people: People, **more: object) -> JobFair:
    row = enter_row(FAIRS, FAIR | more, unit=people.section, by=people["chen"])
    assert isinstance(row, JobFair)
    return row


def loan_of(people: People, **more: object) -> StartupLoan:
    values = {"borrower": "张三", "kind": "个人", "applied_on": "2026-10-08", **more}
    row = enter_row(LOANS, values, unit=people.section, by=people["chen"])
    assert isinstance(row, StartupLoan)
    return row


def test_a_row_is_entered_in_its_first_state_with_a_number_of_its_year(people: People) -> None:
    first, second = fair(people), fair(people)
    assert (first.number, second.number) == ("ZP-2026-001", "ZP-2026-002")
    assert first.state == FAIRS.initial
    assert first.posts == 585
    assert first.held_on == date(2026, 10, 28)
    assert first.created_by == people["chen"]


def test_what_is_missing_or_unreadable_is_said_field_by_field(people: People) -> None:
    with pytest.raises(RefusedRow) as refused:
        fair(people, title="", held_on="十月廿八", posts="好多", kind="空中")
    assert set(refused.value.fields) == {"title", "held_on", "posts", "kind"}
    assert "请填写" in refused.value.fields["title"][0]
    assert "2026-10-31" in refused.value.fields["held_on"][0]


def test_a_draft_may_be_incomplete_and_is_entered_when_it_is_complete(people: People) -> None:
    draft = enter_row(FAIRS, {"title": "还没定"}, unit=people.section, by=people["chen"], draft=True)
    assert draft.state == DRAFT
    with pytest.raises(RefusedRow):
        take_step(draft, ENTER, version=1, by=people["chen"])
    entered = take_step(draft, ENTER, version=1, by=people["chen"], values=FAIR)
    assert (entered.state, entered.version) == (FAIRS.initial, 2)


def test_the_second_of_two_who_saw_the_same_version_is_told_what_stands_there(people: People) -> None:
    row = fair(people)
    change_row(row, {"posts": 600}, version=1, by=people["chen"])
    with pytest.raises(StaleRow) as stale:
        change_row(row, {"posts": 700}, version=1, by=people["chen"])
    current = stale.value.current
    assert isinstance(current, JobFair)
    assert current.posts == 600
    assert "陈静" in str(stale.value)


def test_a_change_that_changes_nothing_keeps_the_version_and_leaves_no_mark(people: People) -> None:
    row = fair(people)
    RowMark.objects.all().delete()
    assert change_row(row, {"posts": "585"}, version=1, by=people["chen"]).version == 1
    assert not RowMark.objects.exists()


def test_every_change_marks_the_months_it_left_and_came_to(people: People) -> None:
    row = fair(people)
    RowMark.objects.all().delete()
    change_row(row, {"held_on": "2026-11-02"}, version=1, by=people["chen"])
    assert {(mark.unit_id, str(mark.month)) for mark in RowMark.objects.all()} == {
        (people.section.pk, "2026-10"),
        (people.section.pk, "2026-11"),
    }


def test_a_void_row_stays_with_its_reason_and_takes_no_change(people: People) -> None:
    row = fair(people)
    with pytest.raises(RefusedRow):
        void_row(row, version=1, by=people["chen"], reason=" ")
    gone = void_row(row, version=1, by=people["chen"], reason="重复登记")
    assert gone.state == VOID
    with pytest.raises(WrongRowState):
        change_row(row, {"posts": 1}, version=2, by=people["chen"])
    entry = AuditEntry.objects.filter(subject=row._meta.db_table, key=str(row.pk)).latest("id")
    assert entry.detail == "重复登记"


def test_a_step_begins_only_where_it_may(people: People) -> None:
    row = fair(people)
    last = row.state
    for step in FAIRS.steps:
        if last not in step.begins:
            with pytest.raises(WrongRowState):
                take_step(row, step.key, version=1, by=people["chen"])
            break
    else:
        pytest.fail("every step of the register begins in its first state")


def test_whoever_entered_a_row_does_not_review_it(people: People) -> None:
    loan = enter_row(
        LOANS,
        {"borrower": "张三", "kind": "个人", "applied_on": "2026-10-08", "amount": "200000"},
        unit=people.section,
        by=people["li"],
    )
    review = next(step for step in LOANS.steps if loan.state in step.begins and step.by == "reviewer")
    values = dict.fromkeys(review.asks, "2026-10-09")
    with pytest.raises(OwnRow):
        take_step(loan, review.key, version=1, by=people["li"], values=values)
    assert take_step(loan, review.key, version=1, by=people["zhao"], values=values).state == review.ends


def test_a_unit_that_does_not_keep_the_register_enters_nothing(people: People) -> None:
    with pytest.raises(RefusedRow):
        enter_row(FAIRS, FAIR, unit=people.east, by=people["zhao"])


def test_a_town_of_another_bureau_cannot_be_named(people: People) -> None:
    with pytest.raises(RefusedRow) as refused:
        fair(people, town=people.western_town.pk)
    assert "请从列表里重新选" in refused.value.fields["town"][0]


def test_a_pile_is_written_whole_or_not_at_all_with_every_mistake_at_once(people: People) -> None:
    standing = fair(people)
    pile = [RowChange(2, FAIR | {"title": f"第{n}场"}, people.section) for n in range(5)]
    bad = [
        RowChange(9, {"title": ""}, people.section),
        RowChange(10, {"posts": -3}, people.section, row_id=standing.pk, version=1),
    ]
    with pytest.raises(RefusedRows) as refused:
        write_many(FAIRS, [*pile, *bad], by=people["chen"])
    assert set(refused.value.errors) == {9, 10}
    assert FAIRS.model._default_manager.count() == 1
    changed = RowChange(3, {"posts": 9}, people.section, row_id=standing.pk, version=1)
    rows = write_many(FAIRS, [*pile, changed], by=people["chen"])
    assert [row.number for row in rows][:5] == [f"ZP-2026-{n:03d}" for n in range(2, 7)]
    assert FAIRS.model._default_manager.get(pk=standing.pk).version == 2


def test_money_keeps_two_decimals_and_refuses_more(people: People) -> None:
    loan = loan_of(people, amount="200000.55")
    loan.refresh_from_db()
    assert loan.amount == Decimal("200000.55")
    with pytest.raises(RefusedRow):
        loan_of(people, amount="1.005")


def test_what_a_soft_check_finds_asks_for_an_explanation(people: People) -> None:
    register = register_behind(StartupSupport)
    values = {"name": "张三", "support": "补贴", "supported_on": "2026-10-08", "jobs_created": 0}
    with pytest.raises(NeedsExplanation, match="带动就业人数是 0"):
        enter_row(register, values, unit=people.section, by=people["chen"], state="扶持")
    row = enter_row(
        register, values, unit=people.section, by=people["chen"], state="扶持", explanation="本人另有工作"
    )
    assert row.explanation == "本人另有工作"


def test_personal_data_is_sealed_in_the_table_and_absent_from_the_trail(people: People) -> None:
    loan = loan_of(people, borrower="欧阳明月", amount="1000")
    loan.refresh_from_db()
    assert str(loan.borrower) == "欧***"
    stored = LOANS.model._default_manager.raw(f"SELECT id, borrower::text AS stored FROM {LOANS.table}")[0]
    assert "欧阳" not in vars(stored)["stored"]
    entry = AuditEntry.objects.filter(subject=LOANS.table).latest("id")
    assert entry.new is not None
    assert not {"borrower", "borrower_index"} & entry.new.keys()
    unchanged = change_row(loan, {"borrower": "欧***"}, version=1, by=people["chen"])
    assert unchanged.borrower.reveal() == "欧阳明月"
    assert unchanged.version == 1
