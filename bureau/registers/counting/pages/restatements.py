"""待重述: differences between settled months and their rows, and deciding them."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bureau.figures.correcting import OwnRequest
from bureau.figures.writing import WrongState
from bureau.organisation.gates import PersonRequest, business_page
from bureau.quantities import QuantityError, parse
from bureau.registers.counting.deciding import (
    OwnChange,
    Seen,
    beside,
    changed_rows,
    decide_together,
    read_by,
    sheet_of,
    waiting_for,
)
from bureau.registers.counting.forms import DecisionForm
from bureau.registers.counting.words import Told
from bureau.registers.models import Restatement, RestatementState
from bureau.registers.registry import find_register

PER_PAGE = 50
NO_DECISION = "您不能处理这个差额：要由这张表的审核人处理，改动台账的人自己不能处理。"


@business_page
@require_safe
def restatements(request: PersonRequest) -> HttpResponse:
    """All differences of the sheets she reads: what waits first, then what was decided, the latest first."""
    rows = read_by(request.user)
    decided = rows.exclude(state=RestatementState.WAITING).order_by("-decided_at", "-pk")
    page = Paginator(decided, PER_PAGE).get_page(request.GET.get("page"))
    waiting = rows.filter(state=RestatementState.WAITING).order_by("month", "unit__order", "pk")
    context = {
        "waiting": [Told(one) for one in waiting],
        "decided": [Told(one) for one in page],
        "page": page,
    }
    return render(request, "registers/counting/restatements.html", context)


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def restatement(request: PersonRequest, restatement_id: int) -> HttpResponse:
    """One difference with the rows that changed since the approval; POST decides."""
    one = read_by(request.user).filter(pk=restatement_id).first()
    if one is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    alert, status = "", HTTPStatus.OK
    mine = set(waiting_for(request.user).values_list("pk", flat=True))
    others = [each for each in beside(one) if each.pk in mine]
    picked = set(request.POST.getlist("together"))
    chosen = [each for each in others if str(each.pk) in picked]
    if request.method == "POST":
        if one.state == RestatementState.WAITING and not _may_decide(request, one):
            raise PermissionDenied(NO_DECISION)
        if form.is_valid():
            try:
                decided = decide_together(
                    {each.pk: _seen(request, each, own=each.pk == one.pk) for each in [one, *chosen]},
                    RestatementState(form.cleaned_data["state"]),
                    reason=form.cleaned_data["reason"],
                    document=form.cleaned_data["document"],
                    by=request.user,
                )
            except (OwnChange, OwnRequest) as own:
                raise PermissionDenied(str(own)) from own
            except WrongState as wrong:
                alert, status = str(wrong), HTTPStatus.CONFLICT
                one.refresh_from_db()
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                label = RestatementState(form.cleaned_data["state"]).label
                messages.success(request, f"已处理 {len(decided)} 个差额：{label}。")
                return redirect("registers:restatements")
        if form.errors:
            status = HTTPStatus.BAD_REQUEST
    context = {
        "one": one,
        "told": Told(one),
        "rows": changed_rows(one),
        "register": find_register(one.register),
        "sheet": sheet_of(one),
        "form": form,
        "others": [(Told(each), each in chosen or request.method != "POST") for each in others],
        "may_decide": one.state == RestatementState.WAITING and _may_decide(request, one),
        "alert": alert,
    }
    return render(request, "registers/counting/restatement.html", context, status=status)


def _may_decide(request: PersonRequest, one: Restatement) -> bool:
    return waiting_for(request.user).filter(pk=one.pk).exists()


def _seen(request: PersonRequest, one: Restatement, *, own: bool) -> Seen:
    """Both ends as the page showed them. A page that says neither is answered as one that is out of date."""
    names = ("reported", "counted") if own else (f"reported-{one.pk}", f"counted-{one.pk}")
    try:
        reported, counted = (parse(request.POST.get(name, ""), unit=one.indicator.unit) for name in names)
    except QuantityError as error:
        raise WrongState(str(error)) from error
    return Seen(reported, counted)
