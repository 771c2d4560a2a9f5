"""The panel 审核关系 beside a sheet, and what stands under a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from bureau.figures.models import Sheet
from bureau.returns.checks.declarations import Level, Note, all_notes
from bureau.returns.checks.explaining import OPENINGS
from bureau.returns.checks.finding import Finding, Verdict
from bureau.returns.checks.offers import earlier_words, offers_for
from bureau.returns.checks.snapshot import Snapshot
from bureau.returns.lines import Line

PANEL = "returns/checks/panel.html"
ROW = "returns/checks/row.html"
# Cells that are not filled are counted in the bar; the panel lists what is wrong with those that are.
_UNLISTED = frozenset({"missing"})


@dataclass(frozen=True)
class Remark:
    """A finding as the panel lists it: with the number of the first of its rows.

    `words` are what explained its cells in earlier months.
    """

    finding: Finding
    code: str
    number: str
    words: Sequence[str] = ()

    @property
    def key(self) -> str:
        return key_of(self.finding)

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


def panel_of(
    verdict: Verdict, lines: Sequence[Line], words: Mapping[str, Sequence[str]] | None = None
) -> PanelOfChecks:
    numbers = {line.code: line.number_text for line in lines}
    listed = [one for one in verdict.findings if one.rule not in _UNLISTED]
    remarks = [_remark(one, numbers, words or {}) for one in listed]
    return PanelOfChecks(
        hard=sum(one.level == "hard" for one in listed),
        waiting=sum(one.level == "soft" and one.is_open for one in listed),
        explained=sum(one.level == "soft" and not one.is_open for one in listed),
        passed=verdict.passed,
        remarks=[one for one in remarks if one.finding.level != "definition"],
        definitions=[one for one in remarks if one.finding.level == "definition"],
    )


def panel_html(sheet: Sheet, verdict: Verdict, lines: Sequence[Line], *, is_open: bool) -> str:
    """`is_open`: whoever reads it can change the sheet, and is offered what may be done about each finding."""
    asking = [one for one in verdict.findings if one.level is Level.SOFT and one.rule not in _UNLISTED]
    words = earlier_words(sheet, {code for one in asking for code in one.cells}) if is_open else {}
    context = {"checks": panel_of(verdict, lines, words), "is_open": is_open, "openings": OPENINGS}
    return render_to_string(PANEL, context)


def rows_html(
    verdict: Verdict, snapshot: Snapshot, *, by_total: bool = False, near: str = ""
) -> dict[str, str]:
    """What stands under the rows, by indicator: each open finding once.

    It stands under the row that was typed in last (`near`) where it speaks of that, else under the first it names.
    """
    found: dict[str, list[dict[str, object]]] = {}
    for one in verdict.findings:
        if one.cells and one.is_open and one.rule not in _UNLISTED:
            offers = offers_for(one, snapshot, by_total=by_total)
            at = near if near in one.cells else one.cells[0]
            # The row it stands under need not be named again.
            told = [{"offer": offer, "is_here": offer.code == at} for offer in offers]
            found.setdefault(at, []).append({"finding": one, "key": key_of(one), "offers": told})
    return {code: render_to_string(ROW, {"findings": findings}) for code, findings in found.items()}


def key_of(finding: Finding) -> str:
    """Tells the findings of one sheet apart on its page."""
    return f"{finding.rule} {' '.join(finding.codes)}"


def notes_of(code: str) -> list[Note]:
    """口径 that concerns an indicator: what it must not be added to or compared with."""
    return [note for note in all_notes() if code in note.codes]


def _remark(finding: Finding, numbers: Mapping[str, str], words: Mapping[str, Sequence[str]]) -> Remark:
    code = finding.cells[0] if finding.cells else ""
    earlier = dict.fromkeys(one for cell in finding.cells for one in words.get(cell, ()))
    return Remark(finding, code, numbers.get(code, ""), tuple(earlier))
