"""Pages that only show: whoever may not write is told so, and nobody writes here."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from bureau.organisation.gates import Gated, PersonRequest, View, business_page

P = ParamSpec("P")


def reading_page(view: Gated[P]) -> View[P]:
    """For all who read business data, by GET and HEAD alone; anything else is refused as a missing right."""

    @wraps(view)
    def guarded(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied("这个页面只供查看，不接受提交。")
        return view(request, *args, **kwargs)

    inner = business_page(cast(Gated[P], guarded))

    @wraps(view)
    def outer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.headers.get("HX-Request") == "true" and not request.user.is_authenticated:
            # The login ran out under an open page: load it anew, which leads to the login page and back.
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return inner(request, *args, **kwargs)

    return cast(View[P], outer)
