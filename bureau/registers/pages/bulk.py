"""One step for many rows: each row all or nothing, and a sentence about every row that was left out."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.access import may_keep, may_review
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.declarations import Doer, Step
from bureau.registers.forms import RowForm
from bureau.registers.pages.columns import label_of
from bureau.registers.pages.reach import NO_KEEPING, NO_REVIEW, Reach, reach
from bureau.registers.rows import Row
from bureau.registers.writing import OwnRow, StaleRow, WrongRowState, take_step

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Picked:
    """A picked row; `version` is the one that stood on the list, `why_not` is why it was left out."""

    row: Row
    label: str
    version: int
    why_not: str = ""


@business_page
@require_POST
def bulk(request: PersonRequest, code: str) -> HttpResponse:
    """First the rows and what the step asks for, then, confirmed, the step itself."""
    found = reach(request.user, code)
    back = f"{reverse('registers:list', args=[code])}?{request.GET.urlencode()}"
    wanted = next((one for one in found.register.steps if one.key == request.POST.get("step")), None)
    if wanted is None:
        messages.error(request, "请选择要办的一步。")
        return redirect(back)
    _must_take(found, wanted)
    picked = _picked(found, wanted, request.POST.getlist("row"))
    if not picked:
        messages.error(request, "请先在左边勾选要办的行；只能办您登记或审核范围内的行。")
        return redirect(back)
    form = _form(found, wanted, picked, request)
    if not request.POST.get("confirmed"):
        return _page(request, found, wanted, picked, form, back)
    values = form.values()
    if form.has_errors or _is_missing(form, wanted, request):
        return _page(request, found, wanted, picked, form, back)
    results = [_take(one, wanted, values, request.POST.get("reason", ""), request) for one in picked]
    left = [one for one in results if one.why_not]
    done = len(results) - len(left)
    return render(
        request,
        "registers/bulk_done.html",
        {"register": found.register, "step": wanted, "done": done, "left": left, "back": back},
    )


def _must_take(found: Reach, wanted: Step) -> None:
    if wanted.by is Doer.FILLER:
        if not found.homes:
            raise PermissionDenied(NO_KEEPING)
    elif not found.is_reviewer:
        raise PermissionDenied(NO_REVIEW)


def _picked(found: Reach, wanted: Step, texts: list[str]) -> list[Picked]:
    """The picked rows that are hers, in the order of the list."""
    versions: dict[int, int] = {}
    for text in texts[:MOST_AT_ONCE]:
        row_id, _, version = text.partition(":")
        if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (row_id, version)):
            versions[int(row_id)] = int(version)
    right = (may_keep if wanted.by is Doer.FILLER else may_review)(found.user, found.register)
    rows = (
        found.register.model._default_manager.filter(right, pk__in=versions)
        .select_related("reporting_unit")
        .order_by(f"-{found.register.decides}", "-pk")
    )
    return [Picked(row, label_of(found.register, row), versions[row.pk]) for row in rows]


def _form(found: Reach, wanted: Step, picked: list[Picked], request: PersonRequest) -> RowForm:
    typed = request.POST.dict() if request.POST.get("confirmed") else None
    return RowForm(
        found.register,
        unit=picked[0].row.reporting_unit,
        user=request.user,
        typed=typed,
        names=wanted.asks,
        required=wanted.asks,
    )


def _is_missing(form: RowForm, wanted: Step, request: PersonRequest) -> bool:
    """Whether something that is asked once for all rows was left empty."""
    for one in form.fields.values():
        if not one.value.strip():
            one.errors.append(f"“{one.title}”未填，请填写；各行不一样的，请一行一行办。")
    if wanted.reason and not request.POST.get("reason", "").strip():
        form.alert = "请写明理由，它会留在每一行的经过里。"
    return form.has_errors or bool(form.alert)


def _take(
    one: Picked, wanted: Step, values: dict[str, object], reason: str, request: PersonRequest
) -> Picked:
    why_not = ""
    try:
        take_step(one.row, wanted.key, version=one.version, by=request.user, values=values, reason=reason)
    except RefusedRow as refused:
        why_not = "".join(sentence for sentences in refused.fields.values() for sentence in sentences)
    except (NeedsExplanation, StaleRow, WrongRowState, OwnRow) as wrong:
        why_not = str(wrong)
    return Picked(one.row, one.label, one.version, why_not)


def _page(
    request: PersonRequest, found: Reach, wanted: Step, picked: list[Picked], form: RowForm, back: str
) -> HttpResponse:
    context = {
        "register": found.register,
        "step": wanted,
        "picked": picked,
        "form": form,
        "reason": request.POST.get("reason", ""),
        "fields": [form.fields[name] for name in wanted.asks],
        "back": back,
    }
    status = 400 if form.has_errors or form.alert else 200
    return render(request, "registers/bulk.html", context, status=status)
