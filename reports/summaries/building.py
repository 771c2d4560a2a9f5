"""The yearly summary (年度工作总结) of a bureau: the chapters of the domains, told with the figures of one year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.passages import CHAPTERS, Chapter
from bureau.organisation.models import Unit, UnitKind
from reports.summaries import annex
from reports.summaries.document import (
    Annex,
    Block,
    Document,
    Heading,
    Paragraph,
    Properties,
    Signature,
    Workbook,
    Worksheet,
    numbered,
)
from reports.summaries.figures import Figure, YearFigures
from reports.summaries.telling import Teller, completion_decimals, progress_of, traced
from reports.wording import Phrase, Progress, joined, pace, stated

REMAINDER_TITLE = "统筹兼顾，推进其他各项工作"
NO_PROPERTIES = Properties()
_NAMED = 5  # targets behind their pace that are named one by one
GAPS_TITLE = "存在的差距和下一步打算"
PLAN = "下一步，将逐项查找原因，压实责任，倒排进度，推动各项任务如期完成，并提前谋划明年工作。"
PLAN_AFTER_THE_YEAR = "下一步，将逐项查找原因，把没有完成的任务列入下一年度重点，明确责任，持续推进。"


@dataclass(frozen=True, slots=True)
class Chapters:
    """What the chapters say, and which figures they have said."""

    blocks: tuple[Block, ...]
    told: frozenset[str]


def document_of(figures: YearFigures, properties: Properties = NO_PROPERTIES) -> Document:
    """The text with annex, ready to be printed. The same figures give the same text."""
    chapters = [CHAPTERS[domain] for domain in DECLARED if domain in CHAPTERS]
    decimals = completion_decimals(chapters)
    body = _chapters(chapters, figures)
    blocks = [*_opening(chapters, figures), *body.blocks, *_gaps(figures, decimals)]
    main = annex.main_table(figures, decimals)
    return Document(
        title=title_of(figures.unit, figures.year),
        byline=byline(figures),
        blocks=numbered(blocks),
        note=_note(figures),
        signature=None if figures.last is None else Signature(figures.unit.name, figures.last.last_day),
        annexes=(Annex(annex.TITLE, (main,)),) if main.rows else (),
        is_demonstration=figures.unit.is_demonstration,
        properties=properties,
    )


def workbook_of(figures: YearFigures, properties: Properties = NO_PROPERTIES) -> Workbook:
    """The annex as a workbook: the indicators with targets, then every reported one, domain by domain."""
    decimals = completion_decimals(list(CHAPTERS.values()))
    title = f"{figures.year}年{annex.TITLE}"
    sheets = [Worksheet(annex.TITLE, annex.main_table(figures, decimals, caption=title))]
    for domain, indicator_set in DECLARED.items():
        table = annex.domain_table(domain, indicator_set.title, figures, decimals)
        if table.rows:
            sheets.append(Worksheet(indicator_set.title, table))
    return Workbook(
        title=f"{figures.unit.name}{title}",
        sheets=tuple(sheets),
        as_of=byline(figures).strip("（）"),
        is_demonstration=figures.unit.is_demonstration,
        properties=properties,
    )


def title_of(unit: Unit, year: int) -> str:
    if unit.kind == UnitKind.CITY:
        return f"{unit.name}{year}年人力资源和社会保障工作总结"
    return f"{unit.name}{year}年工作总结"


def byline(figures: YearFigures) -> str:
    """Up to when the figures reach, and whether all of them were approved."""
    if figures.last is None:
        return "（尚无已审定数据）" if not figures.provisional else "（尚无数据）"
    status = "含未审定数据" if figures.provisional else "数据已审定"
    return f"（截至{figures.last.label}，{status}）"


def _note(figures: YearFigures) -> str:
    """An approved text says so when some of its figures are waiting for approvals."""
    waiting = sum(1 for figure in figures if figure.value is not None and not figure.is_settled)
    if figures.provisional or not waiting:
        return ""
    return f"{waiting}项指标{figures.as_of}尚有未审定的数，文中只计已审定数"


def _opening(chapters: Sequence[Chapter], figures: YearFigures) -> Iterator[Block]:
    whose = "全市人社系统" if figures.unit.kind == UnitKind.CITY else "全区人社系统"
    fields = "、".join(DECLARED[chapter.domain].title for chapter in chapters)
    parts: list[str | Phrase] = [f"{figures.year}年，{whose}围绕年度目标任务，统筹做好{fields}等工作。"]
    headlines = [
        headline
        for chapter in chapters
        for sentence in chapter.opening
        if (headline := Teller(chapter, figures).sentence(sentence, end=""))
    ]
    if headlines:
        parts += [f"{figures.as_of}，", joined(headlines, separator="；", last="；"), "。"]
    parts.append("现将主要情况总结如下。" if headlines else "本年度尚无可以写入总结的数据。")
    yield traced(Phrase.of(*parts), figures)


def _chapters(chapters: Sequence[Chapter], figures: YearFigures) -> Chapters:
    tellers = [Teller(chapter, figures) for chapter in chapters]
    topics = [list(_topics(teller)) for teller in tellers]
    told = frozenset().union(*(teller.told for teller in tellers))
    blocks: list[Block] = []
    for teller, said in zip(tellers, topics, strict=True):
        rest = _remainder(teller.chapter.domain, told, figures)
        if said or rest:
            blocks += [Heading(1, teller.chapter.title), *said]
        if rest:
            blocks += [Heading(2, REMAINDER_TITLE), *rest]
    return Chapters(tuple(blocks), told)


def _topics(teller: Teller) -> Iterator[Block]:
    for topic in teller.chapter.topics:
        paragraphs = [phrase for part in topic.paragraphs if (phrase := teller.paragraph(part))]
        if paragraphs:
            yield Heading(2, topic.title)
            yield from (traced(phrase, teller.figures) for phrase in paragraphs)


def _remainder(domain: str, told: frozenset[str], figures: YearFigures) -> list[Paragraph]:
    """What was reported and no sentence has said, group by group: nothing that was done is passed over."""
    groups: dict[str, list[Phrase]] = {}
    for figure in figures:
        if figure.domain != domain or figure.code in told or figure.is_rank or figure.value is None:
            continue
        phrase = stated(figure.label, figure.measure(figure.value))
        groups.setdefault(figure.group, []).append(phrase)
    if not groups:
        return []
    listed = [Phrase.of(f"{group}方面，", joined(phrases, last="、")) for group, phrases in groups.items()]
    return [traced(Phrase.of(joined(listed, separator="；", last="；"), "。"), figures)]


def _gaps(figures: YearFigures, decimals: Mapping[str, int]) -> list[Block]:
    """The targets that are not reached yet, each with its distance from the pace of the year."""
    aimed = [
        (figure, progress)
        for figure in figures
        if (progress := _progress(figure, decimals.get(figure.code, 1))) is not None
    ]
    open_ = [(figure, progress) for figure, progress in aimed if progress.share < 100]
    if not open_:
        return []
    slow = [(figure, progress) for figure, progress in open_ if not _keeps_pace(figure, progress)]
    counted = [
        f"{len(aimed) - len(open_)}项已经完成" if len(aimed) > len(open_) else "",
        f"{len(open_) - len(slow)}项达到时序进度" if len(open_) > len(slow) else "",
        f"{len(slow)}项{'未能完成' if figures.is_whole_year else '慢于时序进度'}" if slow else "",
    ]
    told: list[str | Phrase] = [
        f"{figures.as_of}，{len(aimed)}项设定全年任务的指标中，{'，'.join(filter(None, counted))}"
    ]
    if slow:
        farthest = sorted(slow, key=lambda pair: pair[1].share - _elapsed(pair[0]))[:_NAMED]
        phrases = [_gap(figure, progress) for figure, progress in farthest]
        told += [
            "，其中差距较大的是：" if len(slow) > _NAMED else "：",
            joined(phrases, separator="；", last="；"),
        ]
    plan = PLAN_AFTER_THE_YEAR if figures.is_whole_year else PLAN
    return [Heading(1, GAPS_TITLE), traced(Phrase.of(*told, "。", plan), figures)]


def _keeps_pace(figure: Figure, progress: Progress) -> bool:
    return progress.share >= _elapsed(figure)


def _elapsed(figure: Figure) -> Fraction:
    """序时进度 in per cent."""
    return Fraction(figure.slot, 12) * 100


def _progress(figure: Figure, decimals: int) -> Progress | None:
    if figure.value is None or not figure.is_settled:
        return None
    progress = progress_of(figure.label, figure, figure.measure(figure.value), decimals)
    return progress if progress is not None and progress.has_rate else None


def _gap(figure: Figure, progress: Progress) -> Phrase:
    done = progress.measure.printed()
    short = progress.measure.with_value(progress.target - progress.measure.value).printed("change")
    told = Phrase.of(progress.name, done, "，距全年任务还差", short)
    speed = pace(progress, _elapsed(figure) / 100) if figure.slot < 12 else Phrase()
    return Phrase.of(told, "，", speed) if speed else told
