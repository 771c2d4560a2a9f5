"""The notices of the person who looks."""

from __future__ import annotations

from django import template
from django.template import Context

from bureau.web.notices import notices_for

register = template.Library()


@register.inclusion_tag("components/notices.html", takes_context=True)
def notices(context: Context) -> dict[str, object]:
    return {"notices": list(notices_for(context["request"].user))}
