"""Making all pages of a tree's years again from the facts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bureau.catalogue.models import Aggregate
from bureau.totals import recipe
from bureau.totals.ledger import Ledger, reported_months
from bureau.totals.tree import Tree

# The statements are chains of CTEs, which PostgreSQL estimates at one row each. For a few pages that is right; for many
# it must not believe itself, and only hashing stays linear. Compiling costs more than it saves either way.
HASHING_PAYS_FROM = 60
PLAN = """
SELECT set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
       set_config('work_mem', CASE WHEN %(many)s THEN '256MB' ELSE '16MB' END, true),
       set_config(setting, CASE WHEN %(many)s THEN 'off' ELSE 'on' END, true)
FROM unnest(ARRAY['enable_nestloop', 'enable_mergejoin', 'enable_sort']) setting
"""

GONE = "DELETE FROM totals_total WHERE unit_id <> ALL(%(units)s)"
YEARS_WITH_PAGES = "SELECT DISTINCT year FROM totals_total WHERE unit_id = ANY(%(units)s)"
CLEAR = "DELETE FROM totals_total WHERE unit_id = ANY(%(units)s) AND year = %(year)s"


def rebuild(tree: Tree, ledger: Ledger, root_id: int, years: Iterable[int] | None = None) -> list[int]:
    """Replace the pages of the tree's years, by default of all, and return the years.

    Readers see the old pages until the caller's transaction ends. The caller holds the tree's lock.
    """
    filing = tree.filing_under(root_id)
    in_play = ledger.years_of(reported_months(filing))
    with connection.cursor() as cursor:
        if years is None:
            cursor.execute(YEARS_WITH_PAGES, {"units": tree.under(root_id)})
            years = {*in_play, *(year for (year,) in cursor.fetchall())}
        plan_for(cursor, pages=len(filing) * len(ledger.lines))
        for year in (chosen := sorted(years)):
            cursor.execute(CLEAR, {"units": tree.under(root_id), "year": year})
            if starts := sorted(in_play.get(year, ())):
                months = ledger.months_of(year, starts)
                parameters: dict[str, int | list[int]] = {
                    "year": year,
                    "units": filing,
                    "starts": starts,
                    "first_month": months[0].number,
                    "last_month": months[-1].number,
                }
                cursor.execute(recipe.own(everything=True), parameters)
                cursor.execute(recipe.rates(everything=True, foreign=ledger.has_foreign_parts), parameters)
                for parent in tree.above(filing):
                    step: dict[str, int | list[int]] = {
                        "year": year,
                        "parent": parent,
                        "children": tree.children[parent],
                        "rates": ledger.of_aggregate(Aggregate.RATIO),
                        "maxima": ledger.of_aggregate(Aggregate.MAXIMUM),
                    }
                    cursor.execute(recipe.climb(None, everything=True), step)
    return chosen


def forget_missing_units(tree: Tree) -> None:
    """Drop the pages of units that are no more."""
    with connection.cursor() as cursor:
        cursor.execute(GONE, {"units": list(tree.nodes)})


def plan_for(cursor: CursorWrapper, *, pages: int) -> None:
    """Tell the planner, until the end of the transaction, how much the next statements will be about."""
    cursor.execute(PLAN, {"many": pages >= HASHING_PAYS_FROM})
