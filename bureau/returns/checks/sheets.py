"""The checks of a sheet, for whoever shows, submits or reviews it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bureau.figures.models import CellReturn, Sheet, SheetState
from bureau.returns.checks.evaluating import MISSING, evaluate
from bureau.returns.checks.finding import Finding, Verdict
from bureau.returns.checks.loading import load

# A refusal tells so many findings in full and counts the rest.
TOLD = 3


class StoppedByChecks(Exception):
    """The sheet cannot be submitted: `findings` are the hard ones and the soft ones that nobody explained."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        hard = sum(one.level == "hard" for one in findings)
        soft = len(findings) - hard
        parts = [f"{hard} 条要改" if hard else "", f"{soft} 条要写说明" if soft else ""]
        sentences = "".join(f"{one.title}：{one.message}{one.refused}" for one in findings[:TOLD])
        more = f"其余 {len(findings) - TOLD} 条见“审核关系”。" if len(findings) > TOLD else ""
        super().__init__(
            f"审核关系没有通过：{'，'.join(filter(None, parts))}，处理完再提交。{sentences}{more}"
        )
        self.findings = findings


def verdict_of(
    sheet: Sheet,
    values: Mapping[str, Decimal | None] | None = None,
    explanations: Mapping[str, str] | None = None,
) -> Verdict:
    """All checks of a sheet; `values` and `explanations` by code stand for what is typed and not saved yet."""
    snapshot = load(sheet)
    if values or explanations:
        snapshot = snapshot.with_values(values or {}, explanations)
    return evaluate(snapshot)


def findings_of(sheet: Sheet) -> tuple[Finding, ...]:
    """What speaks against the sheet, hard ones first."""
    return verdict_of(sheet).findings


def must_pass(sheet: Sheet) -> Verdict:
    """Raises StoppedByChecks while something hard stands or something soft is unexplained."""
    verdict = verdict_of(sheet)
    if blocking := blocking_of(sheet, verdict):
        raise StoppedByChecks(blocking)
    return verdict


def blocking_of(sheet: Sheet, verdict: Verdict) -> tuple[Finding, ...]:
    """What stops this sheet now.

    Of a returned sheet, what concerns none of its open cells cannot be mended now and was let through before.
    """
    if sheet.state != SheetState.RETURNED:
        return verdict.blocking
    waiting = CellReturn.objects.filter(sheet=sheet, settled_at__isnull=True)
    again = frozenset(waiting.values_list("indicator__code", flat=True))
    return tuple(one for one in verdict.blocking if not again.isdisjoint(one.cells))


def against(sheet: Sheet, verdict: Verdict) -> str:
    """What still stops submission, for the bar: 1 条须改、2 条待说明. Cells not filled yet are counted elsewhere."""
    blocking = [one for one in blocking_of(sheet, verdict) if one.rule != MISSING]
    hard = sum(one.level == "hard" for one in blocking)
    parts = [
        f"{hard} 条须改" if hard else "",
        f"{len(blocking) - hard} 条待说明" if len(blocking) > hard else "",
    ]
    return "、".join(filter(None, parts))
