"""Explanations: which words settle a soft finding, and which are only politeness."""

from __future__ import annotations

from bureau.catalogue.names import plain_text
from bureau.returns.checks.thresholds import BOILERPLATE, EXPLANATION_LENGTH, Thresholds

# How an explanation may begin. Each ends in a colon: the reason itself is hers to write.
OPENINGS = ("集中办理：", "补报往月：", "活动带动：", "政策调整：", "企业停工或搬迁：", "口径变化：")
_COLONS = "：:"


def refusal(explanation: str, thresholds: Thresholds) -> str:
    """Why these words explain nothing, as a sentence; empty when they are taken."""
    if explanation.strip()[-1:] and explanation.strip()[-1] in _COLONS:
        return f"“{explanation.strip()[-20:]}”后面请接着写：是什么事、涉及多少。"
    left = plain_text(explanation)
    for phrase in sorted(map(plain_text, thresholds.lines(BOILERPLATE)), key=len, reverse=True):
        left = left.replace(phrase, "")
    fewest = int(thresholds.number(EXPLANATION_LENGTH))
    if len(left) >= fewest:
        return ""
    if len(plain_text(explanation)) >= fewest:
        return f"“{explanation.strip()[:20]}”说明不了原因，请写出是什么事、涉及多少。"
    return f"说明太短，请至少写 {fewest} 个字。"
