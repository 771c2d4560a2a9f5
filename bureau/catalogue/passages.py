"""How a domain says what the yearly summary tells about it (总结章节).

A domain's `sections` package declares one `Chapter`: headings, paragraphs and sentences that name indicators by their
codes and never hold a number. The core keeps the chapters and checks them; reports fill in the figures. A part whose
figure is not reported is left out with its punctuation, and so is what has become empty: sentence, paragraph, heading.

The text of a part is written as it will read. In it

- ``{fairs}`` is the figure of an indicator, printed in the unit that suits it; codes without a dot are of the
  chapter's own domain;
- ``{fairs:场次}`` insists on a measure word (量词); a scaled one, ``{posts:万个}``, is used where it loses nothing;
- ``{campus_posts~}`` is told roughly (1300余个) where the number bears it;
- ``{=as_of}`` is 截至11月底, or 截至年底 when the year is complete; ``{=period}`` is 1—11月 or 全年.

A punctuation mark at its beginning (，、；) stands between the part and what comes before it; without one it is ，.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

WordName: TypeAlias = Literal["as_of", "period"]

_PIECE: Final = re.compile(
    r"\{(?:=(?P<word>as_of|period)|(?P<code>[a-z0-9_.]+)(?P<roughly>~)?(?::(?P<unit>[^{}:]+))?)\}"
)
_MARKS: Final = ("，", "、", "；")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one figure in a text; `roughly` is the mark of a figure told with 余."""

    code: str
    unit: str = ""
    roughly: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """The place of words that follow from the span: up to when the figures reach."""

    name: WordName


Piece: TypeAlias = str | Slot | Word


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The words, places and figures of a text, in order. Raises ValueError for braces that mean nothing."""
    pieces: list[Piece] = []
    position = 0
    for match in _PIECE.finditer(text):
        pieces.append(text[position : match.start()])
        if match["word"] == "as_of":
            pieces.append(Word("as_of"))
        elif match["word"]:
            pieces.append(Word("period"))
        else:
            pieces.append(Slot(match["code"], match["unit"] or "", match["roughly"] is not None))
        position = match.end()
    pieces.append(text[position:])
    if any(isinstance(piece, str) and ("{" in piece or "}" in piece) for piece in pieces):
        raise ValueError(f"no figure or place can be read from the braces of {text!r}")
    return tuple(piece for piece in pieces if piece != "")


def slots_of(text: str) -> tuple[Slot, ...]:
    return tuple(piece for piece in pieces_of(text) if isinstance(piece, Slot))


def mark_and_rest(text: str) -> tuple[str, str]:
    """The punctuation before a part, and the part without it."""
    return (text[0], text[1:]) if text.startswith(_MARKS) else ("，", text)


@dataclass(frozen=True, slots=True)
class Clause:
    """分句: words with figures. Left out unless all of them, and those of `needs`, are reported.

    It is also left out when one of `unless` is reported, because another part says it then.
    """

    text: str
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """完成情况: one figure with its target and how far it has come; stated alone where no target is set.

    `decimals` are those of the completion rate. `compare` adds 同比 where the year before is known.
    """

    text: str
    decimals: int = 1
    compare: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """分别完成: several figures, then all their completion rates in the same order."""

    items: tuple[Completion, ...]


@dataclass(frozen=True, slots=True)
class Respectively:
    """分别为: several names, then all their figures in the same order. Each item is a name and its figure."""

    items: tuple[str, ...]
    mark: str = "，"


@dataclass(frozen=True, slots=True)
class OfWhich:
    """其中: parts of a total, each a name and its figure; left out unless the total is reported."""

    total: str
    items: tuple[str, ...]
    mark: str = "，"


@dataclass(frozen=True, slots=True)
class Change:
    """由…降至…: one figure beside that of the whole year before; `alone` is the text where that is not known."""

    text: str
    alone: str


@dataclass(frozen=True, slots=True)
class Planned:
    """计划与结果: the plan (the year's target) while nothing came of it yet, then the figure.

    The figure of `planned` is printed as its target. With `until_reached=True` the plan is told until it is reached.
    """

    planned: str
    done: Completion
    until_reached: bool = False


Part: TypeAlias = Clause | Completion | Together | Respectively | OfWhich | Change | Planned


@dataclass(frozen=True, slots=True)
class Sentence:
    """一句: parts in order. `lead` are words at its beginning, with their own punctuation."""

    parts: tuple[Part, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """一节: a heading of the second level and its paragraphs."""

    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...]

    def sentences(self) -> Iterator[Sentence]:
        for paragraph in self.paragraphs:
            yield from paragraph


@dataclass(frozen=True, slots=True)
class Chapter:
    """一章: what one domain contributes. `opening` goes to the first paragraph of the whole text."""

    domain: str
    title: str
    topics: tuple[Topic, ...]
    opening: tuple[Sentence, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        yield from self.opening
        for topic in self.topics:
            yield from topic.sentences()

    def code_of(self, name: str) -> str:
        """The full code of what a text of this chapter names."""
        return name if "." in name else f"{self.domain}.{name}"


def sentence(*parts: str | Part, lead: str = "") -> Sentence:
    """A sentence; a bare text is a clause."""
    return Sentence(tuple(Clause(part) if isinstance(part, str) else part for part in parts), lead)


def topic(title: str, *paragraphs: Sequence[Sentence]) -> Topic:
    return Topic(title, tuple(tuple(paragraph) for paragraph in paragraphs))


def together(*items: Completion) -> Together:
    return Together(items)


def respectively(*items: str, mark: str = "，") -> Respectively:
    return Respectively(items, mark)


def of_which(total: str, *items: str, mark: str = "，") -> OfWhich:
    return OfWhich(total, items, mark)


def texts_of(part: Part) -> tuple[str, ...]:
    """Every text of a part that may hold figures."""
    match part:
        case Clause() | Completion():
            return (part.text,)
        case Change():
            return (part.text, part.alone)
        case Planned():
            return (part.planned, part.done.text)
        case Together():
            return tuple(item.text for item in part.items)
        case Respectively() | OfWhich():
            return part.items


def names_in(part: Part) -> Iterator[str]:
    """Every code, as written, that a part reads, whether it prints it or only waits for it."""
    for text in texts_of(part):
        yield from (slot.code for slot in slots_of(text))
    if isinstance(part, Clause):
        yield from (*part.needs, *part.unless)
    if isinstance(part, OfWhich):
        yield part.total


CHAPTERS: Final[dict[str, Chapter]] = {}


def declare_chapter(chapter: Chapter) -> None:
    """Make a domain's chapter known. Declaring a domain twice is a mistake of ours and raises ValueError."""
    if chapter.domain in CHAPTERS:
        raise ValueError(f"{chapter.domain} declares its chapter twice")
    CHAPTERS[chapter.domain] = chapter
