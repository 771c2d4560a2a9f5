"""Registers over tables that exist, declared for a test as it needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bureau.registers.declarations import Register
from bureau.registers.registry import find_register
from bureau.registers.registry import redeclare as put_in_place
from tests.people import People, settle

Redeclare = Callable[..., Register]


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def redeclare() -> Iterator[Redeclare]:
    """`redeclare("employment.job_fairs", clocks=(…))`: the register as it stands, with something declared otherwise."""
    stood: dict[str, Register] = {}

    def again(code: str, **changes: object) -> Register:
        register = find_register(code)
        assert register is not None
        stood.setdefault(code, register)
        changed = replace(register, **changes)  # type: ignore[arg-type]  # fields of a declaration, by name
        put_in_place(changed)
        return changed

    yield again
    for register in stood.values():
        put_in_place(register)
