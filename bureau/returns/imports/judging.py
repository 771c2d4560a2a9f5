"""From cells with their places to a preview: what stands there now is asked once, in one statement for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bureau.figures.importing import (
    GivenCell,
    Judged,
    NoLonger,
    Overtaken,
    Verdict,
    apply_plan,
    compare,
)
from bureau.figures.models import SheetState
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from bureau.returns.imports.names import Indicators, Named, exact
from bureau.returns.imports.rights import Filling
from bureau.returns.steps import current_month
from bureau.uploads.kinds import MOST_CHANGES, MOST_ERRORS, Change, Fault, Preview
from bureau.uploads.tables import letter

_ROWS, _COLUMNS = 10**7, 10**3


def place(sheet: int, row: int, column: int) -> int:
    """One number for a cell of a file: worksheets in order, then rows, then columns from 0."""
    return (sheet * _ROWS + row) * _COLUMNS + column


@dataclass(frozen=True)
class Place:
    sheet: str
    row: int
    column: str


def place_of(number: int, sheets: list[str]) -> Place:
    rest, column = divmod(number, _COLUMNS)
    sheet, row = divmod(rest, _ROWS)
    return Place(sheets[sheet], row, letter(column))


@dataclass
class Reading:
    """What a layout finds in a file: the cells to judge, and through `fault` what is wrong before any judging."""

    sheets: list[str]
    indicators: Indicators
    units: Mapping[int, Unit]
    preview: Preview

    def fault(self, sheet: int, row: int, column: int, value: str, message: str) -> None:
        self.preview.fault(Fault(self.sheets[sheet], row, letter(column), value[:80], message))


def judged(reading: Reading, cells: Iterable[GivenCell], filling: Filling) -> Preview:
    """Fill the preview with what the cells come to; `cells` may be a generator that finds faults on its way."""
    found = compare(
        cells,
        now=current_month(),
        refusals=filling.refusals,
        most_refused=MOST_ERRORS,
        most_changing=MOST_CHANGES,
    )
    preview = reading.preview
    preview.same += found.counts.get(Verdict.SAME, 0)
    preview.new += found.counts.get(Verdict.NEW, 0)
    preview.changed += found.counts.get(Verdict.CHANGED, 0)
    for cell in found.refused:
        at, named = place_of(cell.place, reading.sheets), reading.indicators.by_pk[cell.indicator_id]
        preview.fault(
            Fault(at.sheet, at.row, at.column, named.shown(cell.new), _sentence(reading, cell, named))
        )
    good = {Verdict.SAME, Verdict.NEW, Verdict.CHANGED}
    refused = sum(number for verdict, number in found.counts.items() if verdict not in good)
    preview.faults_in_all += refused - len(found.refused)
    for cell in found.changing:
        preview.changes.append(_change(reading, cell))
    preview.plan = found.plan
    return preview


def carry_out(plan: Path, *, by: User, filling: Filling, historic_before: Month | None = None) -> int:
    """Write the plan; raises ValueError with a sentence when it no longer fits what stands there, or who asks."""
    try:
        return apply_plan(plan, by=by, refusals=filling.refusals, historic_before=historic_before)
    except NoLonger as gone:
        raise ValueError(f"预览之后情况有变化：{gone}") from gone
    except Overtaken as overtaken:
        raise ValueError(_overtaken(overtaken, Indicators())) from overtaken


def _overtaken(overtaken: Overtaken, indicators: Indicators) -> str:
    units = Unit.objects.in_bulk({cell[0] for cell in overtaken.cells})
    named = [
        f"{units[unit].label}{Month.from_number(month).label}“{indicators.by_pk[pk].name}”"
        + (f"（{by}）" if by else "")
        for unit, month, pk, by in overtaken.cells[:5]
        if pk in indicators.by_pk
    ]
    more = "等" if len(overtaken.cells) > 5 else ""
    return (
        f"预览之后，{'、'.join(named)}{more}被改过或不能再填，整份文件没有导入。请重新上传，看过预览再确认。"
    )


def _change(reading: Reading, cell: Judged) -> Change:
    at, named = place_of(cell.place, reading.sheets), reading.indicators.by_pk[cell.indicator_id]
    unit = reading.units[cell.unit_id]
    note = "（备注或说明有改动）" if cell.note and cell.old == cell.new else ""
    return Change(
        sheet=at.sheet,
        row=at.row,
        column=at.column,
        unit=unit.code,
        period=str(Month.from_number(cell.month)),
        indicator=named.code,
        name=f"{unit.label}　{named.name}",
        old=exact(cell.old),
        new=exact(cell.new),
        shown=(named.shown(cell.old), named.shown(cell.new) + note),
    )


Sentence = Callable[[Reading, Judged, Named], str]


def _sentence(reading: Reading, cell: Judged, named: Named) -> str:
    return _SENTENCES[Verdict(cell.verdict)](reading, cell, named)


def _twice(reading: Reading, cell: Judged, named: Named) -> str:
    if cell.twin is None:
        return "同一个数在文件里出现了两遍，请只留一个。"
    at = place_of(cell.twin, reading.sheets)
    sheet = f"“{at.sheet}”" if at.sheet else ""
    return f"和{sheet}第 {at.row} 行 {at.column} 列是同一个数，请只留一个。"


def _closed(reading: Reading, cell: Judged, named: Named) -> str:
    return reading.units[cell.unit_id].closed_sentence(Month.from_number(cell.month))


_SENTENCES: dict[Verdict, Sentence] = {
    Verdict.REFUSED: lambda r, c, n: c.refusal,
    Verdict.TWICE: _twice,
    Verdict.DERIVED: lambda r, c, n: f"“{n.name}”由分子分母算出，不用填，请清空这一格。",
    Verdict.UNASSIGNED: lambda r, c, n: "本单位本月不填这个指标（不适用），请清空这一格。",
    Verdict.CLOSED_UNIT: _closed,
    Verdict.NOT_BEGUN: lambda r, c, n: (
        f"{Month.from_number(c.month).label}还没有开始，不能填报，请清空这一格。"
    ),
    Verdict.WRONG_STATE: lambda r, c, n: (
        f"这张表是“{SheetState(c.state).label}”，不能改数；系统里是 {n.shown(c.old)}。"
        + ("要改请先撤回。" if c.state == SheetState.SUBMITTED else "要改请走更正程序。")
    ),
    Verdict.NOT_RETURNED: lambda r, c, n: (
        f"这张表只退回了部分单元格，这一格没有退回，应仍是 {n.shown(c.old)}。"
    ),
    Verdict.STALE: lambda r, c, n: (
        f"下载以后{c.by or '有人'}把它改成了 {n.shown(c.old)}。请重新下载再填，或把这一格改成 {n.shown(c.old)}。"
    ),
    Verdict.UNEXPLAINED: lambda r, c, n: "填负数表示核减，请同时写明核减的说明；不是核减请填 0 或正数。",
    Verdict.COUNTED: lambda r, c, n: (
        f"这个数由台账取得，是 {n.shown(c.old)}；确需改报，请在“说明”一列写明原因。"
    ),
}
