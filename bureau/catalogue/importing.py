"""年度目标 by workbook: a dry run of the resource for the preview, and the plan it leaves for the job."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from import_export.results import RowResult

from bureau.catalogue.access import sets_targets, units_read_by, units_targeted_by
from bureau.catalogue.models import Indicator, Target
from bureau.catalogue.target_rows import TargetResource, set_row
from bureau.quantities import entry, entry_unit, plain
from bureau.uploads.formats import ROW, SHEET, CalamineFormat
from bureau.uploads.kinds import (
    MOST_CHANGES,
    Applied,
    Change,
    Fault,
    ImportKind,
    Preview,
    Wish,
)
from bureau.uploads.reading import Grid
from bureau.uploads.tables import text_of

MOST_ROWS = 1000
NO_HEADS = "没有找到表头：需要一行标题，里面有“单位”“指标”“年度”“目标值”。"
HEADS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位代码", "填报单位", "单位名称", "单位"),
    "indicator": ("指标代码", "代码", "指标名称", "指标"),
    "measure": ("计量单位", "单位"),
    "year": ("年度", "年份", "年"),
    "kind": ("类型", "目标类型"),
    "value": ("目标值", "目标", "全年目标"),
    "stretch": ("力争值", "力争目标"),
    "issuer": ("下达单位", "下达机关"),
    "document": ("文号",),
    "issued_on": ("下达日期",),
}
_NEEDED = {"unit", "indicator", "year", "value"}


def preview_targets(wish: Wish, grids: Sequence[Grid]) -> Preview:
    reading = CalamineFormat(HEADS, _NEEDED)
    data = reading.dataset_of(grids)
    preview = Preview()
    if not data.headers:
        preview.fault(Fault(grids[0].name, 1, "A", "", NO_HEADS))
        return preview
    if len(data) > MOST_ROWS:
        preview.fault(
            Fault(grids[0].name, MOST_ROWS + 1, "A", "", f"目标一次最多导入 {MOST_ROWS} 行，请分几次。")
        )
        return preview
    result = TargetResource(wish.user).import_data(data, dry_run=True, use_transactions=True)
    for failed in (*result.base_errors, *(error for row in result.error_rows for error in row.errors)):
        raise failed.error
    rows = cast(list[Mapping[str, Any]], data.dict)  # Any: cells of a Dataset
    for invalid in result.invalid_rows:
        _faults(preview, rows[invalid.number - 1], invalid.error, reading.letters)
    plan = []
    for number, row in enumerate(result.rows):
        if row.is_skip():
            preview.same += 1
        elif row.is_new() or row.is_update():
            preview.new += row.is_new()
            preview.changed += row.is_update()
            if len(preview.changes) < MOST_CHANGES:
                preview.changes.append(_change(rows[number], row, reading.letters["value"]))
            plan.append(_planned(row.instance, row.original))
    preview.plan = json.dumps(plan, ensure_ascii=False).encode()
    return preview


def apply_targets(wish: Wish, plan: Path) -> Applied:
    """Set the targets of the plan; a target that somebody else set meanwhile refuses all of them."""
    rows = json.loads(plan.read_bytes())
    with transaction.atomic():
        for row in rows:
            unit = units_targeted_by(wish.user).filter(pk=row["unit"]).first()
            if unit is None:
                raise ValidationError("预览之后您的权限有变化，没有导入。请重新上传。")
            indicator = Indicator.objects.get(pk=row["indicator"])
            day = row["issued_on"]
            target = Target(
                unit=unit,
                indicator=indicator,
                year=row["year"],
                kind=row["kind"],
                value=Decimal(row["value"]),
                stretch=None if row["stretch"] is None else Decimal(row["stretch"]),
                issuer=row["issuer"],
                document=row["document"],
                issued_on=datetime.date.fromisoformat(day) if day else None,
            )
            try:
                set_row(target, wish.user, row["seen"])
            except ValidationError as error:
                sentence = "".join(error.messages)
                raise ValidationError(
                    f"{unit.name}{row['year']}年“{indicator.name}”：{sentence}整份文件没有导入。"
                ) from error
    return Applied(len(rows), f"已导入 {len(rows)} 个目标。" if rows else "文件里的目标和系统里的一样。")


def may_import_targets(wish: Wish) -> bool:
    if wish.unit is not None and not units_read_by(wish.user).filter(pk=wish.unit.pk).exists():
        raise Http404
    return sets_targets(wish.user)


def _faults(
    preview: Preview, row: Mapping[str, Any], error: ValidationError, letters: Mapping[str, str]
) -> None:
    for name, sentences in error.message_dict.items():
        column = letters.get(name, letters["value"])
        preview.fault(Fault(row[SHEET], row[ROW], column, text_of(row.get(name))[:80], "".join(sentences)))


def _change(row: Mapping[str, Any], result: RowResult, column: str) -> Change:
    target, stood = cast(Target, result.instance), cast("Target | None", result.original)
    return Change(
        sheet=row[SHEET],
        row=row[ROW],
        column=column,
        unit=target.unit.code,
        period=str(target.year),
        indicator=target.indicator.code,
        name=f"{target.unit.label}　{target.indicator.name}",
        old=None if stood is None else plain(stood.value),
        new=plain(target.value),
        shown=("空" if stood is None else _shown(stood), _shown(target)),
    )


def _shown(target: Target) -> str:
    unit = entry_unit(target.indicator.unit)
    words = f"{Target.Kind(target.kind).label} {entry(target.value, unit=unit, base_unit=target.indicator.unit)}{unit}"
    if target.stretch is not None:
        words += f"（力争 {entry(target.stretch, unit=unit, base_unit=target.indicator.unit)}）"
    return f"{words}　{target.document}".rstrip()


def _planned(target: Target, stood: Target | None) -> dict[str, object]:
    return {
        "unit": target.unit_id,
        "indicator": target.indicator_id,
        "year": target.year,
        "kind": target.kind,
        "value": plain(target.value),
        "stretch": None if target.stretch is None else plain(target.stretch),
        "issuer": target.issuer,
        "document": target.document,
        "issued_on": target.issued_on.isoformat() if target.issued_on else None,
        "seen": stood.version if stood else 0,
    }


TARGETS = ImportKind(
    "targets",
    "年度目标",
    "一行一个目标，含“单位”“指标”“年度”“目标值”四列；可有“类型”“力争值”“下达单位”“文号”“下达日期”",
    may_import_targets,
    preview_targets,
    apply_targets,
)
