"""Where a register is in use, and which section answers for it: plans and cadences disturb nobody else."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from bureau.organisation.models import Unit, UnitKind
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.models import Adoption


def keepers(register: Register, today: datetime.date) -> list[Unit]:
    """The units that owe the regular things of a register, today: in each bureau that uses it the section that
    answers for it, or, for a register of the towns, every town that uses it.

    A register is in use where it was adopted or has rows.
    """
    using = _using(register)
    living = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    if register.filled_by is FilledBy.TOWNS:
        return list(Unit.objects.filter(living, pk__in=[unit.pk for unit in using], kind=UnitKind.TOWN))
    sections: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(living, kind=UnitKind.SECTION, domains__contains=[register.domain]):
        sections[unit.bureau_id].append(unit)
    own = {unit.pk for unit in using}
    return [
        min(sections[bureau], key=lambda unit: (register.duty not in unit.duties, unit.pk not in own))
        for bureau in dict.fromkeys(unit.bureau_id for unit in using)
        if sections[bureau]
    ]


def _using(register: Register) -> Sequence[Unit]:
    rows = register.model._default_manager.filter(reporting_unit=OuterRef("pk"))
    adopted = Adoption.objects.filter(register=register.code, unit=OuterRef("pk"))
    return list(Unit.objects.filing().filter(Exists(rows) | Exists(adopted)))
