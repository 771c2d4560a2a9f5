"""Explanations: which words settle a soft finding, and which are only politeness."""

from __future__ import annotations

from bureau.catalogue.names import plain_text
from bureau.returns.checks.thresholds import BOILERPLATE, EXPLANATION_LENGTH, Thresholds


def refusal(explanation: str, thresholds: Thresholds) -> str:
    """Why these words explain nothing, as a sentence; empty when they are taken."""
    left = plain_text(explanation)
    for phrase in sorted(map(plain_text, thresholds.lines(BOILERPLATE)), key=len, reverse=True):
        left = left.replace(phrase, "")
    fewest = int(thresholds.number(EXPLANATION_LENGTH))
    if len(left) >= fewest:
        return ""
    if len(plain_text(explanation)) >= fewest:
        return f"“{explanation.strip()[:20]}”说明不了原因，请写出是什么事、涉及多少。"
    return f"说明太短，请至少写 {fewest} 个字。"
