"""Who may come in at all, for pages: the first line of a view that is not for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from bureau.organisation.access import BUSINESS_ROLES, has_role
from bureau.organisation.context import first_page
from bureau.organisation.models import Role, User

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request that has passed a gate: somebody is logged in."""

    user: User


Gated = Callable[Concatenate[PersonRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def for_roles(*roles: Role) -> Callable[[Gated[P]], View[P]]:
    """Only people holding one of the roles: others get 403, a stranger is asked to log in."""

    def gate(view: Gated[P]) -> View[P]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = cast(User, request.user)
            if not has_role(user, *roles):
                first = first_page(user)
                if request.path == "/" and first != "/":
                    # The address everybody is led to: whoever has no business there has a first page elsewhere.
                    return redirect(first)
                raise PermissionDenied("您没有打开这个页面的权限。需要时请联系安全管理员。")
            return view(cast(PersonRequest, request), *args, **kwargs)

        return cast(View[P], guarded)

    return gate


business_page = for_roles(*BUSINESS_ROLES)
