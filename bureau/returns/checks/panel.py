"""The panel 审核关系 beside a sheet, and what stands under a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from bureau.returns.checks.declarations import Note, all_notes
from bureau.returns.checks.finding import Finding, Verdict
from bureau.returns.lines import Line

PANEL = "returns/checks/panel.html"
ROW = "returns/checks/row.html"
# Cells that are not filled are counted in the bar; the panel lists what is wrong with those that are.
_UNLISTED = frozenset({"missing"})


@dataclass(frozen=True)
class Remark:
    """A finding as the panel lists it: with the number of the first of its rows."""

    finding: Finding
    code: str
    number: str

    @property
    def doing(self) -> str:
        if self.finding.level == "hard":
            return "去改"
        return "改说明" if self.finding.explanation else "写说明"


@dataclass(frozen=True)
class PanelOfChecks:
    """The four counts and the list below them."""

    hard: int
    waiting: int
    explained: int
    passed: int
    remarks: Sequence[Remark]
    definitions: Sequence[Remark]


def panel_of(verdict: Verdict, lines: Sequence[Line]) -> PanelOfChecks:
    numbers = {line.code: line.number_text for line in lines}
    listed = [one for one in verdict.findings if one.rule not in _UNLISTED]
    remarks = [_remark(one, numbers) for one in listed]
    return PanelOfChecks(
        hard=sum(one.level == "hard" for one in listed),
        waiting=sum(one.level == "soft" and one.is_open for one in listed),
        explained=sum(one.level == "soft" and not one.is_open for one in listed),
        passed=verdict.passed,
        remarks=[one for one in remarks if one.finding.level != "definition"],
        definitions=[one for one in remarks if one.finding.level == "definition"],
    )


def panel_html(verdict: Verdict, lines: Sequence[Line], *, is_open: bool) -> str:
    return render_to_string(PANEL, {"checks": panel_of(verdict, lines), "is_open": is_open})


def rows_html(verdict: Verdict) -> dict[str, str]:
    """What stands under the rows, by indicator: each open finding once, under the row that its formula names first."""
    found: dict[str, list[Finding]] = {}
    for one in verdict.findings:
        if one.cells and one.is_open and one.rule not in _UNLISTED:
            found.setdefault(one.cells[0], []).append(one)
    return {code: render_to_string(ROW, {"findings": findings}) for code, findings in found.items()}


def notes_of(code: str) -> list[Note]:
    """口径 that concerns an indicator: what it must not be added to or compared with."""
    return [note for note in all_notes() if code in note.codes]


def _remark(finding: Finding, numbers: Mapping[str, str]) -> Remark:
    code = finding.cells[0] if finding.cells else ""
    return Remark(finding, code, numbers.get(code, ""))
