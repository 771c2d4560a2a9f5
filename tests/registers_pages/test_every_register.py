"""Whatever a domain declares works in a browser: list, form, steps to the end, void, and who may do it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import VOID, Doer, Phase, Register, Step
from bureau.registers.exchange.fields import FieldType, type_of
from bureau.registers.registry import all_registers
from bureau.registers.rows import Row
from tests.people import People
from tests.registers_pages.filling import Filling, clerk_of, in_order, text_for, typed

LONGEST_WAY = 6
MOST_WAYS = 12

every_register = pytest.mark.parametrize("register", all_registers(), ids=lambda one: one.code)


def session(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(register: Register, name: str, *more: object) -> str:
    return reverse(f"registers:{name}", args=[register.code, *more])


@every_register
def test_list_and_form_open_with_every_field(register: Register, people: People) -> None:
    client = session(people, clerk_of(register))
    listed = client.get(address(register, "list"))
    assert listed.status_code == 200
    assert register.title in listed.content.decode()
    form = client.get(address(register, "new")).content.decode()
    missing = [name for name in content_fields(register) if f'name="{name}"' not in form]
    assert missing == []


@every_register
def test_a_row_is_entered_and_walks_to_its_end(register: Register, people: People) -> None:
    said: list[str] = []
    for filling in Filling:
        for way in ways(register):
            row = entered(register, people, filling, said)
            if row is not None and walked(register, people, row, way, said):
                history = session(people, clerk_of(register)).get(address(register, "row", row.pk))
                assert history.status_code == 200
                assert row.number in history.content.decode()
                return
    raise AssertionError("\n".join(dict.fromkeys(said)) or "no way leads to an end")


@every_register
def test_a_row_is_made_void_with_a_reason(register: Register, people: People) -> None:
    said: list[str] = []
    row = entered(register, people, Filling.NEEDED, said) or entered(register, people, Filling.ALL, said)
    assert row is not None, said
    client = session(people, clerk_of(register))
    without = client.post(address(register, "void", row.pk), {"version": row.version, "reason": " "})
    assert without.status_code == 400
    client.post(address(register, "void", row.pk), {"version": row.version, "reason": "登记错了"})
    row.refresh_from_db()
    assert row.state == VOID
    assert f'id="row-{row.pk}"' not in client.get(address(register, "list")).content.decode()
    assert "登记错了" in client.get(address(register, "row", row.pk)).content.decode()


@every_register
def test_other_units_find_nothing_and_leaders_change_nothing(register: Register, people: People) -> None:
    said: list[str] = []
    row = entered(register, people, Filling.NEEDED, said) or entered(register, people, Filling.ALL, said)
    assert row is not None, said
    foreign = session(people, "xu")
    assert foreign.get(address(register, "row", row.pk)).status_code == 404
    assert foreign.get(address(register, "edit", row.pk)).status_code == 404
    assert row.number not in foreign.get(address(register, "list")).content.decode()
    leader = session(people, "director")
    assert leader.get(address(register, "row", row.pk)).status_code == 200
    assert leader.get(address(register, "new")).status_code == 403
    assert leader.get(address(register, "edit", row.pk)).status_code == 403
    void = {"version": row.version, "reason": "不该能作废"}
    assert leader.post(address(register, "void", row.pk), void).status_code == 403


# --- a person at work -----------------------------------------------------------------------------------------------


def entered(register: Register, people: People, filling: Filling, said: list[str]) -> Row | None:
    """A row entered through the form; None, with what the page said, when it was not taken."""
    values = {**typed(register, people, filling), "explanation": "示例说明", "do": "enter"}
    # Rows that were needed for the form stand now as well.
    before = set(register.model._default_manager.values_list("pk", flat=True))
    response = session(people, clerk_of(register)).post(address(register, "new"), values)
    if response.status_code != 302:
        said.append(f"new: {mistakes_in(response.content.decode())}")
        return None
    row = register.model._default_manager.exclude(pk__in=before).order_by("-pk").first()
    assert isinstance(row, Row)
    return row


def walked(register: Register, people: People, row: Row, way: list[Step], said: list[str]) -> bool:
    fields = content_fields(register)
    order = list(in_order(register))
    for step in way:
        row.refresh_from_db()
        values = {
            name: text_for(fields[name], order.index(name), people)
            for name in step.asks
            if type_of(fields[name]) is not FieldType.PERSONAL or getattr(row, name) is None
        }
        client = session(people, "li" if step.by is Doer.REVIEWER else clerk_of(register))
        response = client.post(
            address(register, "step", row.pk, step.key),
            {**values, "version": row.version, "reason": "核对无误", "explanation": "示例说明"},
        )
        if response.status_code != 302:
            said.append(f"{step.key}: {response.status_code} {mistakes_in(response.content.decode())}")
            return False
        row.refresh_from_db()
        assert row.state == step.ends
    return True


def ways(register: Register) -> Iterator[list[Step]]:
    """Ways from the first state to one that is done, the shortest first."""
    ends = {state.name for state in register.states if state.phase is Phase.DONE} or {
        register.states[-1].name
    }
    found = 0
    pile: list[tuple[str, list[Step]]] = [(register.initial, [])]
    while pile and found < MOST_WAYS:
        state, way = pile.pop(0)
        if state in ends:
            found += 1
            yield way
            continue
        been = {register.initial, *(step.ends for step in way)}
        if len(way) < LONGEST_WAY:
            pile += [
                (step.ends, [*way, step])
                for step in register.steps
                if state in step.begins and step.ends not in been
            ]


def mistakes_in(html: str) -> str:
    """The sentences of a refused page."""
    parts = html.split('role="alert">')[1:]
    return " / ".join(" ".join(part.split("</p>")[0].replace("<p>", "").split())[:160] for part in parts)[
        :500
    ]
