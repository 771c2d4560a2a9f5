"""Who may come in at all, for views of the API. Whose objects exist for her is a query, see access.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from bureau.organisation.access import BUSINESS_ROLES, has_role
from bureau.organisation.models import Role, User

if TYPE_CHECKING:
    # DRF's views read their default permissions, hence this module, while they are being imported themselves.
    from rest_framework.views import APIView


class RolePermission(BasePermission):
    """People who hold at least one of `roles`; subclass it with the roles an address is for."""

    roles: ClassVar[tuple[Role, ...]] = ()
    message = "您没有做这件事的权限。需要时请联系安全管理员。"

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.user, User) and has_role(request.user, *self.roles)


class Business(RolePermission):
    """Everybody but the three administrators, who see no business data. The default of every view."""

    roles = BUSINESS_ROLES


class ForOffice(RolePermission):
    roles = (Role.OFFICE,)


class ForSecurity(RolePermission):
    roles = (Role.SECURITY_ADMIN,)
