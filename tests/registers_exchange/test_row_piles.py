"""Many rows at once: what they hold arrives as it is, whatever its signs, and triggers see every row."""

from __future__ import annotations

import datetime
from decimal import Decimal

from bureau.audit.models import AuditEntry
from bureau.registers.many import RowChange, write_many
from bureau.registers.models import RowMark
from bureau.registers.registry import register_behind
from employment.models import Facility, StartupLoan
from tests.people import People

LOANS, PLACES = register_behind(StartupLoan), register_behind(Facility)
AWKWARD = 'a\tb\\c\n"d"\\N\r 甲　乙'


def change(place: int, people: People, **more: object) -> RowChange:
    values = {"borrower": f"欧阳{place}", "kind": "个人", "applied_on": "2026-10-08", **more}
    return RowChange(place=place, values=values, unit=people.section)


def test_every_sign_arrives_as_it_was_given(people: People) -> None:
    [row] = write_many(LOANS, [change(0, people, entity=AWKWARD, amount="0.01")], by=people["chen"])
    stored = StartupLoan.objects.get(pk=row.pk)
    assert stored.entity == AWKWARD
    assert stored.amount == Decimal("0.01")
    assert stored.applied_on == datetime.date(2026, 10, 8)
    assert stored.borrower.reveal() == "欧阳0"
    assert stored.created_at == row.created_at
    assert (stored.paid_on, stored.jobs) == (None, None)


def test_new_rows_are_numbered_in_their_order_and_changed_ones_beside_them(people: People) -> None:
    first, second = write_many(LOANS, [change(n, people) for n in range(2)], by=people["chen"])
    assert [row.number for row in (first, second)] == ["DK-2026-001", "DK-2026-002"]
    altered = RowChange(
        place=0,
        values={"entity": AWKWARD, "borrower": "诸葛芳"},
        unit=people.section,
        row_id=first.pk,
        version=1,
    )
    same = RowChange(place=1, values={"kind": "个人"}, unit=people.section, row_id=second.pk, version=1)
    write_many(LOANS, [altered, same, change(2, people)], by=people["chen"])
    stands = {row.number: row for row in StartupLoan.objects.all()}
    assert stands["DK-2026-001"].version == 2
    assert stands["DK-2026-001"].entity == AWKWARD
    assert StartupLoan.objects.get(borrower_index=stands["DK-2026-001"].borrower.index).pk == first.pk
    assert stands["DK-2026-001"].borrower.reveal() == "诸葛芳"
    assert stands["DK-2026-002"].version == 1
    assert len(stands) == 3


def test_the_trail_and_the_marks_see_each_row(people: People) -> None:
    write_many(LOANS, [change(n, people) for n in range(3)], by=people["chen"])
    lines = AuditEntry.objects.filter(subject=LOANS.table, action="insert")
    assert lines.count() == 3
    assert "欧阳" not in "".join(str(line.new) for line in lines)
    assert RowMark.objects.filter(register=LOANS.code, unit_id=people.section.pk).exists()


def test_units_are_kept_by_reference(people: People) -> None:
    values = {"title": "城关创业园", "kind": "就业驿站", "town": people.town}
    write_many(PLACES, [RowChange(place=0, values=values, unit=people.section)], by=people["chen"])
    assert Facility.objects.get().town == people.town
