"""From a declared sentence and the figures of a year to the words and numbers of a text.

What is not reported is left out together with its punctuation. The figures choose the words (`reports.wording`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bureau.catalogue.models import Target
from bureau.catalogue.passages import (
    Change,
    Chapter,
    Clause,
    Completion,
    OfWhich,
    Part,
    Planned,
    Respectively,
    Sentence,
    Slot,
    Together,
    Word,
    mark_and_rest,
    pieces_of,
    slots_of,
)
from reports.summaries.document import Number, NumberKind, Paragraph, Provenance, Run, Text
from reports.summaries.figures import Figure, YearFigures
from reports.wording import (
    Measure,
    Phrase,
    Progress,
    Role,
    ceiling,
    completed_respectively,
    completion,
    from_to,
    joined,
    kept,
    of_which,
    respectively,
    roughly,
    stated_with_completion,
    year_on_year,
)

# From one on something came of a plan.
_ONE = Decimal(1)
_RATED = frozenset({Target.Kind.AT_LEAST, Target.Kind.NET_GROWTH})
# The figure of the year before is traced to that year; a difference is traced to the figure that changed.
_KINDS: dict[Role, NumberKind] = {
    "value": "value",
    "previous": "value",
    "target": "target",
    "completion": "completion",
    "change": "change",
    "points": "change",
    "pace": "change",
}


@dataclass
class Teller:
    """Tells the sentences of one chapter, and remembers which figures it has printed."""

    chapter: Chapter
    figures: YearFigures
    told: set[str] = field(default_factory=set)

    def paragraph(self, sentences: Sequence[Sentence]) -> Phrase:
        """The sentences that have something to say, one after the other; empty when none has."""
        return Phrase.of(*(self.sentence(sentence) for sentence in sentences))

    def sentence(self, sentence: Sentence, *, end: str = "。") -> Phrase:
        parts: list[str | Phrase] = []
        for part in sentence.parts:
            mark, phrase = self._part(part)
            if phrase:
                parts.extend([mark, phrase] if parts else [phrase])
        if not parts:
            return Phrase()
        phrase = Phrase.of(self.words(sentence.lead), *parts, end)
        self.told.update(number.key for number in phrase.numbers)
        return phrase

    def words(self, text: str) -> str:
        """A text without figures, its places filled."""
        return "".join(self._word(piece) for piece in pieces_of(text) if not isinstance(piece, Slot))

    def _word(self, piece: str | Word) -> str:
        if isinstance(piece, str):
            return piece
        return self.figures.as_of if piece.name == "as_of" else self.figures.period

    def _part(self, part: Part) -> tuple[str, Phrase]:
        match part:
            case Clause():
                return self._clause(part)
            case Completion():
                mark, text = mark_and_rest(part.text)
                return mark, self._completion(text, part)
            case Together():
                mark, _ = mark_and_rest(part.items[0].text)
                return mark, self._together(part)
            case Respectively():
                return part.mark, self._respectively(part)
            case OfWhich():
                return part.mark, self._of_which(part)
            case Change():
                mark, text = mark_and_rest(part.text)
                return mark, self._change(text, part.alone)
            case Planned():
                mark, _ = mark_and_rest(part.planned)
                return mark, self._planned(part)

    def _clause(self, clause: Clause) -> tuple[str, Phrase]:
        mark, text = mark_and_rest(clause.text)
        if not all(map(self._of, clause.needs)) or any(map(self._of, clause.unless)):
            return mark, Phrase()
        return mark, self._filled(text)

    def _filled(self, text: str) -> Phrase:
        parts: list[str | Phrase] = []
        for piece in pieces_of(text):
            if isinstance(piece, Slot):
                printed = self._printed(piece)
                if printed is None:
                    return Phrase()
                parts.append(printed)
            else:
                parts.append(self._word(piece))
        return Phrase.of(*parts)

    def _printed(self, slot: Slot) -> Phrase | None:
        figure = self._of(slot.code)
        if figure is None or figure.value is None:
            return None
        measure = figure.measure(figure.value, slot.unit)
        return roughly(measure) if slot.roughly else Phrase.of(measure.printed())

    def _planned(self, part: Planned) -> Phrase:
        (slot,) = slots_of(part.planned)
        figure = self.figures.figures.get(self.chapter.code_of(slot.code))
        if figure is None or figure.aim is None or figure.aim.kind != Target.Kind.AT_LEAST:
            return self._completion(mark_and_rest(part.done.text)[1], part.done)
        least = figure.aim.value if part.until_reached else _ONE
        if figure.value is not None and figure.value >= least:
            return self._completion(mark_and_rest(part.done.text)[1], part.done)
        plan = figure.measure(figure.aim.value, slot.unit).printed("target")
        pieces = pieces_of(mark_and_rest(part.planned)[1])
        return Phrase.of(*(plan if isinstance(piece, Slot) else self._word(piece) for piece in pieces))

    def _completion(self, text: str, part: Completion) -> Phrase:
        known = self._one(text)
        if known is None:
            return Phrase()
        name, figure, measure, rest = known
        told = Phrase.of(told_with_target(name, figure, measure, part.decimals), rest)
        if part.compare and figure.is_comparable:
            change = year_on_year(measure, figure.previous)
            told = Phrase.of(told, "，", change) if change else told
        return told

    def _together(self, part: Together) -> Phrase:
        rated: list[Progress] = []
        others: list[Phrase] = []
        for item in part.items:
            _, text = mark_and_rest(item.text)
            known = self._one(text)
            if known is None:
                continue
            name, figure, measure, _ = known
            progress = progress_of(name, figure, measure, item.decimals)
            if progress is not None and progress.has_rate:
                rated.append(progress)
            else:
                others.append(told_with_target(name, figure, measure, item.decimals))
        told = [completed_respectively(rated)] if rated else []
        plain = [joined(others, last="、")] if others else []
        return joined([*told, *plain], separator="；", last="；")

    def _respectively(self, part: Respectively) -> Phrase:
        known = [found for found in map(self._one, part.items) if found is not None]
        return respectively([(name, measure) for name, _, measure, _ in known]) if known else Phrase()

    def _of_which(self, part: OfWhich) -> Phrase:
        total = self._of(part.total)
        if total is None or total.value is None:
            return Phrase()
        known = [found for found in map(self._one, part.items) if found is not None]
        return of_which(total.measure(total.value), [(name, measure) for name, _, measure, _ in known])

    def _change(self, text: str, alone: str) -> Phrase:
        known = self._one(text)
        if known is None:
            return Phrase()
        name, figure, measure, rest = known
        if figure.year_end is None:
            return self._filled(alone)
        return Phrase.of(name, from_to(measure, figure.year_end), rest)

    def _of(self, name: str) -> Figure | None:
        return self.figures.of(self.chapter.code_of(name))

    def _one(self, text: str) -> tuple[str, Figure, Measure, str] | None:
        """The words before the one figure of a text, the figure as it is to be printed, and the words after it."""
        (slot,) = slots_of(text)
        figure = self._of(slot.code)
        if figure is None or figure.value is None:
            return None
        pieces = pieces_of(text)
        place = pieces.index(slot)
        before = "".join(self._word(piece) for piece in pieces[:place] if not isinstance(piece, Slot))
        after = "".join(self._word(piece) for piece in pieces[place + 1 :] if not isinstance(piece, Slot))
        return before, figure, figure.measure(figure.value, slot.unit), after


def progress_of(name: str, figure: Figure, measure: Measure, decimals: int) -> Progress | None:
    """Value and target where a completion rate says something: an amount with a target to be reached."""
    if figure.aim is None or figure.aim.kind not in _RATED or figure.is_rate:
        return None
    if figure.aim.kind == Target.Kind.NET_GROWTH:
        if figure.year_end is None:
            return None
        measure = measure.with_value(measure.value - figure.year_end)
    return Progress(name, measure, figure.aim.value, decimals)


def told_with_target(name: str, figure: Figure, measure: Measure, decimals: int) -> Phrase:
    """One figure beside its target, in the words that its kind of target asks for."""
    stated = Phrase.of(name, measure.printed())
    if figure.aim is None:
        return stated
    progress = progress_of(name, figure, measure, decimals)
    if progress is not None and figure.aim.kind == Target.Kind.NET_GROWTH:
        return Phrase.of(stated, "，净增", progress.measure.printed("change"), "，", completion(progress))
    if progress is not None:
        return stated_with_completion(progress)
    if figure.aim.kind == Target.Kind.AT_MOST:
        return Phrase.of(stated, "，", ceiling(measure, figure.aim.value))
    if figure.aim.kind == Target.Kind.KEEP or figure.is_rate:
        level = kept(measure, figure.aim.value)
        if measure.value == figure.aim.value:
            return Phrase.of(name.removesuffix("为"), level)
        return Phrase.of(stated, "，", level)
    return stated


def traced(phrase: Phrase, figures: YearFigures) -> Paragraph:
    """The phrase as a paragraph, each number with the figure it was read from."""
    return Paragraph(tuple(_runs(phrase, figures)))


def _runs(phrase: Phrase, figures: YearFigures) -> Iterator[Run]:
    for piece in phrase.pieces:
        if isinstance(piece, str):
            yield Text(piece)
        else:
            yield Number(piece.text, provenance(piece.key, piece.role, figures), piece.value)


def provenance(code: str, role: Role, figures: YearFigures) -> Provenance | None:
    figure = figures.figures.get(code)
    if figure is None:
        return None
    year = figures.year - 1 if role == "previous" else figures.year
    span = "t12" if role in ("previous", "target") else figure.span
    return Provenance(code, figures.unit.code, year, span, _KINDS[role])


def completion_decimals(chapters: Sequence[Chapter]) -> dict[str, int]:
    """How many decimals each completion rate prints, by code, as the sentences declare it."""
    declared: dict[str, int] = {}
    for chapter in chapters:
        for sentence in chapter.sentences():
            for part in sentence.parts:
                for item in _items(part):
                    if isinstance(item, Completion):
                        (slot,) = slots_of(item.text)
                        code = chapter.code_of(slot.code)
                        declared[code] = max(declared.get(code, 0), item.decimals)
    return declared


def _items(part: Part) -> tuple[Part, ...]:
    """What a part tells one by one."""
    match part:
        case Together():
            return part.items
        case Planned():
            return (part.done,)
    return (part,)
