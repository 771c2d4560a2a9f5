"""The column lists of the roll-up's statements, put where the statements name them.

A statement says `$pivot`, `$spans` or `$shares`, so that it reads as what it does; the eighty-four columns behind each
word are spelled here.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import Template
from typing import Final

from bureau.periods import SPANS, Span
from bureau.totals.columns import (
    KEY,
    LAYERS,
    MONTHS,
    amount_columns,
    count_columns,
    each,
    fold,
    quarters,
    share,
    spell,
)

_AMOUNTS: Final = amount_columns(MONTHS)
_DUE: Final = [f"e_{month}" for month in MONTHS]
ZERO: Final = "(%(year)s - (i.year_start_month > 1)::int) * 12 + i.year_start_month - 1"
FOLD_CODE: Final = "CASE i.aggregate WHEN 'sum' THEN 0 WHEN 'last' THEN 1 ELSE 2 END"


def complete(statement: str, columns: Sequence[str], **clauses: str) -> str:
    """Put the clauses in, and then the column lists that stand in statement and clauses."""
    numbered = list(enumerate(MONTHS, start=1))
    return spell(
        Template(statement).safe_substitute(clauses),
        zero=ZERO,
        fold=FOLD_CODE,
        amounts=", ".join(_AMOUNTS),
        due=", ".join(_DUE),
        due_or_zero=each("coalesce({0}, 0) AS {0}", _DUE),
        due_at_all=" + ".join(_DUE),
        opened="(extract(year FROM u.opened_on)::int * 12 + extract(month FROM u.opened_on)::int)",
        closed="(extract(year FROM u.closed_on)::int * 12 + extract(month FROM u.closed_on)::int)",
        pivot=", ".join(
            f"max({layer}) FILTER (WHERE slot = {slot}) AS {layer}_{month}"
            for layer in LAYERS
            for slot, month in numbered
        ),
        cover=", ".join(
            f"max(({slot} BETWEEN begins AND ends)::int) AS e_{month}" for slot, month in numbered
        ),
        spans=", ".join(f"{_fold(layer, span)} AS {layer}_{span.name}" for layer in LAYERS for span in SPANS),
        quarters=", ".join(quarters("a") + quarters("p")),
        reported=each("(p_{0} IS NOT NULL)::int AS r_{0}", MONTHS),
        part_months=each("p.{0}", [*_AMOUNTS, *_DUE]),
        all_reported=each("count({0}) = min(terms) AS {0}", _AMOUNTS),
        all_due=each("(sum({0}) = min(terms))::int AS {0}", _DUE),
        signed=each("CASE WHEN bool_and(c.{0}) THEN sum(p.sign * p.{0}) END AS {0}", _AMOUNTS),
        side_due=each("min(c.{0}) AS {0}", _DUE),
        slots=" + ".join(
            f"((s.a_{month}, s.p_{month}, s.e_{month}) IS DISTINCT FROM (o.a_{month}, o.p_{month}, o.e_{month}))::int"
            f" * {1 << slot}"
            for slot, month in numbered
        ),
        all_slots=str(sum(1 << slot for slot, _ in numbered)),
        met=", ".join([each("sum({0}) AS {0}", amount_columns()), each("max({0}) AS {0}", count_columns())]),
        shares=", ".join(f"{share('n.' + c, 'd.' + c)} AS {c}" for c in columns if c[0] in LAYERS),
        counts=each("n.{0}", [column for column in columns if column[0] not in LAYERS]),
        key=", ".join(KEY),
        columns=", ".join(columns),
        assignments=each("{0} = excluded.{0}", columns),
        old=each("totals_total.{0}", columns),
        new=each("excluded.{0}", columns),
    )


def _fold(layer: str, span: Span) -> str:
    if span.letter == "m":
        return f"{layer}_{span.name}"
    added, last, largest = (fold(aggregate, layer, span) for aggregate in ("sum", "last", "maximum"))
    return f"CASE fold WHEN 0 THEN {added} WHEN 1 THEN {last} ELSE {largest} END"
