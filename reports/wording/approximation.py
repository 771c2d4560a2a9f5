"""Numbers told roughly (近、超、逾、约、余), only when the exact value allows the word."""

from __future__ import annotations

from decimal import Decimal

from bureau.quantities import Qualifier, from_base, interval_of, plain, prose_unit
from reports.wording.phrases import Measure, Phrase, Printed


def qualified(measure: Measure, around: Decimal, qualifier: Qualifier) -> Phrase:
    """`超3000人`, `70余家`, `3400余万元`, `4万余个`: the word with the round number, if the value bears it out.

    `around` is the round number in the base unit. Otherwise the exact value is printed without a word.
    """
    exact = Phrase.of(measure.printed())
    if measure.value <= 0 or measure.is_rate or not qualifier:
        return exact
    unit = measure.unit or prose_unit(
        around, base_unit=measure.base_unit, display_unit=measure.display_unit, decimals=measure.decimals
    )
    number = from_base(around, unit=unit, base_unit=measure.base_unit)
    allowed = interval_of(plain(number), unit=unit, base_unit=measure.base_unit, qualifier=qualifier)
    if measure.value == around or measure.value not in allowed:
        return exact
    if qualifier == "余":
        return Phrase.of(Printed(_with_rest(plain(number), unit), number, unit, "value", measure.key))
    return Phrase.of(qualifier, Printed(plain(number) + unit, number, unit, "value", measure.key))


def roughly(measure: Measure, *, digits: int = 2) -> Phrase:
    """Round to a few digits and choose the word: `近7000人` just below, `7200余个` above, exact when it is round."""
    if measure.value < 10:
        return Phrase.of(measure.printed())
    step = Decimal(1).scaleb(max(measure.value.adjusted() - digits + 1, 0))
    below = measure.value // step * step
    above = below + step
    if (above - measure.value) * 4 <= step:
        near = qualified(measure, above, "近")
        if near.text.startswith("近"):
            return near
    return qualified(measure, below, "余")


def _with_rest(number: str, unit: str) -> str:
    """Where 余 stands: `70余家`, `3400余万元`, but `4万余个`."""
    if unit[0] in "万亿" and not unit.endswith("元"):
        return f"{number}{unit[0]}余{unit[1:]}"
    return f"{number}余{unit}"
