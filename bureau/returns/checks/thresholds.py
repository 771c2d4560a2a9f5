"""Thresholds of the checks: declared with a default, changed by each bureau's office, every version kept."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bureau.quantities import QuantityError, parse, plain


class Shape(enum.StrEnum):
    NUMBER = "number"
    LINES = "lines"


@dataclass(frozen=True)
class Setting:
    """One thing the bureau decides: `default` is its text until the office writes another."""

    key: str
    title: str
    default: str
    unit: str = ""
    shape: Shape = Shape.NUMBER
    hint: str = ""

    def clean(self, text: str) -> str:
        """The text as it is stored. Raises ValueError with the sentence for what cannot be taken."""
        if self.shape is Shape.LINES:
            lines = dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
            return "\n".join(lines)
        try:
            number = parse(text, unit="%", decimals=2, allow_negative=False)
        except QuantityError as error:
            raise ValueError(f"{self.title}：{error}") from error
        if number is None:
            raise ValueError(f"请填写{self.title}；要恢复原来的数，请填 {self.default}。")
        return plain(number)


MONTH_CHANGE: Final = "month_change"
YEAR_CHANGE: Final = "year_change"
SMALL_COUNT: Final = "small_count"
SMALL_MONEY: Final = "small_money"
SLIP: Final = "slip"
EXPLANATION_LENGTH: Final = "explanation_length"
BOILERPLATE: Final = "boilerplate"

COMMON: Final = (
    Setting(MONTH_CHANGE, "比上月增减界限", "30", "%", hint="超过的要写说明"),
    Setting(YEAR_CHANGE, "比去年同月增减界限", "50", "%", hint="超过的要写说明"),
    Setting(SMALL_COUNT, "增减不到多少不提示", "30", "人、件、户等", hint="小数目容易大起大落"),
    Setting(SMALL_MONEY, "金额增减不到多少不提示", "500000", "元"),
    Setting(
        SLIP, "单位量级相差倍数", "10000", "倍", hint="与以往的数相差约这么多倍时，提示是否把万元和元弄混"
    ),
    Setting(EXPLANATION_LENGTH, "说明至少几个字", "4", "字"),
    Setting(
        BOILERPLATE,
        "不算说明的套话",
        "\n".join(
            (
                *("核实无误", "经核实", "已核实", "核实", "数据无误", "确认无误", "准确无误", "无误"),
                *("情况属实", "属实", "数据真实", "实际情况", "如实填报", "据实填报", "正常波动", "正常"),
                *("无说明", "无异常", "已确认", "同上", "如上", "没有问题", "无问题"),
            )
        ),
        shape=Shape.LINES,
        hint="一行一条；说明里除去这些话后所剩无几的，不算说明",
    ),
)


@dataclass(frozen=True)
class Thresholds:
    """What holds in one bureau now: its own texts where it has written some, the defaults elsewhere."""

    settings: Mapping[str, Setting]
    own: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def over(cls, settings: Iterable[Setting], own: Mapping[str, str] | None = None) -> Thresholds:
        return cls({setting.key: setting for setting in settings}, own or {})

    def text(self, key: str) -> str:
        setting = self.settings[key]
        return self.own.get(key, setting.default)

    def number(self, key: str) -> Decimal:
        return Decimal(self.text(key))

    def lines(self, key: str) -> tuple[str, ...]:
        return tuple(self.text(key).splitlines())
