"""How a domain says what a register (台账) is: one `Register` beside its typed model.

From it come list, form, row page, transitions, due page, import, export, API and printed ledger, for every register
alike. The counting rules stand with the indicators that are counted (`Indicator.counting_rule`). Nothing here touches
the database; names of fields are checked at start (`system.py`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bureau.registers.timing import Cadence, Clock, Expiry, FollowUp, Plan, Setting

if TYPE_CHECKING:
    from bureau.registers.rows import Row

# States that every register has beside its own; rows in them never count.
DRAFT: Final = "草稿"
VOID: Final = "作废"

# Whatever a guard or a check looks at is a row of a model it knows itself.
AnyRow = Any


class Phase(StrEnum):
    """How a state is drawn: still moving, finished well, or dropped."""

    MOVING = "moving"
    DONE = "done"
    DROPPED = "dropped"


class Doer(StrEnum):
    """Who takes a step: whoever keeps the rows of the unit, or a reviewer who did not write the row."""

    FILLER = "filler"
    REVIEWER = "reviewer"


class FilledBy(StrEnum):
    SECTION = "section"
    TOWNS = "towns"
    BOTH = "both"


class Level(StrEnum):
    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True)
class State:
    """One state. `counts=False`: its rows are in no figure (退回, 不予通过, 核减)."""

    name: str
    counts: bool = True
    phase: Phase = Phase.MOVING


@dataclass(frozen=True)
class Step:
    """A transition: from any of `begins` to `ends`.

    `asks` are fields that have to be filled in at the step; `reason` asks for a sentence that stays in the history.
    `waits_for` names a clock that must have run out first (公示期未满不能批准). `guard` returns why it cannot be done
    now, as a Chinese sentence, or nothing.
    """

    key: str
    label: str
    begins: tuple[str, ...]
    ends: str
    by: Doer = Doer.FILLER
    asks: tuple[str, ...] = ()
    reason: bool = False
    waits_for: str = ""
    guard: Callable[[AnyRow], str] | None = None


@dataclass(frozen=True)
class Listing:
    """名单: rows picked by a condition that people ask for by name (空站名单, 未交年报). `late` draws it red."""

    key: str
    title: str
    pick: Callable[[Any, datetime.date], Any]  # (query set of the register's rows, today) -> query set
    late: bool = False


@dataclass(frozen=True)
class Breakdown:
    """分列表: rows counted, and `sums` added, by each value of `by` (八条渠道的人数)."""

    key: str
    title: str
    by: str
    sums: tuple[str, ...] = ()
    where: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RowCheck:
    """审核关系 of one row: a Chinese sentence naming both sides when it does not hold, else nothing.

    A hard one stops saving; a soft one asks for an explanation, which stays with the row.
    """

    key: str
    level: Level
    find: Callable[[AnyRow], str]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transfer:
    """转入: from a row in one of `states` a row of another register is begun, with the values it shares with it.

    `to` may be of another domain: it is looked up by its code. `carries` maps fields there to fields here. The new
    row begins in `state`, else in its initial one. With `many=True` more than one row may come of it (获奖人员),
    else it is passed on once.
    """

    key: str
    label: str
    to: str
    states: tuple[str, ...]
    carries: Mapping[str, str]
    sets: Mapping[str, object] = field(default_factory=dict)
    state: str = ""
    many: bool = False
    applies: Callable[[AnyRow], bool] | None = None


@dataclass(frozen=True)
class FormSection:
    """A titled part of form and row page."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class FirmLink:
    """Which firm a row is about: the field with its name and, where there is one, with its credit code.

    `many=True`: the field is a list of names.
    """

    name: str
    credit_code: str = ""
    many: bool = False


@dataclass(frozen=True)
class PersonLink:
    """Which person a row is about. People are joined by the blind index of `id_number`, never by their name."""

    name: str
    id_number: str = ""


@dataclass(frozen=True)
class Retention:
    """How long personal data stays: `years` after the date in `after` (else the last change) of a finished row."""

    years: int = 5
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """台账: a typed model and what can be done with its rows.

    `decides` is the date that decides the month (定月) and the one the list is ordered by. `label` is the field
    that names a row. `one` is the measure with its noun (一场招聘活动 → 场). `letters` begin the number of a row
    (ZP-2023-022). Fields left out of `sections` stand in a last one; `columns`, `filters` and `search` name
    fields of the model; `sums` are the columns whose total stands at the foot of the list. `derives` fills what
    follows from the other fields whenever some were written, before the checks; the row may still be incomplete.
    """

    code: str
    title: str
    model: type[Row]
    measure: str
    letters: str
    decides: str
    label: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    columns: tuple[str, ...]
    what: str = ""
    duty: str = ""
    filled_by: FilledBy = FilledBy.BOTH
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    sections: tuple[FormSection, ...] = ()
    clocks: tuple[Clock, ...] = ()
    expiries: tuple[Expiry, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    plans: tuple[Plan, ...] = ()
    listings: tuple[Listing, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    settings: tuple[Setting, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    derives: Callable[[AnyRow], None] | None = None
    transfers: tuple[Transfer, ...] = ()
    firm: FirmLink | None = None
    person: PersonLink | None = None
    retention: Retention = field(default_factory=Retention)
    aliases: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        return self.code.partition(".")[0]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def initial(self) -> str:
        """The state in which a row is entered."""
        return self.states[0].name

    @property
    def counted_states(self) -> tuple[str, ...]:
        return tuple(state.name for state in self.states if state.counts)

    @property
    def deadlines(self) -> tuple[Clock | Expiry | FollowUp, ...]:
        """Everything that makes a row due, under keys that are one family."""
        return (*self.clocks, *self.expiries, *self.follow_ups)

    def state(self, name: str) -> State:
        """One of its own states, or draft or void. Raises KeyError for any other name."""
        for state in (
            *self.states,
            State(DRAFT, counts=False),
            State(VOID, counts=False, phase=Phase.DROPPED),
        ):
            if state.name == name:
                return state
        raise KeyError(name)

    def step(self, key: str) -> Step:
        """Raises KeyError when the register has no such step."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)
