"""What the sheets add to the long work: imports and exports of sheets, figures and totals."""

from __future__ import annotations

from bureau.jobs.exports import ExportKind, add_export_kind
from bureau.returns.exports.figures import FigureParams, may_export_figures, write_figures
from bureau.returns.exports.sheets import SheetParams, may_export_sheets, write_sheets
from bureau.returns.exports.totals import TotalParams, may_export_totals, write_totals
from bureau.returns.imports.kinds import FIGURES, SHEET
from bureau.uploads.kinds import add_import_kind

_FORMATS = ("xlsx", "csv")

add_import_kind(SHEET)
add_import_kind(FIGURES)
add_export_kind(ExportKind("sheet", "月报表", SheetParams, may_export_sheets, write_sheets, _FORMATS))
add_export_kind(ExportKind("figures", "分月数据", FigureParams, may_export_figures, write_figures, _FORMATS))
add_export_kind(ExportKind("totals", "汇总表", TotalParams, may_export_totals, write_totals, _FORMATS))
