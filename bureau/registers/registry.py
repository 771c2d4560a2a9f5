"""All registers of the installation, by code. The domains fill it at start; the core never names one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bureau.registers.declarations import Register

if TYPE_CHECKING:
    from bureau.registers.rows import Row

_registers: dict[str, Register] = {}
_by_model: dict[type[Row], Register] = {}


def declare(*registers: Register) -> None:
    """Called by the `registers` module of a domain. Two registers under one code are a mistake in the code."""
    for register in registers:
        if _registers.get(register.code, register) != register:
            raise ValueError(f"Two registers are declared as {register.code}")
        _registers[register.code] = register
        _by_model[register.model] = register


def withdraw(*codes: str) -> None:
    """Take registers out again: for tests that declare one of their own."""
    for code in codes:
        _by_model.pop(_registers.pop(code).model, None)


def redeclare(register: Register) -> None:
    """Put another declaration in the place of the one under the same code: for tests of what it changes."""
    if register.code not in _registers:
        raise ValueError(f"Nobody declares a register as {register.code}")
    _registers[register.code] = register
    _by_model[register.model] = register


def all_registers() -> tuple[Register, ...]:
    """In the order of their domains and declarations."""
    return tuple(_registers.values())


def registers_of(domains: Iterable[str] | None) -> tuple[Register, ...]:
    """Those of some domains; None is all of them."""
    wanted = None if domains is None else set(domains)
    return tuple(one for one in _registers.values() if wanted is None or one.domain in wanted)


def find_register(code: str) -> Register | None:
    return _registers.get(code)


def register_of(row: Row) -> Register:
    """The register a row belongs to. Raises KeyError for a model nobody declared."""
    return _by_model[type(row)]


def register_behind(model: type[Row]) -> Register:
    """The register whose rows are of this model. Raises KeyError for a model nobody declared."""
    return _by_model[model]
