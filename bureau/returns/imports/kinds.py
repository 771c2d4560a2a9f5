"""The imports of sheets and figures: who may, what they would change, and carrying it out."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.http import Http404

from bureau.organisation.access import has_role
from bureau.organisation.models import Role
from bureau.periods import Month
from bureau.returns.imports.figures_layout import preview_figures
from bureau.returns.imports.judging import carry_out
from bureau.returns.imports.rights import filling_of, this_year
from bureau.returns.imports.sheet_layout import preview_sheet
from bureau.returns.progress import units_read_by
from bureau.uploads.kinds import Applied, ImportKind, Wish


def may_import_sheet(wish: Wish) -> bool:
    """A clerk, for her own unit."""
    _must_exist(wish)
    filling = filling_of(wish.user, with_past=False)
    return filling.has(wish.unit.pk) if wish.unit else filling.anything


def may_import_figures(wish: Wish) -> bool:
    """A clerk for her own unit, the office for the past years of its bureau."""
    _must_exist(wish)
    if wish.unit is None:
        return has_role(wish.user, Role.CLERK, Role.OFFICE)
    return filling_of(wish.user, with_past=True).has(wish.unit.pk)


def apply_sheet(wish: Wish, plan: Path) -> Applied:
    return _applied(wish, plan, with_past=False)


def apply_figures(wish: Wish, plan: Path) -> Applied:
    return _applied(wish, plan, with_past=True, historic_before=Month(this_year(), 1))


def _applied(wish: Wish, plan: Path, *, with_past: bool, historic_before: Month | None = None) -> Applied:
    filling = filling_of(wish.user, with_past=with_past)
    try:
        written = carry_out(plan, by=wish.user, filling=filling, historic_before=historic_before)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return Applied(written, f"已导入 {written} 格。" if written else "文件里的数和系统里的一样，没有改动。")


def _must_exist(wish: Wish) -> None:
    if wish.unit is not None and not units_read_by(wish.user).filter(pk=wish.unit.pk).exists():
        raise Http404


SHEET = ImportKind(
    "sheet",
    "月报表",
    "用“下载模板”得到的工作簿，或含“指标名称”“本月数”两列的表格",
    may_import_sheet,
    preview_sheet,
    apply_sheet,
    asks_unit=True,
)
FIGURES = ImportKind(
    "figures",
    "分月数据（含历史年份）",
    "一行一个单位和指标，各月份各占一列；或一行一个数，含“填报单位”“指标”“月份”“数值”四列",
    may_import_figures,
    preview_figures,
    apply_figures,
)
