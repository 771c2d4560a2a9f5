"""What one person may do with one register, and with one of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from bureau.organisation.access import grants_of
from bureau.organisation.models import Role, Unit, UnitKind, User
from bureau.registers.access import (
    keeping_units,
    may_keep,
    may_read,
    may_review,
    readable_registers,
    readable_units,
)
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.registry import find_register
from bureau.registers.rows import Row

KEEPING_KINDS = {
    FilledBy.SECTION: {UnitKind.SECTION},
    FilledBy.TOWNS: {UnitKind.TOWN},
    FilledBy.BOTH: {UnitKind.SECTION, UnitKind.TOWN},
}
NO_KEEPING = "这个台账的行由登记单位的填报人登记和修改，您只能看。需要改时请联系登记单位。"
NO_REVIEW = "这一步由审核人办理，您没有这个权限。需要时请联系安全管理员。"


@dataclass(frozen=True)
class Reach:
    """A register that exists for this person, and whose rows she reads, keeps and reviews."""

    user: User
    register: Register

    @cached_property
    def units(self) -> list[Unit]:
        """The units whose rows she reads, in their order."""
        return readable_units(self.user, self.register)

    @cached_property
    def keepers(self) -> list[Unit]:
        """Of these the ones that enter rows here: towns, or the sections whose duty it is, as the register says."""
        kinds = KEEPING_KINDS[self.register.filled_by]
        towns = [unit for unit in self.units if unit.kind == UnitKind.TOWN and unit.kind in kinds]
        sections = [
            unit
            for unit in self.units
            if unit.kind == UnitKind.SECTION and unit.kind in kinds and self.register.domain in unit.domains
        ]
        charged = [unit for unit in sections if self.register.duty in unit.duties]
        return [*(charged or sections), *towns]

    @cached_property
    def homes(self) -> list[Unit]:
        """The units in whose name she enters rows."""
        return keeping_units(self.user, self.register)

    @cached_property
    def is_reviewer(self) -> bool:
        """Whether rows of this register are hers to review at all; which ones, each row says."""
        return any(
            grant.role is Role.REVIEWER and (grant.domains is None or self.register.domain in grant.domains)
            for grant in grants_of(self.user)
        )

    def rows(self) -> QuerySet[Row]:
        """What she may read. The units are named one by one, so that the index over unit and date serves."""
        return self.register.model._default_manager.filter(reporting_unit__in=[u.pk for u in self.units])

    def row(self, row_id: int) -> RowReach:
        """Raises 404 for a row that is not there, or not for her."""
        found = (
            self.register.model._default_manager.filter(may_read(self.user, self.register), pk=row_id)
            .select_related("reporting_unit", "created_by", "changed_by")
            .first()
        )
        if found is None:
            raise Http404
        return RowReach(self, found)

    def must_keep(self) -> None:
        if not self.homes:
            raise PermissionDenied(NO_KEEPING)


@dataclass(frozen=True)
class RowReach:
    reach: Reach
    row: Row

    @property
    def register(self) -> Register:
        return self.reach.register

    @cached_property
    def keeps(self) -> bool:
        return self._holds(keeping=True)

    @cached_property
    def reviews(self) -> bool:
        return self._holds(keeping=False)

    def must_keep(self) -> None:
        if not self.keeps:
            raise PermissionDenied(NO_KEEPING)

    def _holds(self, *, keeping: bool) -> bool:
        right = (may_keep if keeping else may_review)(self.reach.user, self.register)
        return self.register.model._default_manager.filter(right, pk=self.row.pk).exists()


def reach(user: User, code: str) -> Reach:
    """Raises 404 for a register that nobody declares or that is not in her domains."""
    register = find_register(code)
    if register is None or register not in readable_registers(user):
        raise Http404
    return Reach(user, register)
