"""Personal data leaves when its time is over; rows, counts and the trail stay."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from bureau.audit.models import AuditEntry
from bureau.registers.cleaning import RefusedRow
from bureau.registers.directory.purging import due_now, purge
from bureau.registers.models import Person
from bureau.registers.personal import personal_fields
from bureau.registers.registry import all_registers, register_behind
from bureau.registers.tasks import purge_personal
from bureau.registers.writing import change_row, enter_row
from employment.models import UnemployedPerson
from tests.people import People

HU = "11010519491231002X"
LATER = datetime.date(2040, 1, 1)


def entered(people: People, *, state: str) -> UnemployedPerson:
    values = {
        "name": "胡一",
        "id_no": HU,
        "registered_on": "2020-01-08",
        "reemployed_on": "2020-02-08",
        "cancelled_on": "2020-02-08",
        "cancel_reason": "就业",
    }
    row = enter_row(
        register_behind(UnemployedPerson), values, unit=people.town, by=people["zhang"], state=state
    )
    assert isinstance(row, UnemployedPerson)
    return row


def index_of(row: UnemployedPerson, name: str) -> object:
    return vars(row)[f"{name}_index"]


def finished() -> str:
    register = register_behind(UnemployedPerson)
    return next(state.name for state in register.states if state.phase != "moving")


def test_a_rehearsal_names_what_is_due_and_removes_nothing(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    entered(people, state=finished())
    assert [(one.register.code, one.rows) for one in due_now(LATER)] == [("employment.unemployed", 1)]
    call_command("purge_personal", "--dry-run")
    assert UnemployedPerson.objects.get().name is not None


def test_what_is_due_loses_its_texts_and_can_no_longer_be_found_by_the_number(people: People) -> None:
    row = entered(people, state=finished())
    before = index_of(row, "name")
    purge(LATER, by="purge_personal")
    row.refresh_from_db()
    assert (row.name, row.id_no) == (None, None)
    assert row.purged_on == LATER
    assert index_of(row, "name") not in (None, before)
    assert not Person.objects.exists()
    line = AuditEntry.objects.filter(action="purge").get()
    assert line.new == {"register": "employment.unemployed", "rows": 1}
    assert purge(LATER, by="purge_personal") == []


def test_it_leaves_by_itself_once_a_month(people: People, settings: Settings) -> None:
    row = entered(people, state=finished())
    assert settings.CELERY_BEAT_SCHEDULE["purge-personal"]["task"] == purge_personal.name
    UnemployedPerson.objects.update(cancelled_on="2015-01-01")
    purge_personal()
    row.refresh_from_db()
    assert row.name is None


def test_two_rows_of_one_person_are_still_one_person_to_a_count(people: People) -> None:
    first, second = entered(people, state=finished()), entered(people, state=finished())
    purge(LATER, by="purge_personal")
    first.refresh_from_db()
    second.refresh_from_db()
    assert index_of(first, "id_no") == index_of(second, "id_no")


def test_whose_matter_is_not_finished_keeps_the_data(people: People) -> None:
    row = entered(people, state=register_behind(UnemployedPerson).initial)
    assert purge(LATER, by="purge_personal") == []
    row.refresh_from_db()
    assert row.name is not None


def test_a_purged_row_takes_no_personal_data_again(people: People) -> None:
    row = entered(people, state=finished())
    purge(LATER, by="purge_personal")
    row.refresh_from_db()
    with pytest.raises(RefusedRow, match="按提示") as refused:
        change_row(row, {"name": "胡一"}, version=row.version, by=people["zhang"])
    assert "已按期清除" in refused.value.fields["name"][0]


def test_every_personal_field_has_its_register_a_time_to_leave() -> None:
    for register in all_registers():
        if personal_fields(register.model):
            assert 1 <= register.retention.years <= 10, register.code
