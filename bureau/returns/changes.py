"""From what a page or a program sends to figures: all that is wrong is said at once, all is saved or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from bureau.catalogue.declarations import Kind
from bureau.catalogue.models import Aggregate
from bureau.figures.models import Sheet, SheetState, Source
from bureau.figures.writing import (
    KEEP,
    CellChange,
    CellResult,
    Conflict,
    Kept,
    RefusedCells,
    RivalCell,
    WrongState,
    save_figures,
)
from bureau.organisation.models import User
from bureau.quantities import QuantityError, base_decimals, entry_unit, exponent_of, parse
from bureau.returns.calendar.deadlines import must_take_entries
from bureau.returns.checks.explaining import refusal
from bureau.returns.checks.loading import thresholds_of

KNOWN = frozenset({"indicator", "value", "version", "note", "explanation"})
MAX_CELLS = 1000
MAX_WORDS = 500
# What a version column holds; anything beyond was never given out by us.
MAX_VERSION = 2**31 - 2

_ASKED = """
SELECT i.code, i.id, i.name, i.unit, i.decimals, i.kind, i.aggregate,
       EXISTS (SELECT 1 FROM catalogue_ratepart p WHERE p.part_id = i.id),
       EXISTS (SELECT 1 FROM figures_cellreturn r
               WHERE r.sheet_id = %(sheet)s AND r.indicator_id = i.id AND r.settled_at IS NULL),
       f.value, coalesce(f.source, ''), f.explanation
FROM catalogue_indicator i
LEFT JOIN figures_figure f ON f.unit_id = %(unit)s AND f.month = %(month)s AND f.indicator_id = i.id
WHERE i.code = ANY(%(codes)s) AND i.domain = %(domain)s AND NOT i.retired
"""


class InvalidCells(Exception):
    """Nothing was written; `fields` maps indicator codes (or places in the list) to sentences."""

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        super().__init__("有单元格不能保存，请按提示修改后再存。")
        self.fields = dict(fields)


class StaleCells(Exception):
    """Somebody else was quicker. Nothing was written; `cells` are what stands there now, by indicator code."""

    def __init__(self, cells: Mapping[str, RivalCell]) -> None:
        super().__init__("这些单元格已被别人改过，请看过现在的数再决定。")
        self.cells = dict(cells)


class _Asked(NamedTuple):
    code: str
    indicator_id: int
    name: str
    unit: str
    decimals: int
    kind: str
    aggregate: str
    is_part: bool
    is_returned: bool
    value: Decimal | None
    source: str
    explanation: str | None

    @property
    def may_be_negative(self) -> bool:
        return may_be_negative(self.kind, self.aggregate, self.is_part)


def may_be_negative(kind: str, aggregate: str, is_part: bool) -> bool:
    """Only a flow can be corrected downwards; counts of rows, stocks and parts of rates cannot be negative."""
    return kind == Kind.FLOW and aggregate == Aggregate.SUM and not is_part


@dataclass(frozen=True)
class Saved:
    """What was saved, each beside its indicator's code."""

    results: Mapping[str, CellResult]
    # Whether a cell became filled, empty or explained: only then do the counts of the sheet move.
    counts_moved: bool

    @property
    def indicators(self) -> list[int]:
        return [result.indicator_id for result in self.results.values()]


@dataclass(frozen=True)
class Judged:
    """Cells read before anything is written: what would change, and a sentence for each that cannot be taken."""

    changes: Mapping[str, CellChange]
    fields: Mapping[str, list[str]]
    asked: Mapping[str, _Asked]


def save_given(
    sheet: Sheet, given: object, *, by: User, typed: bool = False, source: Source = Source.TYPED
) -> Saved:
    """Save a list of `{"indicator", "value", "version", "note", "explanation"}`.

    `typed`: values are what somebody typed on the page, in the unit of entry; otherwise plain decimals in the base
    unit. Raises `InvalidCells`, `StaleCells` or `WrongState`; then nothing is written.
    """
    judged = judge_given(sheet, given, typed=typed, source=source)
    if judged.fields:
        raise InvalidCells(judged.fields)
    asked = judged.asked
    results = _save(sheet, judged.changes, by)
    moved = any(
        (result.value is None, bool(result.explanation), result.source == Source.COUNTED)
        != (asked[code].value is None, bool(asked[code].explanation), asked[code].source == Source.COUNTED)
        for code, result in results.items()
    )
    return Saved(results, moved)


def judge_given(sheet: Sheet, given: object, *, typed: bool = False, source: Source = Source.TYPED) -> Judged:
    """Read the list as `save_given` does, and write nothing.

    Raises `InvalidCells` for what is no list of cells, `WrongState` for a sheet that its deadline has closed.
    """
    must_take_entries(sheet)
    items = _items(given)
    asked = _asked(
        sheet, [item["indicator"] for item in items.values() if isinstance(item["indicator"], str)]
    )
    _check_returned(sheet, items, asked)
    fields: dict[str, list[str]] = {}
    changes: dict[str, CellChange] = {}
    for place, item in items.items():
        code = item["indicator"]
        cell = asked.get(code) if isinstance(code, str) else None
        if cell is None:
            fields[code if isinstance(code, str) and code else f"{place}.indicator"] = [
                "这张表里没有这个指标，请核对指标代码。"
            ]
        elif cell.code in changes or cell.code in fields:
            fields[cell.code] = ["同一指标在一次保存里出现了两遍，请只留一个。"]
        else:
            try:
                changes[cell.code] = _change(cell, item, typed=typed, source=source)
            except QuantityError as error:
                fields[cell.code] = [str(error)]
    for code, sentence in _empty_words(sheet, changes, asked).items():
        del changes[code]
        fields[code] = [sentence]
    return Judged(changes, fields, asked)


def _empty_words(
    sheet: Sheet, changes: Mapping[str, CellChange], asked: Mapping[str, _Asked]
) -> dict[str, str]:
    """Explanations that explain nothing, with the sentence why; words that were taken once are not judged again."""
    given = {code: change.explanation for code, change in changes.items()}
    new = {
        code: words
        for code, words in given.items()
        if isinstance(words, str) and words != asked[code].explanation
    }
    if not new:
        return {}
    thresholds = thresholds_of(sheet.unit.bureau_id)
    told = {code: refusal(words, thresholds) for code, words in new.items()}
    return {code: sentence for code, sentence in told.items() if sentence}


def _save(sheet: Sheet, changes: Mapping[str, CellChange], by: User) -> dict[str, CellResult]:
    codes = {change.indicator_id: code for code, change in changes.items()}
    try:
        results = save_figures(sheet=sheet, changes=list(changes.values()), by=by)
    except RefusedCells as refused:
        raise InvalidCells({codes[pk]: [sentence] for pk, sentence in refused.fields.items()}) from refused
    except Conflict as conflict:
        raise StaleCells(_rivals(conflict, changes)) from conflict
    return {codes[result.indicator_id]: result for result in results}


def _rivals(conflict: Conflict, changes: Mapping[str, CellChange]) -> dict[str, RivalCell]:
    """What stands in the cells that were stale; a version that never was has an untouched cell for its rival."""
    standing = {cell.indicator_id: cell for cell in conflict.cells}
    rivals = {}
    for code, change in changes.items():
        rival = standing.get(change.indicator_id)
        if rival is not None:
            rivals[code] = rival
        elif not standing and change.version > 0:
            rivals[code] = RivalCell(change.indicator_id, None, 0, "", timezone.now())
    return rivals


def _items(given: object) -> dict[int, Mapping[str, object]]:
    """The cells by their place in the list; a list that is none, or an item with foreign fields, is refused."""
    if not isinstance(given, Sequence) or isinstance(given, str | bytes) or not given:
        raise InvalidCells({"": ["请发送单元格的列表，至少一格。"]})
    if len(given) > MAX_CELLS:
        raise InvalidCells({"": [f"一次最多保存 {MAX_CELLS} 格，请分几次发送。"]})
    fields: dict[str, list[str]] = {}
    items: dict[int, Mapping[str, object]] = {}
    for place, item in enumerate(given):
        if not isinstance(item, Mapping):
            fields[str(place)] = ["每一格须是一个对象，含 indicator、value 和 version。"]
            continue
        for name in item.keys() - KNOWN:
            fields[f"{place}.{str(name)[:40]}"] = ["这一项不能填写，请去掉。"]
        for name in {"indicator", "value", "version"} - item.keys():
            fields[f"{place}.{name}"] = [f"缺少 {name}，请补上。"]
        items[place] = item
    if fields:
        raise InvalidCells(fields)
    return items


def _asked(sheet: Sheet, codes: Sequence[str]) -> dict[str, _Asked]:
    with connection.cursor() as cursor:
        cursor.execute(
            _ASKED,
            {
                "sheet": sheet.pk,
                "unit": sheet.unit_id,
                "month": sheet.month.number,
                "domain": sheet.domain,
                "codes": list(codes),
            },
        )
        return {row[0]: _Asked(*row) for row in cursor.fetchall()}


def _check_returned(
    sheet: Sheet, items: Mapping[int, Mapping[str, object]], asked: Mapping[str, _Asked]
) -> None:
    """A wrong state is told before a wrong value: cells that were not sent back do not open again."""
    if sheet.state != SheetState.RETURNED:
        return
    known = [asked.get(str(item["indicator"])) for item in items.values()]
    closed = [cell.name for cell in known if cell is not None and not cell.is_returned]
    if closed:
        raise WrongState(f"这张表只退回了部分单元格，“{'、'.join(closed[:3])}”没有退回，不能改。")


def _change(cell: _Asked, item: Mapping[str, object], *, typed: bool, source: Source) -> CellChange:
    """Raises QuantityError with the sentence for whatever cannot be taken."""
    version = item["version"]
    if isinstance(version, bool) or not isinstance(version, int) or not 0 <= version <= MAX_VERSION:
        raise QuantityError("version 须是读到的版本号，没有填过的格是 0。")
    note, explanation = _words(item, "note"), _words(item, "explanation")
    value = _value(cell, item["value"], typed=typed)
    because = cell.explanation if isinstance(explanation, Kept) else explanation
    if value is not None and value < 0 and not because:
        raise QuantityError("填负数表示核减，请同时写明核减的说明；不是核减请填 0 或正数。")
    if cell.source in {Source.COUNTED, Source.OVERRIDE}:
        if value != cell.value and not because:
            raise QuantityError("这个数由台账取得；确需改报，请同时写明说明。")
        source = Source.OVERRIDE if value != cell.value else Source(cell.source)
    return CellChange(
        indicator_id=cell.indicator_id,
        value=value,
        version=version,
        note=note,
        explanation=explanation,
        source=source,
    )


def _value(cell: _Asked, given: object, *, typed: bool) -> Decimal | None:
    unit = entry_unit(cell.unit) if typed else cell.unit
    places = base_decimals(cell.unit, cell.decimals) + exponent_of(unit, cell.unit)
    return parse(
        given,
        unit=unit,
        base_unit=cell.unit,
        decimals=places,
        allow_negative=cell.may_be_negative,
        typed=typed,
    )


def _words(item: Mapping[str, object], name: str) -> str | Kept | None:
    """A note or an explanation: left out it stays, null or blank clears it."""
    if name not in item:
        return KEEP
    text = item[name]
    if text is None:
        return None
    label = "备注" if name == "note" else "说明"
    if not isinstance(text, str):
        raise QuantityError(f"{label}须是文字。")
    if len(text.strip()) > MAX_WORDS:
        raise QuantityError(f"{label}最多 {MAX_WORDS} 个字，请写得短一些。")
    return text.strip() or None
