"""The value behind a printed number."""

from __future__ import annotations

from decimal import Decimal

from reports.summaries.document import Number, Provenance
from reports.summaries.figures import YearFigures


def value_behind(number: Number, source: Provenance, figures: YearFigures) -> Decimal | None:
    """Of a figure and its target in the base unit, of what is computed as printed; None where a text alone tells."""
    figure = figures.figures[source.indicator]
    if source.kind == "target":
        return figure.aim.value if figure.aim else None
    if source.kind != "value":
        return number.value
    if source.year == figures.year:
        return figure.value
    return figure.previous if source.span == figure.span else figure.year_end
