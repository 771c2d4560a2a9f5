"""Small parts of pages: status words, lights, form widgets."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

STATUS_WORDS = {
    "done": "完成",
    "ok": "按进度",
    "slow": "偏慢",
    "late": "滞后",
    "back": "退回",
    "draft": "暂存",
    "none": "未填",
    "lock": "锁定",
}

# How a target stands, each with the mark that shows it.
LIGHTS = {
    "done": ("done", "完成"),
    "ok": ("ok", "按进度"),
    "slow": ("slow", "偏慢"),
    "late": ("late", "滞后"),
    "within": ("ok", "控制内"),
    "near": ("slow", "略超"),
    "over": ("late", "超控制"),
    "kept": ("ok", "保持"),
    "broken": ("late", "未保持"),
    "none": ("none", "无目标"),
    "unknown": ("none", "未填报"),
}


@register.simple_tag
def status(mark: str, word: str | None = None) -> SafeString:
    """`{% status "back" "退回 1 格" %}`: a mark with its shape, and the word that says it."""
    usual = STATUS_WORDS[mark]
    return format_html('<span class="st st--{}">{}</span>', mark, word or usual)


@register.simple_tag
def light(name: str, word: str | None = None) -> SafeString:
    """`{% light row.light %}`: how a target stands."""
    mark, usual = LIGHTS[name]
    return format_html('<span class="st st--{}">{}</span>', mark, word or usual)


@register.filter
def field_input(field: BoundField) -> SafeString:
    """The widget of a bound field, named to its hint and its error for those who do not see them."""
    described = [f"{field.id_for_label}_hint"] if field.help_text else []
    attributes: dict[str, str | bool] = {"class": "field"}
    if field.errors:
        described.append(f"{field.id_for_label}_error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attributes)
