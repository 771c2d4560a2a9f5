"""Changes against an earlier value (同比、增减), worded by their direction.

Rates change by 个百分点, amounts by per cent of a positive base; a base that is zero, negative or missing has no
rate. A fall is never told in multiples.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bureau.quantities import round_half_up
from reports.wording.phrases import (
    Measure,
    Phrase,
    percent,
    points,
    points_between,
    print_together,
    rounded_apart,
    times_of,
)


def year_on_year(now: Measure, before: Decimal | None, *, decimals: int = 1) -> Phrase:
    """`同比增长7.1%`, `同比下降0.6个百分点`, `与上年同期基本持平`; empty when last year is not known."""
    if before is None:
        return Phrase()
    if now.value == before:
        return Phrase.of("与上年同期持平")
    if now.is_rate:
        word = "上升" if now.value > before else "下降"
        return Phrase.of("同比", word, points(points_between(now.value, before, now.decimals), key=now.key))
    if before <= 0 or now.value < 0:
        return difference_from(now, before)
    change = (Fraction(now.value) / Fraction(before) - 1) * 100
    if abs(change) * 2 < Fraction(1, 10**decimals):
        return Phrase.of("与上年同期基本持平")
    if change > 0:
        return Phrase.of("同比增长", percent(round_half_up(change, decimals), role="change", key=now.key))
    # A fall by 100 % says that nothing is left.
    fall = rounded_apart(-change, decimals, 100)
    return Phrase.of("同比下降", percent(fall, role="change", key=now.key))


def difference_from(now: Measure, before: Decimal, *, since: str = "上年同期") -> Phrase:
    """`比上年同期增加0.02万人`, `比上年同期减少12件`, `与上年同期持平`; for rates in 个百分点."""
    if now.value == before:
        return Phrase.of("与", since, "持平")
    rising = now.value > before
    if now.is_rate:
        distance = points_between(now.value, before, now.decimals)
        return Phrase.of("比", since, "上升" if rising else "下降", points(distance, key=now.key))
    amount = now.with_value(abs(now.value - before)).printed("change")
    return Phrase.of("比", since, "增加" if rising else "减少", amount)


def multiple(now: Measure, before: Decimal | None) -> Phrase:
    """`比上年同期增长3倍` for exactly four times as much, `增长3.2倍` rounded; anything less as `year_on_year`."""
    if before is None or before <= 0 or now.is_rate or now.value < 2 * before:
        return year_on_year(now, before)
    times = round_half_up(Fraction(now.value) / Fraction(before) - 1, 1)
    return Phrase.of("比上年同期增长", times_of(times, key=now.key))


def from_to(now: Measure, before: Decimal) -> Phrase:
    """`由10人增至12人`, `由5.2%降至4.9%`, `保持在10人`; both in one unit."""
    if now.value == before:
        return Phrase.of("保持在", now.printed())
    was, is_now = print_together([now.with_value(before), now], ["previous", "value"])
    if was.text == is_now.text:
        return Phrase.of("与", was, "基本持平")
    return Phrase.of("由", was, "增至" if now.value > before else "降至", is_now)
