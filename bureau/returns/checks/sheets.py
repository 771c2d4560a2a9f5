"""The checks of a sheet, for whoever shows, submits or reviews it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from bureau.figures.models import Sheet
from bureau.returns.checks.evaluating import evaluate
from bureau.returns.checks.finding import Finding, Verdict
from bureau.returns.checks.loading import load


class StoppedByChecks(Exception):
    """The sheet cannot be submitted: `findings` are the hard ones and the soft ones that nobody explained."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        hard = sum(one.level == "hard" for one in findings)
        soft = len(findings) - hard
        parts = [f"{hard} 条要改" if hard else "", f"{soft} 条要写说明" if soft else ""]
        super().__init__(f"审核关系没有通过：{'，'.join(filter(None, parts))}，处理完再提交。")
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


def must_pass(sheet: Sheet, *, only: Collection[str] | None = None) -> Verdict:
    """Raises StoppedByChecks while something hard stands or something soft is unexplained.

    `only` are the cells of a returned sheet that are open: what concerns none of them cannot be mended now and was
    let through before.
    """
    verdict = verdict_of(sheet)
    blocking = tuple(
        one for one in verdict.blocking if only is None or any(code in only for code in one.cells)
    )
    if blocking:
        raise StoppedByChecks(blocking)
    return verdict
