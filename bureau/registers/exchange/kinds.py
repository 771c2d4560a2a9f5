"""`register:<code>`: one kind of import and one of export for each register that is declared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bureau.jobs.exports import ExportFamily, ExportKind
from bureau.organisation.models import User
from bureau.registers.declarations import Register
from bureau.registers.exchange.exporting import may_export, params_for, write_export
from bureau.registers.exchange.importing import apply_rows, may_import, offered_to, preview_rows
from bureau.registers.registry import find_register
from bureau.uploads.kinds import ImportFamily, ImportKind

PREFIX = "register"
HINT = "用这个台账的导入模板，或先导出再改；有编号的行改已登记的，没有编号的是新登记"


def name_of(register: Register) -> str:
    return f"{PREFIX}:{register.code}"


def _import(register: Register) -> ImportKind:
    return ImportKind(
        name_of(register),
        register.title,
        HINT,
        partial(may_import, register),
        partial(preview_rows, register),
        partial(apply_rows, register),
        counts="行",
        about="单位和行",
        keeps_file=False,
    )


def _export(register: Register) -> ExportKind:
    return ExportKind(
        name_of(register),
        register.title,
        params_for(register),
        partial(may_export, register),
        partial(write_export, register),
        ("xlsx", "csv"),
    )


def _find(name: str) -> Register | None:
    return find_register(name.partition(":")[2])


def _find_import(name: str) -> ImportKind | None:
    register = _find(name)
    return None if register is None else _import(register)


def _find_export(name: str) -> ExportKind | None:
    register = _find(name)
    return None if register is None else _export(register)


def _offered(user: User) -> Sequence[ImportKind]:
    return [_import(register) for register in offered_to(user)]


IMPORTS = ImportFamily(PREFIX, _find_import, _offered)
EXPORTS = ExportFamily(PREFIX, _find_export)
