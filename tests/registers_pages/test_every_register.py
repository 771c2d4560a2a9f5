"""Whatever a domain declares works in a browser: list, form, void, and who may do it."""

from __future__ import annotations

import pytest

from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import VOID, Register
from bureau.registers.registry import all_registers
from bureau.registers.rows import Row
from tests.people import People
from tests.registers_pages.filling import Filling, clerk_of, typed
from tests.registers_pages.walking import address, mistakes_in, session

every_register = pytest.mark.parametrize("register", all_registers(), ids=lambda one: one.code)


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
