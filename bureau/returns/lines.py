"""The rows of a monthly sheet as a reader sees them."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.models import Aggregate, Target
from bureau.figures.models import SheetState, Source
from bureau.periods import Month
from bureau.quantities import entry, entry_unit, from_base, plain, round_half_up
from bureau.returns.series import one_decimal
from bureau.totals.pace import under_ceiling

# Money is printed with at least its fen, so that a column of amounts reads as one.
MONEY_DECIMALS = 2
# Behind the pace by more than this many points is late (features: 黄 ≤ 10 points behind, 红 more).
LATE_POINTS = 10


class CellState(enum.StrEnum):
    """What stands in a cell and whether it can be filled now."""

    EMPTY = "empty"
    SAVED = "saved"
    RETURNED = "returned"
    DERIVED = "derived"
    COUNTED = "counted"
    LOCKED = "locked"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Returned:
    """Why a cell was sent back, by whom and when."""

    reason: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class YearTarget:
    """The unit's own target of the statistical year."""

    kind: str
    value: Decimal
    stretch: Decimal | None


@dataclass(frozen=True)
class Line:
    """One row of the paper table with its cell. Values are in the base unit `unit`; texts in the unit of entry.

    `value` is what was typed; differences that corrections booked in this month (`booked`, of the months `booked_from`)
    stand beside it and count in the years to date and in the columns of other months. `rows` is how many rows of
    `register` the value was counted from, None where nothing was.
    """

    indicator_id: int
    code: str
    name: str
    number: int
    depth: int
    is_first_child: bool
    group: str
    unit: str
    decimals: int
    aggregate: str
    definition: str
    value: Decimal | None
    version: int
    source: str
    note: str | None
    explanation: str | None
    state: CellState
    is_open: bool
    previous: Decimal | None
    last_year: Decimal | None
    year_to_date: Decimal | None
    pace: Decimal | None
    target: YearTarget | None
    months: tuple[Decimal | None, ...]
    slot: int
    returned: Returned | None
    booked: Decimal | None = None
    booked_from: tuple[Month, ...] = ()
    is_corrected: bool = False
    correction_waits: bool = False
    register: str = ""
    rows: int | None = None

    @property
    def entry_unit(self) -> str:
        return entry_unit(self.unit)

    @property
    def is_derived(self) -> bool:
        return self.aggregate == Aggregate.RATIO

    @property
    def adds_up(self) -> bool:
        """Whether its months add up to a cumulative number: flows and events; stocks and rates do not."""
        return self.aggregate == Aggregate.SUM

    @property
    def number_text(self) -> str:
        return f"{self.number:02d}"

    @property
    def has_months(self) -> bool:
        return any(value is not None for value in self.months)

    @property
    def slot_index(self) -> int:
        return self.slot - 1

    @property
    def text(self) -> str:
        """What stands in the input field: exact, in the unit of entry."""
        return "" if self.value is None else entry(self.value, unit=self.entry_unit, base_unit=self.unit)

    @property
    def value_text(self) -> str:
        return self.shown(self.value)

    @property
    def previous_text(self) -> str:
        return self.shown(self.previous)

    @property
    def last_year_text(self) -> str:
        return self.shown(self.last_year)

    @property
    def year_to_date_text(self) -> str:
        return self.shown(self.year_to_date)

    @property
    def target_text(self) -> str:
        """11000, ≤3.00, ≥90: the sign stands where reaching is not adding up."""
        if self.target is None:
            return ""
        signs = {Target.Kind.AT_MOST: "≤", Target.Kind.AT_LEAST: "≥" if self.is_derived else ""}
        return signs.get(Target.Kind(self.target.kind), "") + self.shown(self.target.value)

    @property
    def completion(self) -> Decimal | None:
        """Per cent of the target, one decimal; None without target or where only words can tell."""
        if self.target is None:
            return None
        exact = Target(kind=self.target.kind, value=self.target.value).completion(self.year_to_date)
        return None if exact is None else one_decimal(exact)

    @property
    def is_late(self) -> bool:
        return (
            self.completion is not None
            and self.pace is not None
            and self.completion < 100
            and self.pace - self.completion > LATE_POINTS
        )

    @property
    def is_share(self) -> bool:
        """Whether progress can be drawn as a share of the target."""
        return self.completion is not None and not self.is_derived

    @property
    def light(self) -> tuple[str, str] | None:
        """Light and word of a target that is no share: ceilings, holds and rates."""
        if self.target is None or self.is_share:
            return None
        value, goal = self.year_to_date, self.target.value
        if value is None:
            return ("unknown", "未填报") if self.target.kind != Target.Kind.NET_GROWTH else None
        match self.target.kind:
            case Target.Kind.AT_MOST:
                found = under_ceiling(value, goal)
                return found, {"within": "控制内", "near": "略超", "over": "超控制"}[found]
            case Target.Kind.KEEP:
                return ("kept", "保持") if value == goal else ("broken", "未保持")
            case _:
                return ("ok", "达到") if value >= goal else ("late", "未达到")

    @property
    def marks(self) -> list[str]:
        marks = {
            "explained": bool(self.explanation),
            "corrected": self.is_corrected or bool(self.booked_from),
        }
        return [mark for mark, holds in marks.items() if holds]

    @property
    def booked_text(self) -> str:
        """另有更正入账 −3（2026年8月），合计 27; empty when no correction is booked in this month."""
        if self.booked is None:
            return ""
        sign = "−" if self.booked < 0 else "+"
        months = "、".join(month.label for month in dict.fromkeys(self.booked_from))
        text = f"另有更正入账 {sign}{self.shown(abs(self.booked))}（{months}）"
        return text if self.value is None else f"{text}，合计 {self.shown(self.value + self.booked)}"

    @property
    def is_missing(self) -> bool:
        """Neither a value nor a word why there is none, in a cell somebody must fill."""
        askable = self.state not in {CellState.DERIVED, CellState.NOT_APPLICABLE}
        return askable and self.value is None and not self.explanation

    def shown(self, value: Decimal | None) -> str:
        """A value as the table prints it; — when there is none."""
        if value is None:
            return "—"
        if self.unit == "%":
            return str(round_half_up(value, self.decimals))
        number = from_base(value, unit=self.entry_unit, base_unit=self.unit)
        if self.unit == "元" and number == round_half_up(number, MONEY_DECIMALS):
            return str(round_half_up(number, MONEY_DECIMALS))
        return plain(number)


def state_of(
    *, aggregate: str, asked: bool, sheet_state: str, returned: bool, value: Decimal | None, source: str
) -> CellState:
    """The state of a cell: what it is before what is done with the sheet, that before whether it is filled."""
    if aggregate == Aggregate.RATIO:
        return CellState.DERIVED
    if not asked:
        return CellState.NOT_APPLICABLE if value is None else CellState.LOCKED
    if sheet_state in {SheetState.APPROVED, SheetState.LOCKED}:
        return CellState.LOCKED
    if sheet_state == SheetState.RETURNED:
        return CellState.RETURNED if returned else CellState.LOCKED
    if source == Source.COUNTED:
        return CellState.COUNTED
    return CellState.EMPTY if value is None else CellState.SAVED


def is_open(state: CellState, sheet_state: str) -> bool:
    """Whether the cell takes a value now, from somebody who may fill the sheet."""
    if sheet_state == SheetState.RETURNED:
        return state is CellState.RETURNED
    return sheet_state == SheetState.OPEN and state in {
        CellState.EMPTY,
        CellState.SAVED,
        CellState.COUNTED,
    }


@dataclass(frozen=True)
class GroupOfLines:
    """A headed block of the paper table: 一、就业与失业."""

    title: str
    lines: Sequence[Line]
