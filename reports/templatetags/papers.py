"""Numbers in a running text: drawn here because a template file would end in a line end, which prints as a space."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bureau.figures.models import Correction
from reports.dashboards import printing
from reports.summaries.paper import Chip

register = template.Library()


@register.simple_tag
def running(chips: Iterable[Chip]) -> SafeString:
    """The words and numbers of a paragraph, with nothing between them."""
    return format_html_join("", "{}", ((chip(one),) for one in chips))


@register.simple_tag
def chip(one: Chip) -> str | SafeString:
    """A number as a link that swaps the panel 这个数从哪来; words as they are."""
    if not one.url:
        return one.text
    look = "chip is-frozen" if one.kind == "target" else "chip"
    return format_html(
        '<a class="{}" href="{}" hx-get="{}" data-tip="{}">{}</a>', look, one.url, one.swap, one.tip, one.text
    )


@register.simple_tag
def corrected(one: Correction) -> str:
    """`原 30，更正为 27`, in the unit in which people enter it."""
    return printing.correction(one)
