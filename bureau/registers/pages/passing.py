"""转入: a row of another register is begun with what this one knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from bureau.audit.recording import record
from bureau.organisation.models import User
from bureau.registers.access import keeping_units
from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import Register, Transfer
from bureau.registers.forms import RowForm
from bureau.registers.models import RowLink
from bureau.registers.pages.reach import reach
from bureau.registers.personal import PersonalField, Sealed
from bureau.registers.registry import find_register, register_of
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState

ONCE = "这一行已经办过“{label}”，不能再办一次；要改请打开转入的那一行。"


@dataclass(frozen=True)
class Passing:
    """A row that is being passed on. `values` are what the new row begins with, personal ones still sealed."""

    source: Row
    origin: Register
    transfer: Transfer
    values: Mapping[str, Any]  # Any: values of columns of every type

    def carried(self, form: RowForm) -> dict[str, object]:
        """Personal values that nobody typed anew: they go from row to row without being shown to anybody."""
        fields = content_fields(form.register)
        taken: dict[str, tuple[PersonalField, Sealed]] = {}
        for name, value in self.values.items():
            field = fields.get(name)
            if (
                isinstance(field, PersonalField)
                and isinstance(value, Sealed)
                and not form.fields[name].value.strip()
            ):
                taken[name] = (field, value)
        if taken:
            record(
                "transfer",
                self.origin.table,
                str(self.source.pk),
                new={"to": form.register.code, "fields": sorted(taken)},
                detail=f"{self.origin.title} {self.source.number} {self.transfer.label}",
            )
        # Each table seals its own: the text is sealed anew for the column it goes to.
        return {name: field.sealed(value.reveal()) for name, (field, value) in taken.items()}


@dataclass(frozen=True)
class Offer:
    """A transfer as the row page offers it."""

    transfer: Transfer
    to: Register


def offers_of(user: User, register: Register, row: Row) -> list[Offer]:
    """The transfers that begin in the row's state and lead into a register that she keeps."""
    offers = []
    done = set(RowLink.objects.filter(register=register.code, row_id=row.pk).values_list("key", flat=True))
    for transfer in register.transfers:
        to = find_register(transfer.to)
        if to is None or row.state not in transfer.states or not keeping_units(user, to):
            continue
        if transfer.applies is not None and not transfer.applies(row):
            continue
        if transfer.key in done and not transfer.many:
            continue
        offers.append(Offer(transfer, to))
    return offers


def passing_of(user: User, to: Register, query: QueryDict) -> Passing | None:
    """What `?from=<register>&row=<id>&way=<key>` asks for. Raises 404 for what is not hers or not declared."""
    code = query.get("from", "")
    if not code:
        return None
    row_id = query.get("row", "")
    if not (row_id.isascii() and row_id.isdecimal() and len(row_id) < 19):
        raise Http404
    found = reach(user, code).row(int(row_id))
    transfer = next(
        (one for one in found.register.transfers if one.key == query.get("way") and one.to == to.code), None
    )
    if transfer is None:
        raise Http404
    return Passing(found.row, found.register, transfer, values_of(transfer, found.row))


def values_of(transfer: Transfer, row: Row) -> dict[str, Any]:  # Any: values of columns of every type
    return {**transfer.sets, **{there: getattr(row, here) for there, here in transfer.carries.items()}}


def link(passing: Passing, row: Row, *, by: User) -> RowLink:
    """Remember where the row came from; called in the transaction that enters it.

    Raises `WrongRowState` when the source does not stand where it may be passed on, or was passed on before.
    """
    transfer, source = passing.transfer, passing.source
    standing = type(source)._default_manager.select_for_update(of=("self",)).get(pk=source.pk)
    if standing.state not in transfer.states or (
        transfer.applies is not None and not transfer.applies(standing)
    ):
        raise WrongRowState(f"{source.number} 现在是“{standing.state}”，不能{transfer.label}。请刷新后再看。")
    before = RowLink.objects.filter(register=passing.origin.code, row_id=source.pk, key=transfer.key)
    if not transfer.many and before.exists():
        raise WrongRowState(ONCE.format(label=transfer.label))
    return RowLink.objects.create(
        register=passing.origin.code,
        row_id=source.pk,
        key=transfer.key,
        to_register=register_of(row).code,
        to_row_id=row.pk,
        by=by,
    )
