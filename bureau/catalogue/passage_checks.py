"""System checks over the chapters of the yearly summary: a wrong sentence stops the start, not the year's end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from bureau.catalogue.declarations import DECLARED, Indicator
from bureau.catalogue.passages import (
    CHAPTERS,
    Chapter,
    Clause,
    Part,
    Sentence,
    Slot,
    names_in,
    pieces_of,
    slots_of,
    texts_of,
)
from bureau.catalogue.units import may_show

RANK_UNIT = "位次"


def check_chapters(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """The system check: every chapter that the domains of this installation have declared."""
    known = {
        indicator.code: indicator for indicator_set in DECLARED.values() for _, indicator in indicator_set
    }
    return [problem for chapter in CHAPTERS.values() for problem in chapter_problems(chapter, known)]


def chapter_problems(chapter: Chapter, known: Mapping[str, Indicator]) -> Iterator[Error]:
    """Every mistake of one chapter, in the order of reading."""
    for sentence in chapter.sentences():
        for part in sentence.parts:
            try:
                yield from _part_problems(chapter, part, known)
            except ValueError as error:
                yield Error(f"{chapter.domain}: {error}", id="catalogue.E041")
        yield from _lead_problems(chapter, sentence)


def _part_problems(chapter: Chapter, part: Part, known: Mapping[str, Indicator]) -> Iterator[Error]:
    for name in names_in(part):
        if chapter.code_of(name) not in known:
            yield Error(
                f"{chapter.domain} tells of {chapter.code_of(name)}, which nobody declares",
                id="catalogue.E042",
            )
    for text in texts_of(part):
        slots = slots_of(text)
        if not slots or (len(slots) > 1 and not isinstance(part, Clause)):
            yield Error(
                f"{text!r} holds {len(slots)} figures where one is wanted"
                if slots
                else f"{text!r} holds no figure and would always stand alone",
                id="catalogue.E043",
            )
        yield from _slot_problems(chapter, text, slots, known)
    if not texts_of(part):
        yield Error(f"{chapter.domain}: a list without items", id="catalogue.E044")


def _slot_problems(
    chapter: Chapter, text: str, slots: Sequence[Slot], known: Mapping[str, Indicator]
) -> Iterator[Error]:
    for slot in slots:
        indicator = known.get(chapter.code_of(slot.code))
        if indicator is None:
            continue
        if slot.unit and not may_show(slot.unit, indicator.unit):
            yield Error(f"{text!r} prints {indicator.code} in {slot.unit}", id="catalogue.E045")
        if indicator.unit == RANK_UNIT:
            yield Error(
                f"{text!r} prints the rank {indicator.code}, which needs its document's number",
                id="catalogue.E046",
            )


def _lead_problems(chapter: Chapter, sentence: Sentence) -> Iterator[Error]:
    try:
        figures = [piece for piece in pieces_of(sentence.lead) if isinstance(piece, Slot)]
    except ValueError as error:
        yield Error(f"{chapter.domain}: {error}", id="catalogue.E041")
        return
    if figures:
        yield Error(f"The lead {sentence.lead!r} holds a figure", id="catalogue.E047")
    if not sentence.parts:
        yield Error(f"{chapter.domain}: a sentence without parts", id="catalogue.E044")
