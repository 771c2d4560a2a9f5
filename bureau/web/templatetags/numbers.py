"""How figures are printed on pages. Missing is not zero: None prints a dash or 未填报, zero prints 0."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

NONE = "—"
UNREPORTED = "未填报"
MINUS = "−"

Number = Decimal | int | float


def decimal(value: Number) -> Decimal:
    """The exact decimal that a reader sees for `value`; text is refused, for it may be anything."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        raise TypeError(f"A figure is a number or None, not {type(value).__name__}: {value!r}")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"A figure is finite, not {value!r}")
    return exact


def printed(value: Number, places: int | None, *, grouped: bool = False) -> str:
    """`places` digits after the point, rounded half up; without it all digits, but no trailing zeros."""
    exact = decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(exact):,f}" if grouped else f"{abs(exact):f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if exact < 0 and text.strip("0.") else text


@register.filter
def figure(value: Number | None, places: int | None = None) -> str:
    """10439, 432.00; — when there is none."""
    return NONE if value is None else printed(value, places)


@register.filter
def thousands(value: Number | None, places: int | None = None) -> str:
    """84,680,001: for tables of large amounts; — when there is none."""
    return NONE if value is None else printed(value, places, grouped=True)


@register.filter
def reported(value: Number | None, places: int | None = None) -> str | SafeString:
    """Like `figure`, but says 未填报 where a unit owes the figure and has not filed it."""
    if value is None:
        return format_html('<span class="unreported">{}</span>', UNREPORTED)
    return printed(value, places)


@register.filter
def percent(value: Number | None, places: int = 1) -> str:
    """94.9%; — when there is none."""
    return NONE if value is None else f"{printed(value, places)}%"


@register.filter
def signed(value: Number | None, places: int = 1) -> str:
    """+3.2, −1.3, 0.0: differences in points or per cent; — when there is none."""
    if value is None:
        return NONE
    text = printed(value, places)
    return f"+{text}" if decimal(value) > 0 and text.strip("0.") else text
