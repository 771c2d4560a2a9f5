"""Finding an indicator by what people call it: its name, an alias, its code, or the pinyin of a name.

The database narrows the rows down by substring of `Indicator.search_text`; what comes first is decided here.
"""

from __future__ import annotations

import enum
from typing import Final

from bureau.catalogue.models import Indicator, IndicatorQuerySet
from bureau.catalogue.names import plain_text

MOST_HITS: Final = 50


class Hit(enum.IntEnum):
    """How well a query meets a name, best first."""

    EXACT = 0
    BEGINS = 1
    CONTAINS = 2
    INITIALS = 3
    INITIALS_BEGIN = 4
    PINYIN_BEGINS = 5
    INITIALS_CONTAIN = 6
    PINYIN_CONTAINS = 7
    CODE_CONTAINS = 8
    WORDS_APART = 9


def search(text: str, *, among: IndicatorQuerySet | None = None, limit: int = MOST_HITS) -> list[Indicator]:
    """The indicators that `text` may mean, best first; equally good ones in the order of the paper table.

    Words parted by spaces may stand anywhere. Without `among`, all indicators in force are looked through.
    """
    words = [word for word in map(plain_text, text.split()) if word]
    if not words:
        return []
    rows = Indicator.objects.in_force() if among is None else among
    for word in words:
        rows = rows.filter(search_text__contains=word)
    whole = "".join(words)
    return sorted(rows, key=lambda indicator: _rank(indicator.search_text, whole))[:limit]


def _rank(search_text: str, query: str) -> tuple[Hit, bool]:
    """The best hit among the lines, and whether it is an alias rather than the indicator's own name."""
    *names, code = search_text.split("\n")
    ranks = [(_hit(line, query), position > 0) for position, line in enumerate(names)]
    if query == code:
        ranks.append((Hit.EXACT, True))
    elif query in code:
        ranks.append((Hit.CODE_CONTAINS, True))
    return min(ranks)


def _hit(line: str, query: str) -> Hit:
    name, initials, pinyin = line.split("\t")
    for met, hit in (
        (name == query, Hit.EXACT),
        (name.startswith(query), Hit.BEGINS),
        (query in name, Hit.CONTAINS),
        (initials == query, Hit.INITIALS),
        (initials.startswith(query), Hit.INITIALS_BEGIN),
        (pinyin.startswith(query), Hit.PINYIN_BEGINS),
        (query in initials, Hit.INITIALS_CONTAIN),
        (query in pinyin, Hit.PINYIN_CONTAINS),
    ):
        if met:
            return hit
    return Hit.WORDS_APART
