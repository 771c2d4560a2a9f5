"""The units of an administrator's bureau, for the system administrator: to add and to change, never to delete."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bureau.organisation.duties import duty_choices
from bureau.organisation.forms import domain_choices
from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role, Unit, UnitKind
from bureau.organisation.posting import grantable_units
from bureau.organisation.unit_forms import NewUnitForm, UnitForm, values_of
from bureau.organisation.units import add_unit, change_unit


@dataclass(frozen=True)
class UnitRow:
    """A unit as the list shows it: `depth` steps below the top of the list."""

    unit: Unit
    depth: int
    work: str
    is_closed: bool


def _rows(units: QuerySet[Unit]) -> list[UnitRow]:
    """The units as a tree: each right above its own, in their order."""
    titles = dict([*domain_choices(), *duty_choices()])
    listed = list(units.select_related("merged_into").order_by("order", "code"))
    below: dict[int | None, list[Unit]] = {}
    inside = {unit.pk for unit in listed}
    for unit in listed:
        below.setdefault(unit.parent_id if unit.parent_id in inside else None, []).append(unit)
    today = timezone.localdate()
    rows: list[UnitRow] = []

    def climb(parent_id: int | None, depth: int) -> None:
        for unit in below.get(parent_id, ()):
            work = "、".join(dict.fromkeys(titles.get(key, key) for key in [*unit.domains, *unit.duties]))
            rows.append(UnitRow(unit, depth, work, unit.closed_on is not None and unit.closed_on < today))
            climb(unit.pk, depth + 1)

    climb(None, 0)
    return rows


@for_roles(Role.SYSTEM_ADMIN)
@require_safe
def units(request: PersonRequest) -> HttpResponse:
    rows = _rows(grantable_units(request.user))
    return render(request, "organisation/units.html", {"rows": rows})


@for_roles(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: PersonRequest) -> HttpResponse:
    above = grantable_units(request.user).filter(kind__in=[UnitKind.CITY, UnitKind.BUREAU])
    start: dict[str, object] = {
        "kind": UnitKind.TOWN,
        "parent": above.filter(kind=UnitKind.BUREAU).values_list("code", flat=True).first(),
    }
    form = NewUnitForm(above, request.POST if request.method == "POST" else None, start)
    form.fields["parent"].required = True
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            unit = add_unit(
                code=values["code"],
                kind=UnitKind(values["kind"]),
                parent=values["parent"],
                facts=form.facts(),
            )
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(
                request, f"已加{unit.name}。接着请在“人员”里安排人，由综合股在“安排”里设填报任务。"
            )
            return redirect("organisation:units")
    return render(request, "organisation/new_unit.html", {"form": form})


@for_roles(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: PersonRequest, code: str) -> HttpResponse:
    found = get_object_or_404(grantable_units(request.user), code=code)
    near = Unit.objects.filter(parent=found.parent, kind=found.kind).exclude(pk=found.pk)
    data = request.POST if request.method == "POST" else None
    form = UnitForm(near, data, values_of(found), works=found.kind == UnitKind.SECTION)
    if form.is_bound and form.is_valid():
        try:
            changed = change_unit(found, form.facts())
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, f"{changed.name}已保存。")
            return redirect("organisation:units")
    return render(request, "organisation/unit.html", {"form": form, "unit": found})


def _tell(form: UnitForm, error: ValidationError) -> None:
    """Each sentence beside its field, those about a field the form does not have above it."""
    for field, sentences in error.message_dict.items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)
