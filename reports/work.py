"""Exports that reports make: the yearly summary."""

from __future__ import annotations

from django.http import Http404

from bureau.jobs.exports import ExportKind, Params, add_export_kind
from bureau.jobs.registry import Run
from bureau.organisation.models import Unit, User
from reports.summaries import access
from reports.summaries.exporting import FORMATS, KIND, summary_file
from reports.summaries.parameters import SummaryParams


def may_export(user: User, params: Params) -> bool:
    if not access.known_units(user).filter(code=params["unit"]).exists():
        raise Http404
    return access.exportable_units(user).filter(code=params["unit"]).exists()


def write_summary(run: Run, params: Params) -> dict[str, object]:
    unit = Unit.objects.get(code=params["unit"])
    run.progress(10, f"正在汇集{params['year']}年数据")
    made = summary_file(
        unit, params["year"], params["format"], provisional=params["provisional"], serial=run.serial
    )
    run.progress(90, "正在保存文件")
    run.save_file(made.name, made.content)
    run.progress(100, "已生成")
    told = {"rows": made.rows, "unit": unit.code, "year": params["year"]}
    return told | ({"fingerprint": made.fingerprint} if made.fingerprint else {})


add_export_kind(
    ExportKind(KIND, "年度工作总结", SummaryParams, may=may_export, write=write_summary, formats=FORMATS)
)
