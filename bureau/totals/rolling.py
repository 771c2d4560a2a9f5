"""The roller: takes marks, makes the pages they touch again, deletes exactly the marks it saw.

What is owed stands in PostgreSQL (`figures_mark`, appended in the transaction of every change). A roller takes the lock
of a tree before it reads anything, so that no two rollers of one tree ever hold different pictures of the facts; a
roller that dies has changed nothing; a mark that is appended meanwhile waits for the next round. Running twice,
late, or in any order ends in the same pages, because pages are recomputed and never adjusted.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection, transaction

from bureau.catalogue.models import Aggregate
from bureau.periods import Month
from bureau.totals import recipe
from bureau.totals.ledger import Ledger, reported_months
from bureau.totals.rebuilding import forget_missing_units, plan_for, rebuild
from bureau.totals.touching import MarkSeen, Touched, touch
from bureau.totals.tree import Tree

LOCK: Final = (
    20_261  # first key of our advisory locks; the second is the root of the tree, 0 stands before all trees
)
MARKS_AT_ONCE: Final = 20_000
# From here on one pass over the year is cheaper than single pages.
PAGES_WORTH_A_YEAR: Final = 5_000

# A mark without a unit, or of a unit that is gone, belongs to no tree and concerns all of them.
SCOPES: Final = """
SELECT DISTINCT u.lineage[1]
FROM figures_mark m LEFT JOIN organisation_unit u ON u.id = m.unit_id
ORDER BY 1 NULLS FIRST
"""
MARKS: Final = """
SELECT m.id, m.unit_id, m.month, m.indicator_id
FROM figures_mark m LEFT JOIN organisation_unit u ON u.id = m.unit_id
WHERE %(root)s IS NULL OR u.lineage[1] = %(root)s
ORDER BY m.id LIMIT %(limit)s
"""
SETTLED: Final = "DELETE FROM figures_mark WHERE id = ANY(%(ids)s)"

STARTS_WITH_PAGES: Final = """
SELECT start FROM unnest(%(starts)s::bigint[]) start WHERE EXISTS (
    SELECT 1 FROM totals_total t JOIN catalogue_indicator i ON i.id = t.indicator_id
    WHERE t.unit_id = %(root)s AND t.year = %(year)s AND i.year_start_month = start
)
"""


class Locking(enum.Enum):
    """How a roller takes a tree."""

    TRY = "a tree that somebody else is rolling is left to them"
    WAIT = "wait for the tree"
    NONE = "take no lock: wrong, and kept so that a test can show what the lock is for"


def drain(locking: Locking = Locking.TRY) -> int:
    """Settle marks until none is left that this roller may take, and return how many it settled.

    A ring that finds the tree taken goes home: whoever holds it looks for marks once more after letting go.
    """
    settled = 0
    while count := sum(settle(root_id, locking) for root_id in _scopes()):
        settled += count
    return settled


def settle(root_id: int | None, locking: Locking = Locking.WAIT) -> int:
    """Settle the marks of one tree in one transaction (null: of all trees) and return how many there were."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not _take(root_id, locking):
            return 0
        cursor.execute(MARKS, {"root": root_id, "limit": MARKS_AT_ONCE})
        marks = [
            MarkSeen(pk, unit, None if month is None else Month.from_number(month), indicator)
            for pk, unit, month, indicator in cursor.fetchall()
        ]
        if marks:
            _make_again(marks, root_id)
            cursor.execute(SETTLED, {"ids": [mark.id for mark in marks]})
        return len(marks)


def roll_up(years: Iterable[int] | None = None) -> list[int]:
    """Rebuild these years (all years) of all trees from the facts, and return the years."""
    done: set[int] = set()
    chosen = None if years is None else set(years)
    tree = Tree.load()
    for root_id in tree.roots():
        with transaction.atomic():
            _take(root_id, Locking.WAIT)
            done.update(rebuild(Tree.load(), Ledger.load(), root_id, chosen))
    if chosen is None:
        with transaction.atomic():
            _take(None, Locking.WAIT)
            forget_missing_units(Tree.load())
    return sorted(done)


def _scopes() -> list[int | None]:
    """The trees with marks; only null, all of them, when a mark belongs to none."""
    with connection.cursor() as cursor:
        cursor.execute(SCOPES)
        roots = [root for (root,) in cursor.fetchall()]
    return [None] if None in roots else roots


def _take(root_id: int | None, locking: Locking) -> bool:
    """Take a tree for this transaction; all trees by shutting the door that every roller passes first."""
    if locking is Locking.NONE:
        return True
    doors = [("pg_advisory_xact_lock", 0)]
    if root_id is not None:
        doors = [("pg_advisory_xact_lock_shared", 0), ("pg_advisory_xact_lock", root_id)]
    with connection.cursor() as cursor:
        for function, key in doors:
            if locking is Locking.WAIT:
                cursor.execute(f"SELECT {function}(%s, %s)", [LOCK, key % 2**31])
            else:
                tried = function.replace("pg_advisory", "pg_try_advisory")
                cursor.execute(f"SELECT {tried}(%s, %s)", [LOCK, key % 2**31])
                (taken,) = cursor.fetchone() or (False,)
                if not taken:
                    return False
    return True


def _make_again(marks: Sequence[MarkSeen], root_id: int | None) -> None:
    tree, ledger = Tree.load(), Ledger.load()
    if root_id is None:
        forget_missing_units(tree)
        years = _years_meant(marks, ledger)
        for root in tree.roots():
            rebuild(tree, ledger, root, years)
        return
    filing = tree.filing_under(root_id)
    known = [mark for mark in marks if mark.unit_id in tree.nodes and tree.nodes[mark.unit_id].files]
    all_months = reported_months(filing) if any(mark.month is None for mark in known) else []
    whole_years = []
    for touched in touch(known, ledger, all_months):
        in_play = _in_play(touched, ledger, filing)
        if in_play != _with_pages(touched, root_id) or len(touched) > PAGES_WORTH_A_YEAR:
            whole_years.append(touched.year)
        elif pages := touched.of_years_beginning_in(in_play, ledger):
            _make_pages(pages, tree, ledger)
    if whole_years:
        rebuild(tree, ledger, root_id, whole_years)


def _years_meant(marks: Sequence[MarkSeen], ledger: Ledger) -> set[int] | None:
    months = {mark.month for mark in marks}
    if None in months:
        return None
    return set(ledger.years_of(month for month in months if month is not None))


def _in_play(touched: Touched, ledger: Ledger, filing: Sequence[int]) -> set[int]:
    """The beginnings of years for which the year holds any figure."""
    reported = set(reported_months(filing, ledger.months_of(touched.year, touched.starts)))
    return {s for s in touched.starts if not reported.isdisjoint(ledger.months_of(touched.year, [s]))}


def _with_pages(touched: Touched, root_id: int) -> set[int]:
    """The beginnings of years for which the year has pages. All of a year's pages come and go together."""
    with connection.cursor() as cursor:
        cursor.execute(
            STARTS_WITH_PAGES, {"root": root_id, "year": touched.year, "starts": list(touched.starts)}
        )
        return {start for (start,) in cursor.fetchall()}


def _make_pages(touched: Touched, tree: Tree, ledger: Ledger) -> None:
    """Make the touched pages of filing units again, then of everything above those that came out different."""
    months = ledger.months_of(touched.year, touched.starts)
    parameters: dict[str, int | list[int]] = {
        "year": touched.year,
        "starts": sorted(touched.starts),
        "first_month": months[0].number,
        "last_month": months[-1].number,
    }
    moved: list[tuple[int, int, int, bool]] = []
    with connection.cursor() as cursor:
        plan_for(cursor, pages=len(touched))
        cursor.execute(recipe.own(everything=False), {**parameters, **_asked(touched.own)})
        moved += cursor.fetchall()
        if touched.rates:
            statement = recipe.rates(everything=False, foreign=ledger.has_foreign_parts)
            cursor.execute(statement, {**parameters, **_asked(touched.rates)})
            moved += cursor.fetchall()
        indicators = sorted({indicator for _, indicator, _, _ in moved})
        vanished = sorted({indicator for _, indicator, _, gone in moved if gone})
        slots = tuple(slot for slot in range(1, 13) if any(bits & 1 << slot for _, _, bits, _ in moved))
        rates = [i for i in indicators if ledger.lines[i].aggregate == Aggregate.RATIO]
        maxima = [i for i in indicators if ledger.lines[i].aggregate == Aggregate.MAXIMUM]
        statement = recipe.climb(slots, everything=False, maxima=bool(maxima), quotients=bool(rates))
        for parent in tree.above({unit for unit, *_ in moved}):
            step: dict[str, int | list[int]] = {
                "year": touched.year,
                "parent": parent,
                "children": tree.children[parent],
            }
            cursor.execute(statement, {**step, "indicators": indicators, "rates": rates, "maxima": maxima})
            if vanished:
                cursor.execute(recipe.EMPTIED, {**step, "indicators": vanished})


def _asked(pages: Iterable[tuple[int, int]]) -> dict[str, list[int]]:
    pairs = sorted(pages)
    return {
        "units": sorted({unit for unit, _ in pairs}),
        "asked_units": [unit for unit, _ in pairs],
        "asked_indicators": [indicator for _, indicator in pairs],
    }
