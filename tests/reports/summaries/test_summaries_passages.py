"""What the domains declare about the summary: every text can be read, every figure exists and has a place."""

from __future__ import annotations

import pytest

from bureau.catalogue.declarations import DECLARED, Indicator, Kind
from bureau.catalogue.passage_checks import RANK_UNIT, chapter_problems, check_chapters
from bureau.catalogue.passages import (
    CHAPTERS,
    Chapter,
    Slot,
    Word,
    declare_chapter,
    mark_and_rest,
    names_in,
    of_which,
    pieces_of,
    sentence,
    topic,
)

KNOWN = {
    "work.jobs": Indicator("work.jobs", "新增就业人数", unit="人", kind=Kind.FLOW),
    "work.rank": Indicator("work.rank", "排名", unit=RANK_UNIT, kind=Kind.STOCK),
}


def problems(*texts: str, lead: str = "") -> list[str | None]:
    chapter = Chapter("work", "就业", (topic("一节", [sentence(*texts, lead=lead)]),))
    return [problem.id for problem in chapter_problems(chapter, KNOWN)]


def test_a_text_is_read_as_words_places_and_figures() -> None:
    assert pieces_of("{=as_of}就业{jobs:名}，计{talent.total}。") == (
        Word("as_of"),
        "就业",
        Slot("jobs", "名"),
        "，计",
        Slot("talent.total"),
        "。",
    )


@pytest.mark.parametrize("text", ["就业{jobs", "就业{就业}", "就业{=now}", "就业}"])
def test_braces_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="braces"):
        pieces_of(text)
    assert problems(text) == ["catalogue.E041"]


def test_the_mark_before_a_part_is_a_comma_unless_it_says_otherwise() -> None:
    assert mark_and_rest("；办结{a}") == ("；", "办结{a}")
    assert mark_and_rest("办结{a}") == ("，", "办结{a}")


def test_wrong_declarations_are_named() -> None:
    assert problems("就业{jobs:名}") == []
    assert problems("就业{job}") == ["catalogue.E042"]
    assert problems("就业工作扎实推进") == ["catalogue.E043"]
    assert problems("就业{jobs:家}") == ["catalogue.E045"]
    assert problems("列第{rank}") == ["catalogue.E046"]
    assert problems("就业{jobs}", lead="{jobs}") == ["catalogue.E047"]
    assert problems() == ["catalogue.E044"]
    empty = Chapter("work", "就业", (topic("一节", [sentence(of_which("jobs"))]),))
    assert [problem.id for problem in chapter_problems(empty, KNOWN)] == ["catalogue.E044"]


def test_the_chapters_of_the_product_are_sound() -> None:
    assert check_chapters(None) == []
    assert set(CHAPTERS) == set(DECLARED)


def test_a_domain_has_one_chapter() -> None:
    with pytest.raises(ValueError, match="twice"):
        declare_chapter(Chapter("employment", "就业", ()))


def test_every_indicator_but_the_ranks_has_a_place_in_the_text() -> None:
    placed = {
        chapter.code_of(name)
        for chapter in CHAPTERS.values()
        for one in chapter.sentences()
        for part in one.parts
        for name in names_in(part)
    }
    missing = [
        indicator.code
        for indicator_set in DECLARED.values()
        for _, indicator in indicator_set
        if indicator.unit != RANK_UNIT and indicator.code not in placed
    ]
    assert missing == []


def test_figures_are_told_where_the_catalogue_says() -> None:
    """`sections` of an indicator names the chapters that may print it; one of them has to."""
    homes: dict[str, set[str]] = {}
    for chapter in CHAPTERS.values():
        for one in chapter.sentences():
            for part in one.parts:
                for name in names_in(part):
                    homes.setdefault(chapter.code_of(name), set()).add(chapter.domain)
    astray = [
        indicator.code
        for indicator_set in DECLARED.values()
        for _, indicator in indicator_set
        if indicator.code in homes and not homes[indicator.code] & set(indicator.printed_in)
    ]
    assert astray == []
