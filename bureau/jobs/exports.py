"""Exports: files made from what the person may read, numbered and written into the trail."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from rest_framework.serializers import Serializer

from bureau.audit.recording import record
from bureau.jobs.models import Job
from bureau.jobs.run import Run
from bureau.jobs.starting import start
from bureau.organisation.models import User
from bureau.web.api.errors import Problem, invalid

EXPORT = "export"
PER_MINUTE = 30

Params = Mapping[str, Any]  # Any: validated by the kind's own serializer


@dataclass(frozen=True)
class ExportKind:
    """What can be exported: `params` checks the filters, `may` decides, `write` saves the file and returns facts.

    `may` is asked when the export starts, when it runs and when the file is fetched. It raises Http404 where the
    parameters name something outside the person's range, and answers False where the right is missing. `write` gets
    the checked parameters with `format` among them and returns at least `rows`.
    """

    name: str
    label: str
    params: type[Serializer[Any]]
    may: Callable[[User, Params], bool]
    write: Callable[[Run, Params], Mapping[str, object]]
    formats: tuple[str, ...] = ("xlsx",)


@dataclass(frozen=True)
class ExportFamily:
    """Kinds named `<prefix>:<what>`, which come and go with what is declared elsewhere."""

    prefix: str
    find: Callable[[str], ExportKind | None]


_kinds: dict[str, ExportKind] = {}
_families: dict[str, ExportFamily] = {}


def add_export_kind(kind: ExportKind) -> None:
    """Called by a room's `work.py`. Two rooms with one name are a mistake in the code."""
    if kind.name in _kinds:
        raise ValueError(f"Two rooms declare the export {kind.name}")
    _kinds[kind.name] = kind


def add_export_family(family: ExportFamily) -> None:
    """Two rooms with one prefix are a mistake in the code."""
    if family.prefix in _families:
        raise ValueError(f"Two rooms declare the exports {family.prefix}")
    _families[family.prefix] = family


def export_kind(name: str) -> ExportKind:
    family = _families.get(name.partition(":")[0]) if ":" in name else None
    kind = _kinds.get(name) if family is None else family.find(name)
    if kind is None:
        known = "、".join(sorted([*_kinds, *(f"{prefix}:<code>" for prefix in _families)])) or "无"
        raise invalid({"kind": [f"没有“{name[:40]}”这种导出，可选：{known}。"]})
    return kind


def checked(kind: ExportKind, params: Params) -> dict[str, Any]:
    """The parameters as values; raises ValidationError with a sentence for each that is wrong or unknown."""
    rest = {name: value for name, value in params.items() if name != "format"}
    wanted = params.get("format", kind.formats[0])
    form = kind.params(data=rest)
    fields: dict[str, list[str]] = {
        name: ["没有这个参数，请对照接口说明。"] for name in rest if name not in form.fields
    }
    if wanted not in kind.formats:
        fields["format"] = [f"格式可选：{'、'.join(kind.formats)}。"]
    if fields:
        raise invalid(fields)
    form.is_valid(raise_exception=True)
    return {**form.validated_data, "format": wanted}


def start_export(user: User, kind_name: str, params: Params) -> Job:
    """Queue an export; raises 400 for wrong parameters, 404 and 403 as the kind decides, 429 for too many."""
    kind = export_kind(kind_name)
    if not kind.may(user, checked(kind, params)):
        raise PermissionDenied
    a_minute_ago = timezone.now() - datetime.timedelta(minutes=1)
    if Job.objects.filter(owner=user, kind=EXPORT, created_at__gt=a_minute_ago).count() >= PER_MINUTE:
        raise Problem(429, "throttled", "导出太频繁，请过一分钟再试。")
    return start(EXPORT, {"kind": kind_name, "params": dict(params)}, owner=user)


def may_still(user: User, job_params: Params) -> bool:
    kind = export_kind(str(job_params["kind"]))
    return kind.may(user, checked(kind, job_params["params"]))


def run_export(run: Run) -> Mapping[str, object]:
    """The handler of every export job."""
    kind = export_kind(str(run.params["kind"]))
    params = checked(kind, run.params["params"])
    if not kind.may(run.owner, params):
        raise PermissionDenied("您已经没有导出这些数据的权限。")
    facts = dict(kind.write(run, params))
    if run.file is None:
        raise RuntimeError(f"The export {kind.name} has saved no file")
    record(
        "export",
        "jobs_job",
        str(run.job.pk),
        new={
            "kind": kind.name,
            "params": run.params["params"],
            "rows": facts.get("rows"),
            "serial": run.serial,
            "file": run.file.name,
            "sha256": run.file.sha256,
        },
        detail=f"{kind.label}　编号 {run.serial}",
    )
    return {"kind": kind.name, **facts}
