"""Contacts: each settles what was due and starts what comes next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.deadlines.reading import events_of, lights_of
from bureau.registers.deadlines.remaking import remake
from bureau.registers.deadlines.settings import change_setting, find_item
from bureau.registers.deadlines.words import Urgency
from bureau.registers.declarations import Register
from bureau.registers.models import Contact, Deadline
from bureau.registers.rows import Row
from bureau.registers.timing import FollowUp
from bureau.registers.writing import WrongRowState, enter_row
from employment.models import JobFair
from tests.people import People
from tests.registers_deadlines.conftest import Redeclare

FAIRS = "employment.job_fairs"
MONTHLY = FollowUp("contact", "定期联系", "held_on", every_days=30, remind_days=3)


def watched(redeclare: Redeclare, follow: FollowUp) -> Register:
    return redeclare(FAIRS, clocks=(), plans=(), checks=(), follow_ups=(follow,))


def person(register: Register, people: People, since: str = "2025-03-01", **more: object) -> Row:
    values = {"title": "张三", "kind": "线下", "held_on": since, **more}
    return enter_row(register, values, unit=people.section, by=people["chen"], state="已举办")


def due(row: Row) -> date | None:
    return Deadline.objects.get(row_id=row.pk).due_on


def test_with_an_interval_of_thirty_days_somebody_is_overdue_on_the_thirty_first(
    people: People, redeclare: Redeclare
) -> None:
    register = watched(redeclare, MONTHLY)
    row = person(register, people)
    last_day = date(2025, 3, 31)
    assert due(row) == last_day
    assert lights_of(register, [row], last_day)[row.pk].text == "今天"
    late = lights_of(register, [row], last_day + timedelta(days=1))[row.pk]
    assert (late.is_late, late.text, late.mark) == (True, "逾 1 日", "late")


def test_a_contact_starts_the_interval_again(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, MONTHLY)
    row = person(register, people)
    record_contact(
        register,
        row,
        "contact",
        done_on=date(2025, 3, 20),
        way="电话",
        result="仍在找工作",
        by=people["chen"],
    )
    assert due(row) == date(2025, 4, 19)


def test_the_next_day_named_in_a_contact_comes_before_the_usual_one(
    people: People, redeclare: Redeclare
) -> None:
    register = watched(redeclare, MONTHLY)
    row = person(register, people)
    record_contact(
        register,
        row,
        "contact",
        done_on=date(2025, 3, 20),
        result="面试后再联系",
        next_on=date(2025, 3, 25),
        by=people["chen"],
    )
    assert due(row) == date(2025, 3, 25)


def test_another_interval_moves_the_next_contact_of_everybody(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, MONTHLY)
    row = person(register, people)
    item = find_item(f"{FAIRS}.contact")
    assert item is not None
    assert (item.title, item.words(item.default)) == ("定期联系间隔", "30 日")
    change_setting(
        item, 45, bureau=people.east, begins_on=date(2025, 2, 1), reason="人手不足", by=people["zhao"]
    )
    remake(register)
    assert due(row) == date(2025, 4, 15)


def test_visits_at_six_and_twelve_months_are_settled_one_after_the_other(
    people: People, redeclare: Redeclare
) -> None:
    register = watched(redeclare, FollowUp("visit", "回访", "held_on", after_months=(6, 12), remind_days=15))
    row = person(register, people, "2024-03-01")
    assert due(row) == date(2024, 9, 1)

    def visit(day: date) -> None:
        record_contact(register, row, "visit", done_on=day, result="存续", by=people["chen"])

    # A call in April is no visit after six months.
    visit(date(2024, 4, 1))
    assert due(row) == date(2024, 9, 1)
    visit(date(2024, 8, 20))
    assert due(row) == date(2025, 3, 1)
    visit(date(2025, 3, 10))
    assert not Deadline.objects.exists()


def test_a_row_that_keeps_the_next_day_itself_is_given_it_by_the_contact(
    people: People, redeclare: Redeclare
) -> None:
    register = watched(redeclare, FollowUp("contact", "联系", next_on="held_on"))
    row = person(register, people, "2025-03-01")
    assert due(row) == date(2025, 3, 1)
    with pytest.raises(ValidationError, match="请填写下次跟进日"):
        record_contact(
            register, row, "contact", done_on=date(2025, 3, 1), result="联系不上", by=people["chen"]
        )
    assert not Contact.objects.exists()
    record_contact(
        register,
        row,
        "contact",
        done_on=date(2025, 3, 1),
        result="联系不上，改期",
        next_on=date(2025, 3, 8),
        by=people["chen"],
    )
    assert due(row) == date(2025, 3, 8)
    stands = JobFair.objects.get(pk=row.pk)
    assert (stands.held_on, stands.version) == (date(2025, 3, 8), 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"result": "  "}, "result"),
        ({"done_on": timezone.localdate() + timedelta(days=1)}, "done_on"),
        ({"next_on": date(2025, 3, 20)}, "next_on"),
    ],
)
def test_a_contact_without_sense_is_refused_beside_its_field(
    people: People, redeclare: Redeclare, values: dict[str, object], field: str
) -> None:
    register = watched(redeclare, MONTHLY)
    usual = {"done_on": date(2025, 3, 20), "result": "已就业", "by": people["chen"]}
    with pytest.raises(ValidationError) as refused:
        record_contact(register, person(register, people), "contact", **(usual | values))  # type: ignore[arg-type]  # by name
    assert list(refused.value.message_dict) == [field]


def test_a_draft_is_not_followed_up(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, MONTHLY)
    draft = enter_row(register, {"title": "李四"}, unit=people.section, by=people["chen"], draft=True)
    with pytest.raises(WrongRowState, match="草稿"):
        record_contact(
            register, draft, "contact", done_on=date(2025, 3, 20), result="已就业", by=people["chen"]
        )


def test_a_follow_up_asks_for_attention_some_days_before(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, MONTHLY)
    row = person(register, people)
    fine = lights_of(register, [row], date(2025, 3, 27))[row.pk]
    soon = lights_of(register, [row], date(2025, 3, 28))[row.pk]
    assert (fine.urgency, soon.urgency) == (Urgency.FINE, Urgency.SOON)
    assert (soon.label, soon.text, soon.mark) == ("定期联系该跟进", "余 3 日", "slow")


def test_a_contact_stands_in_the_history_of_its_row(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, MONTHLY)
    row = person(register, people)
    record_contact(
        register,
        row,
        "contact",
        done_on=date(2025, 3, 20),
        way="上门",
        result="仍在找工作",
        by=people["chen"],
    )
    (event,) = events_of(register, row)
    assert (event.by, event.text, event.remark) == ("陈静", "跟进：定期联系（上门）", "仍在找工作")
