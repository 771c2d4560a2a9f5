"""Enumerations: `A、B和C`, `分别为…、…和…`, `其中…`."""

from __future__ import annotations

from collections.abc import Sequence

from reports.wording.phrases import Measure, Phrase, stated


def joined(phrases: Sequence[Phrase], *, separator: str = "、", last: str = "和") -> Phrase:
    """`A`, `A和B`, `A、B和C`."""
    parts: list[str | Phrase] = []
    for position, phrase in enumerate(phrases):
        if position:
            parts.append(last if position == len(phrases) - 1 else separator)
        parts.append(phrase)
    return Phrase.of(*parts)


def respectively(items: Sequence[tuple[str, Measure]]) -> Phrase:
    """`社保卡覆盖率、激活率和入卡率分别为99%、91%和94%`; a single one is simply stated."""
    if len(items) == 1:
        return Phrase.of(items[0][0], "为", items[0][1].printed())
    names = joined([Phrase.of(name) for name, _ in items])
    values = joined([Phrase.of(measure.printed()) for _, measure in items])
    return Phrase.of(names, "分别为", values)


def of_which(total: Measure, parts: Sequence[tuple[str, Measure]]) -> Phrase:
    """`其中博士21人、硕士362人`; what exceeds its total is not called a part of it, but named all the same."""
    listed = joined([stated(name, measure) for name, measure in parts], last="、")
    fits = all(part.base_unit == total.base_unit and part.value <= total.value for _, part in parts)
    return Phrase.of("其中" if fits else "", listed) if parts else listed
