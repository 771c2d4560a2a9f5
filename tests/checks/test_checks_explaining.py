"""Which explanations count: a reason does, politeness does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bureau.returns.checks.declarations import all_settings, default_thresholds
from bureau.returns.checks.evaluating import evaluate
from bureau.returns.checks.explaining import refusal
from bureau.returns.checks.thresholds import Thresholds
from tests.checks.stage import snapshot

JOBS = "employment.urban_new_jobs"


@pytest.mark.parametrize(
    "words",
    [
        "核实无误",
        "经核实，数据无误。",
        "数据无误！",
        "情况属实",
        "正常波动",
        "无",
        "。。。",
        "",
        "  ",
        "同上",
        "见上",
    ],
)
def test_politeness_explains_nothing(words: str) -> None:
    assert refusal(words, default_thresholds())


@pytest.mark.parametrize(
    "words",
    ["援助行动集中认定27人", "数据未出", "春节后复工", "经核实，园区新开两家厂，招工80人", "补登上月漏报6人"],
)
def test_a_reason_is_taken(words: str) -> None:
    assert refusal(words, default_thresholds()) == ""


def test_the_bureau_may_refuse_other_words() -> None:
    own = Thresholds.over(all_settings(), {"boilerplate": "季节因素"})
    assert refusal("季节因素", own)
    assert refusal("季节因素", default_thresholds()) == ""
    assert refusal("核实无误", own) == ""


def test_politeness_leaves_the_finding_open_and_says_why() -> None:
    sheet = snapshot(f"prev:{JOBS}=100", f"{JOBS}=200", domain="employment")
    (polite,) = evaluate(replace(sheet, explanations={JOBS: "核实无误"})).findings
    assert polite.is_open
    assert "核实无误" in polite.refused
    (told,) = evaluate(replace(sheet, explanations={JOBS: "援助月集中登记"})).findings
    assert (told.is_open, told.explanation, told.word) == (False, "援助月集中登记", "已说明")


def test_no_words_mend_a_hard_finding() -> None:
    sheet = snapshot(
        "employment.fairs=5", "employment.offline_fairs=1", "employment.online_fairs=1", domain="employment"
    )
    verdict = evaluate(replace(sheet, explanations={"employment.fairs": "有三场两边都算"}))
    assert [one.is_open for one in verdict.findings] == [True]
