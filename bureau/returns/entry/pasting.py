"""粘贴: what a block would do to a sheet, said cell by cell before anything is written."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bureau.figures.models import Sheet, Source
from bureau.quantities import QuantityError, base_decimals, entry, exponent_of, parse
from bureau.returns.changes import judge_given
from bureau.returns.entry.blocks import block_of
from bureau.returns.entry.cumulative import Gaps, before, gaps_in, month_of
from bureau.returns.entry.matching import Match, Matching, Stray, matched
from bureau.returns.lines import CellState, Line
from bureau.returns.models import Basis
from bureau.returns.reading import read_lines

# What people write where there is nothing, Excel's own dash for zero among it.
_NOTHING = frozenset({"-", "—", "——", "–", "－", "/", "\\", "无", "暂无", "n/a", "不适用", "#n/a"})
_SHUT = {
    CellState.DERIVED: "由分子分母算出，不用填",
    CellState.NOT_APPLICABLE: "本单位不填（不适用）",
    CellState.COUNTED: "台账取数，粘贴不改它；确需改报请在这一格写说明",
    CellState.LOCKED: "这一格现在不能改",
}


class Fate(enum.StrEnum):
    """What becomes of a pasted cell."""

    CHANGE = "change"
    SAME = "same"
    SKIP = "skip"
    WRONG = "wrong"


@dataclass(frozen=True)
class Proposal:
    """One row of the preview. `given` is the text of the block, `value` the month in the unit of entry."""

    row: int
    line: Line
    given: str
    fate: Fate
    value: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Preview:
    basis: Basis
    proposals: Sequence[Proposal]
    strays: Sequence[Stray]
    notes: Sequence[str]

    def of(self, fate: Fate) -> list[Proposal]:
        return [one for one in self.proposals if one.fate is fate]

    @property
    def changes(self) -> list[Proposal]:
        return self.of(Fate.CHANGE)

    @property
    def wrong(self) -> list[Proposal]:
        return self.of(Fate.WRONG)

    @property
    def same(self) -> list[Proposal]:
        return self.of(Fate.SAME)

    @property
    def skipped(self) -> list[Proposal]:
        """Skipped for a reason; a cell the block leaves blank needs none."""
        return [one for one in self.of(Fate.SKIP) if one.sentence]

    @property
    def listed(self) -> list[Proposal]:
        """What the preview shows row by row, in the order of the block."""
        return [one for one in self.proposals if one.fate is Fate.CHANGE or one.sentence]

    @property
    def is_ready(self) -> bool:
        return bool(self.changes) and not self.wrong

    @property
    def cells(self) -> list[dict[str, object]]:
        """The cells to be saved, as the page sends them."""
        return [
            {"indicator": one.line.code, "value": one.value, "version": one.line.version}
            for one in self.changes
        ]


def previewed(
    sheet: Sheet,
    text: str,
    *,
    at: str = "",
    basis: Basis = Basis.MONTH,
    mended: Mapping[int, str] | None = None,
) -> Preview:
    """Nothing is written. `mended` are cells typed anew in the preview, by row of the block; a blank one is left out.

    Raises UnreadableBlock for text that is no block.
    """
    lines = read_lines(sheet)
    found = matched(block_of(text), lines, at=at, basis=basis)
    gaps = gaps_in(sheet, [match.line for match in found.matches])
    proposals = _without_twins([_proposal(match, found, gaps, mended or {}) for match in found.matches])
    return Preview(found.basis, _judged(sheet, proposals), found.strays, found.notes)


def _proposal(match: Match, found: Matching, gaps: Gaps, mended: Mapping[int, str]) -> Proposal:
    """The month that the cell asks for; whether the sheet takes it is judged for all cells together."""
    line, is_mended = match.line, match.row in mended
    given = mended[match.row].strip() if is_mended else match.text
    proposal = Proposal(match.row, line, given, Fate.SKIP)
    if not given:
        return proposal
    if not line.is_open or line.state is CellState.COUNTED:
        return replace(proposal, sentence=_SHUT.get(line.state, _SHUT[CellState.LOCKED]))
    if given.lower() in _NOTHING:
        return replace(proposal, sentence=f"“{given}”当作没有数，不改；没有发生请填 0")
    try:
        text = given if is_mended else _with_unit(given, match.unit, line)
        if found.basis is Basis.TO_DATE and line.adds_up:
            text = month_of(line, text, gaps.get(line.indicator_id, ()), is_explained=bool(line.explanation))
        elif match.total and not is_mended:
            _check_total(match, text, gaps)
    except QuantityError as error:
        return replace(proposal, fate=Fate.WRONG, sentence=str(error))
    return replace(proposal, fate=Fate.CHANGE, value=text)


def _with_unit(given: str, unit: str, line: Line) -> str:
    """The unit of the block's own column goes with the number, so that 元 in the block is 元 and not 万元."""
    if not unit or unit == line.entry_unit or not given[-1].isdigit():
        return given
    exponent_of(unit, line.unit)
    return f"{given}{unit}"


def _check_total(match: Match, text: str, gaps: Gaps) -> None:
    """Where the block has month and year to date, they must agree; raises QuantityError with both."""
    line = match.line
    if not line.adds_up or gaps.get(line.indicator_id) or match.total.lower() in _NOTHING:
        return
    month, total = _number(line, text), _number(line, _with_unit(match.total, match.unit, line))
    if month is None or total is None or before(line) + month == total:
        return

    def shown(value: Decimal) -> str:
        return entry(value, unit=line.entry_unit, base_unit=line.unit)

    raise QuantityError(
        f"本月数 {shown(month)} 加上月累计 {shown(before(line))} 是 {shown(before(line) + month)}，"
        f"和累计数 {shown(total)} 对不上，请核对后在这里改本月数。"
    )


def _number(line: Line, text: str) -> Decimal | None:
    places = base_decimals(line.unit, line.decimals) + exponent_of(line.entry_unit, line.unit)
    return parse(text, unit=line.entry_unit, base_unit=line.unit, decimals=places, typed=True)


def _without_twins(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Of two cells for one row neither is guessed at: the second is wrong until one of them is blanked."""
    taken: dict[str, int] = {}
    result = []
    for one in proposals:
        meant = one.fate in {Fate.CHANGE, Fate.WRONG}
        if meant and one.line.code in taken:
            sentence = f"和第 {taken[one.line.code]} 行是同一个指标，请清空其中一个。"
            one = replace(one, fate=Fate.WRONG, value="", sentence=sentence)
        elif meant:
            taken[one.line.code] = one.row
        result.append(one)
    return result


def _judged(sheet: Sheet, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The rules of saving, asked beforehand: what cannot be taken, what changes nothing."""
    cells = [
        {"indicator": one.line.code, "value": one.value, "version": one.line.version}
        for one in proposals
        if one.fate is Fate.CHANGE
    ]
    if not cells:
        return list(proposals)
    judged = judge_given(sheet, cells, typed=True, source=Source.PASTED)
    result = []
    for one in proposals:
        code = one.line.code
        if one.fate is not Fate.CHANGE:
            result.append(one)
        elif code in judged.fields:
            result.append(replace(one, fate=Fate.WRONG, sentence="".join(judged.fields[code])))
        else:
            value = judged.changes[code].value
            text = "" if value is None else entry(value, unit=one.line.entry_unit, base_unit=one.line.unit)
            result.append(
                replace(one, fate=Fate.SAME if value == one.line.value else Fate.CHANGE, value=text)
            )
    return result
