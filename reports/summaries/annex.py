"""主要指标完成情况表: the annex of the summary, as a table of the text and as a workbook with real numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from bureau import quantities
from bureau.catalogue.models import Target
from reports.summaries.document import Column, Number, NumberKind, Provenance, Row, Table
from reports.summaries.figures import Figure, YearFigures
from reports.wording import completion_rate

TITLE = "主要指标完成情况表"
NOTE = "注：比率的同比为百分点之差；未填报或不可比的以“—”表示。"
CORRECTED = "（更正）"
NOTE_OF_CORRECTIONS = "标“更正”的，完成数里有审定以后更正过的数。"
_UNIT_OF_CHANGE = 1  # decimals of 同比 for amounts


def main_table(figures: YearFigures, decimals: Mapping[str, int], *, caption: str = "") -> Table:
    """The indicators with a target in this year, and assessed ones that were reported, in the order of the tables."""
    return table(
        [
            figure
            for figure in figures
            if (figure.aim is not None or (figure.is_assessed and figure.value is not None))
            and not figure.is_rank
        ],
        figures,
        decimals,
        caption=caption,
    )


def domain_table(domain: str, title: str, figures: YearFigures, decimals: Mapping[str, int]) -> Table:
    """Every reported indicator of one domain."""
    chosen = [
        figure
        for figure in figures
        if figure.domain == domain
        and not figure.is_rank
        and (figure.value is not None or figure.aim is not None)
    ]
    return table(chosen, figures, decimals, caption=f"{figures.year}年{title}指标情况表")


def table(
    listed: Iterable[Figure], figures: YearFigures, decimals: Mapping[str, int], *, caption: str
) -> Table:
    chosen = {figure.code: figure for figure in listed}
    return Table(
        columns=(
            Column("指标", width=49),
            Column("单位", align="center", width=12),
            Column("全年目标", width=21),
            Column("完成数", width=19),
            Column("完成率", unit="%", width=17),
            Column("上年同期", width=21),
            Column("同比", unit="%", width=17),
        ),
        rows=tuple(
            _row(figure, figures, decimals.get(figure.code, 1), level=min(_depth(figure, chosen), 2))
            for figure in chosen.values()
        ),
        caption=caption,
        unit_line=figures.as_of,
        note=NOTE + (NOTE_OF_CORRECTIONS if any(one.is_corrected for one in chosen.values()) else ""),
    )


def _depth(figure: Figure, chosen: Mapping[str, Figure]) -> int:
    """How deep a row stands under other rows of the table (其中)."""
    above = chosen.get(figure.parent)
    return 0 if above is None else 1 + _depth(above, chosen)


def _row(figure: Figure, figures: YearFigures, decimals: int, *, level: int) -> Row:
    target = figure.aim.value if figure.aim else None
    shown = [value for value in (target, figure.value, figure.previous) if value is not None]
    unit = quantities.prose_unit(
        *shown,
        base_unit=figure.unit,
        display_unit=figure.display_unit,
        decimals=figure.decimals_of(*(value for value in shown if value)),
    )

    def amount(value: Decimal | None, kind: NumberKind, year: int, span: str) -> Number | None:
        if value is None:
            return None
        text = quantities.in_unit(
            value, unit=unit, base_unit=figure.unit, decimals=figure.decimals
        ).removesuffix(unit)
        return Number(text, Provenance(figure.code, figures.unit.code, year, span, kind), Decimal(text))

    done = _completion(figure, decimals)
    change = _change(figure)
    return Row(
        (
            figure.name + (CORRECTED if figure.is_corrected else ""),
            unit,
            amount(target, "target", figures.year, "t12"),
            amount(figure.value, "value", figures.year, figure.span),
            _computed(done, "completion", figure, figures),
            amount(figure.previous, "value", figures.year - 1, figure.span),
            _computed(change, "change", figure, figures),
        ),
        level=level,
    )


def _completion(figure: Figure, decimals: int) -> Decimal | None:
    """Per cent of the target; None for ceilings and levels, of which no completion is said."""
    if figure.value is None or figure.aim is None:
        return None
    value = figure.value
    if figure.aim.kind == Target.Kind.NET_GROWTH:
        if figure.year_end is None:
            return None
        value -= figure.year_end
    elif figure.aim.kind != Target.Kind.AT_LEAST:
        return None
    return completion_rate(value, figure.aim.value, decimals)


def _change(figure: Figure) -> Decimal | None:
    """同比: per cent of a positive amount, points of a rate; None where it has no meaning."""
    if figure.value is None or figure.previous is None or not figure.is_comparable:
        return None
    if figure.is_rate:
        now = quantities.round_half_up(figure.value, figure.decimals)
        return now - quantities.round_half_up(figure.previous, figure.decimals)
    if figure.previous <= 0 or figure.value < 0:
        return None
    change = (Fraction(figure.value) / Fraction(figure.previous) - 1) * 100
    return quantities.round_half_up(change, _UNIT_OF_CHANGE)


def _computed(value: Decimal | None, kind: NumberKind, figure: Figure, figures: YearFigures) -> Number | None:
    if value is None:
        return None
    source = Provenance(figure.code, figures.unit.code, figures.year, figure.span, kind)
    return Number(quantities.plain(value), source, value)
