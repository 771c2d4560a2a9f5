"""How far a figure has come towards its target (完成情况), in the wordings that bureaus use.

The words follow the figures: nothing short of its target is printed as 100 %, a ceiling that is broken is not
called kept, and where no rate exists (no positive target, a negative value) none is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from bureau.quantities import rate
from reports.wording.lists import joined
from reports.wording.phrases import (
    Measure,
    Phrase,
    percent,
    points,
    points_between,
    print_together,
    rounded_apart,
    stated,
)

Style = Literal["task", "target", "share", "bare", "rate"]

_BEFORE_TARGET: dict[Style, tuple[str, str]] = {
    "task": ("完成全年任务（", "）的"),
    "target": ("完成年目标任务", "的"),
    "share": ("占全年目标任务", "的"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """A figure from the start of the year and the target of the whole year, both in the base unit."""

    name: str
    measure: Measure
    target: Decimal
    decimals: int = 1

    @property
    def has_rate(self) -> bool:
        return self.target > 0 and self.measure.value >= 0

    @property
    def share(self) -> Fraction:
        """Completion in per cent, exact; only where `has_rate`."""
        return Fraction(self.measure.value) / Fraction(self.target) * 100

    @property
    def rate(self) -> Decimal:
        """Completion in per cent as printed; only where `has_rate`."""
        return rounded_apart(self.share, self.decimals, 0, 100)


def completion(progress: Progress, style: Style = "task") -> Phrase:
    """`完成全年任务（11000人）的94.9%` and its variants; without a rate the target alone is named."""
    measure = progress.measure
    _, target = print_together([measure, measure.with_value(progress.target)], ["value", "target"])
    if not progress.has_rate:
        return Phrase.of("全年任务为", target)
    done = percent(progress.rate, key=measure.key)
    if style == "bare":
        return Phrase.of("完成全年目标任务的", done)
    if style == "rate":
        return Phrase.of("完成率", done)
    before, after = _BEFORE_TARGET[style]
    return Phrase.of(before, target, after, done)


def stated_with_completion(progress: Progress, style: Style = "task") -> Phrase:
    """`城镇新增就业10439人，完成全年任务（11000人）的94.9%`, value and target in one unit."""
    measure = progress.measure
    value, _ = print_together([measure, measure.with_value(progress.target)], ["value", "target"])
    return Phrase.of(progress.name, value, "，", completion(progress, style))


def completed_respectively(items: Sequence[Progress]) -> Phrase:
    """`A10439人、B4068人，分别完成全年任务的94.9%和90.4%`; the order of the rates is that of the values."""
    if len(items) == 1 or not all(item.has_rate for item in items):
        return joined([stated_with_completion(item) for item in items], separator="；", last="；")
    values = joined([stated(item.name, item.measure) for item in items], last="、")
    rates = joined([Phrase.of(percent(item.rate, key=item.measure.key)) for item in items])
    return Phrase.of(values, "，分别完成全年任务的", rates)


def ceiling(measure: Measure, limit: Decimal) -> Phrase:
    """A figure that must not pass its limit: `控制在4%以内，低于控制目标2.54个百分点`."""
    bound = measure.with_value(limit).printed("target")
    gap = _gap(measure, limit)
    if measure.value > limit:
        return Phrase.of("高于控制目标（", bound, "）", gap)
    if measure.value == limit:
        return Phrase.of("控制在", bound, "以内，与控制目标持平")
    return Phrase.of("控制在", bound, "以内，低于控制目标", gap)


def kept(measure: Measure, level: Decimal) -> Phrase:
    """A figure that must stay at a level: `保持在0户`, `高于目标（0户）3户`."""
    bound = measure.with_value(level).printed("target")
    if measure.value == level:
        return Phrase.of("保持在", bound)
    word = "高于" if measure.value > level else "低于"
    return Phrase.of(word, "目标（", bound, "）", _gap(measure, level))


def finish(progress: Progress, *, slot: int) -> str:
    """`超额完成`, `提前完成`, `全面完成` or, short of the target, nothing; slot is the month's place in the year."""
    if not progress.has_rate or progress.measure.value < progress.target:
        return ""
    if progress.measure.value > progress.target:
        return "提前超额完成" if slot < 12 else "超额完成"
    return "提前完成" if slot < 12 else "全面完成"


def pace(progress: Progress, elapsed: Fraction, *, tolerance: Decimal = Decimal(1)) -> Phrase:
    """`快于时序进度11.6个百分点`, `慢于…`, within the tolerance `与时序进度基本一致`; empty without a rate.

    `elapsed` is the pace of the span, months elapsed of twelve, as a fraction of one.
    """
    if not progress.has_rate:
        return Phrase()
    ahead = progress.share - elapsed * 100
    if ahead == 0:
        return Phrase.of("与时序进度一致")
    if abs(ahead) <= Fraction(tolerance):
        return Phrase.of("与时序进度基本一致")
    distance = points_between(progress.rate, elapsed * 100, progress.decimals)
    word = "快于" if ahead > 0 else "慢于"
    return Phrase.of(word, "时序进度", points(distance, key=progress.measure.key))


def half_time(items: Sequence[Progress], elapsed: Fraction) -> str:
    """The half-year slogan `实现“双过半”`, at the end of June and when every rate has reached one half."""
    reached = all(item.has_rate and item.share >= 50 for item in items)
    return "实现“双过半”" if items and reached and elapsed == Fraction(1, 2) else ""


def completion_rate(value: Decimal, target: Decimal, decimals: int = 1) -> Decimal | None:
    """The printed rate for pages and tables: half up, never 100 short of the target; None without a rate."""
    if target <= 0:
        return None
    if value < 0:
        return rate(value, target, decimals)
    return rounded_apart(Fraction(value) / Fraction(target) * 100, decimals, 0, 100)


def _gap(measure: Measure, other: Decimal) -> Phrase:
    """The distance of two values of one indicator: rates in 个百分点, amounts in their unit."""
    if measure.is_rate:
        return Phrase.of(points(points_between(measure.value, other, measure.decimals), key=measure.key))
    return Phrase.of(measure.with_value(abs(measure.value - other)).printed("change"))
