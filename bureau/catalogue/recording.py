"""How a declaration becomes rows: the one way from `declarations.Indicator` to the database."""

from __future__ import annotations

from typing import Final

from bureau.catalogue import declarations
from bureau.catalogue.declarations import Group, Kind, terms_of
from bureau.catalogue.models import Aggregate, Indicator, IndicatorDefinition, RatePart
from bureau.catalogue.names import search_text
from bureau.periods import Month

# A first 口径 holds for all the past: nobody has written down that it was once another.
FIRST_MONTH: Final = Month(1990, 1)

_AGGREGATES: Final = {
    Kind.FLOW: Aggregate.SUM,
    Kind.EVENT: Aggregate.SUM,
    Kind.STOCK: Aggregate.LAST,
    Kind.RATE: Aggregate.RATIO,
}


def values_of(indicator: declarations.Indicator, group: Group) -> dict[str, object]:
    """The columns that follow from the declaration alone: all but the parent and the place in the table."""
    return {
        "name": indicator.name,
        "short_name": indicator.short_name,
        "domain": indicator.domain,
        "group_key": group.key,
        "group": group.title,
        "duty": group.duty,
        "unit": indicator.unit,
        "display_unit": indicator.display_unit or indicator.unit,
        "decimals": indicator.decimals,
        "kind": indicator.kind.value,
        "aggregate": (Aggregate.MAXIMUM if indicator.maximum else _AGGREGATES[indicator.kind]).value,
        "direction": indicator.direction.value,
        "exhaustive": indicator.exhaustive,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "register": indicator.register,
        "counting_rule": indicator.counting_rule,
        "reported_by": indicator.reported_by.value,
        "assessed": indicator.assessed,
        "cutoff_day": indicator.cutoff_day,
        "year_start_month": indicator.year_start_month,
        "definition": indicator.definition,
        "legal_basis": indicator.legal_basis,
        "summary_sections": list(indicator.printed_in),
        "search_text": search_text(indicator.code, names_of(indicator)),
        "retired": False,
    }


def names_of(indicator: declarations.Indicator) -> list[str]:
    """The name, then the short name where there is one, then the aliases."""
    return [indicator.name, *filter(None, [indicator.short_name]), *indicator.aliases]


def record_definition(
    indicator: Indicator, latest: IndicatorDefinition | None, *, text: str, legal_basis: str, month: Month
) -> bool:
    """Let `text` be the 口径 from `month` on, unless the `latest` one says so already; True when it changed.

    A text changed twice within one month is one change. A better legal basis of the same text is no new 口径.
    """
    if latest is None:
        if text:
            indicator.definitions.create(begins=FIRST_MONTH, text=text, legal_basis=legal_basis)
        return bool(text)
    if (latest.text, latest.legal_basis) == (text, legal_basis):
        return False
    if latest.text != text and latest.begins != month:
        indicator.definitions.create(begins=month, text=text, legal_basis=legal_basis)
        return True
    changed = latest.text != text
    latest.text, latest.legal_basis = text, legal_basis
    latest.save(update_fields=["text", "legal_basis"])
    return changed


def record_parts(rate: Indicator, indicator: declarations.Indicator, keys: dict[str, int]) -> None:
    """Let the rate be made of exactly the declared terms; `keys` gives the primary key of every code."""
    declared = {
        (side.value, keys[term.code], term.sign)
        for side, formula in (
            (RatePart.Side.NUMERATOR, indicator.numerator),
            (RatePart.Side.DENOMINATOR, indicator.denominator),
        )
        for term in terms_of(formula)
    }
    stored = {(part.side, part.part_id, part.sign) for part in rate.rate_parts.all()}
    if declared == stored:
        return
    rate.rate_parts.all().delete()
    RatePart.objects.bulk_create(
        RatePart(rate=rate, side=side, part_id=part, sign=sign) for side, part, sign in sorted(declared)
    )
