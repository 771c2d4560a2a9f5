"""The registers' entry in the index, with what is overdue."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from bureau.organisation.access import BUSINESS_ROLES, grants_of, has_role
from bureau.organisation.models import Role, Unit, User
from bureau.registers.counting.deciding import waiting_for
from bureau.registers.models import Deadline
from bureau.web.tabs import Count, Tab, add_tab


def overdue(user: User) -> Count | None:
    """Deadlines that have passed in the units she keeps rows for or reviews."""
    if not has_role(user, Role.CLERK, Role.REVIEWER):
        return None
    mine = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in (Role.CLERK, Role.REVIEWER):
            domains = Q() if grant.domains is None else _of_domains(grant.domains)
            area = (
                Q(unit=grant.home_id)
                if grant.role is Role.CLERK
                else Q(unit__in=Unit.objects.filter(lineage__contains=[grant.area_id]))
            )
            mine |= area & domains
    late = Deadline.objects.filter(mine, due_on__lt=timezone.localdate()).exclude(kind=Deadline.Kind.NOTICE)
    return Count(late.count(), late=True)


def _of_domains(domains: tuple[str, ...]) -> Q:
    found = Q(pk__in=[])
    for domain in domains:
        found |= Q(register__startswith=f"{domain}.")
    return found


def to_restate(user: User) -> Count | None:
    """Settled months whose rows have changed since, for whoever may decide about them."""
    return Count(waiting_for(user).count())


add_tab(
    Tab("restatements", "重述", "registers:restatements", 21, roles=frozenset({"reviewer"}), count=to_restate)
)
add_tab(
    Tab(
        "registers",
        "台账",
        "registers:index",
        45,
        roles=frozenset(BUSINESS_ROLES),
        count=overdue,
        also=("/directory/",),
    )
)
