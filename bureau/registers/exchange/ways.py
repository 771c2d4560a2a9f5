"""How a new row of a file may have come to its state: by the steps its keeper takes alone, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from bureau.registers.declarations import Doer, Register, Step
from bureau.registers.rows import Row


def enterable_states(register: Register) -> list[str]:
    """States a file may give a new row: those reached without a review, a reason to be given, or a wait."""
    return list(_reached(register, lambda step: True))


def asked_on_the_way(register: Register, row: Row) -> tuple[str, ...] | None:
    """What the steps to the row's state ask for; None where a guard lets this row not get there."""
    return _reached(register, lambda step: not _guarded(step, row)).get(row.state)


def _reached(register: Register, may_go: Callable[[Step], bool]) -> dict[str, tuple[str, ...]]:
    """Each state with what was asked for on the shortest way to it."""
    states: dict[str, tuple[str, ...]] = {register.initial: ()}
    waiting = [register.initial]
    while waiting:
        state = waiting.pop(0)
        for step in register.steps:
            alone = step.by is Doer.FILLER and not (step.reason or step.waits_for)
            if alone and state in step.begins and step.ends not in states and may_go(step):
                states[step.ends] = (*states[state], *step.asks)
                waiting.append(step.ends)
    return states


def _guarded(step: Step, row: Row) -> bool:
    """Whether the step's guard says no to the row, asked as it is asked before the step is taken."""
    if step.guard is None:
        return False
    wanted, row.state = row.state, step.begins[0]
    try:
        return bool(step.guard(row))
    finally:
        row.state = wanted
