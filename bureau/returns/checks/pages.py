"""Pages of the checks: the live panel of a sheet, the list of findings, and the office's thresholds."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.exceptions import ParseError

from bureau.organisation.access import grants_of
from bureau.organisation.gates import PersonRequest, business_page, for_roles
from bureau.organisation.models import Role, Unit, User
from bureau.periods import Month, PeriodError
from bureau.quantities import QuantityError, base_decimals, entry_unit, exponent_of, parse
from bureau.returns.access import NO_FILLING, reach
from bureau.returns.checks.deciding import decide, decided
from bureau.returns.checks.evaluating import evaluate
from bureau.returns.checks.loading import load
from bureau.returns.checks.panel import panel_html, rows_html
from bureau.returns.checks.sheets import against
from bureau.returns.checks.snapshot import Snapshot
from bureau.returns.models import Basis, KeptFinding
from bureau.returns.naming import domain_title, domains
from bureau.returns.progress import units_read_by
from bureau.returns.reading import read_lines
from bureau.web.api.parsing import read_json

PER_PAGE = 50


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_checks(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """GET is the panel over what is saved; POST answers as JSON what the cells typed so far would mean."""
    found = reach(request.user, sheet_id)
    sheet = found.sheet
    snapshot = load(sheet)
    is_open = found.fills and sheet.is_fillable
    if request.method != "POST":
        return HttpResponse(panel_html(sheet, evaluate(snapshot), read_lines(sheet), is_open=is_open))
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    try:
        given = read_json(request.body)
    except ParseError as unreadable:
        return JsonResponse(
            {"code": "unreadable", "detail": str(unreadable.detail)}, status=HTTPStatus.BAD_REQUEST
        )
    by_total = request.GET.get("basis") == Basis.TO_DATE
    seen = snapshot.with_values(*_typed(given, snapshot, by_total=by_total))
    verdict = evaluate(seen)
    return JsonResponse(
        {
            "panel": panel_html(sheet, verdict, read_lines(sheet), is_open=is_open),
            "rows": rows_html(verdict, seen, by_total=by_total, near=request.GET.get("near", "")),
            "against": against(sheet, verdict),
        }
    )


def _typed(
    given: object, snapshot: Snapshot, *, by_total: bool
) -> tuple[dict[str, Decimal | None], dict[str, str]]:
    """What is typed and can be read; the grid itself says what cannot. `by_total`: sums are typed as 累计数."""
    values: dict[str, Decimal | None] = {}
    words: dict[str, str] = {}
    for cell in given if isinstance(given, list) else ():
        code = cell.get("indicator") if isinstance(cell, dict) else None
        item = snapshot.items.get(code) if isinstance(code, str) else None
        if item is None or not item.is_asked or item.is_derived or item.domain != snapshot.domain:
            continue
        unit = entry_unit(item.unit)
        try:
            value = parse(
                cell.get("value"),
                unit=unit,
                base_unit=item.unit,
                decimals=base_decimals(item.unit, item.decimals) + exponent_of(unit, item.unit),
                typed=True,
            )
        except QuantityError:
            continue
        if by_total and value is not None and item.adds_up:
            value -= snapshot.year_before(item.code)
        values[item.code] = value
        if isinstance(cell.get("explanation"), str):
            words[item.code] = cell["explanation"].strip()
    return values, words


@business_page
@require_safe
def findings(request: PersonRequest) -> HttpResponse:
    """All that the checks found in this person's reach; what waits comes first asked for."""
    rows = KeptFinding.objects.readable_by(request.user).select_related("unit")
    chosen = {name: request.GET.get(name, "") for name in ("unit", "month", "level", "domain")}
    chosen["open"] = request.GET.get("open", "1")
    if chosen["unit"]:
        rows = rows.filter(unit__code=chosen["unit"])
    if chosen["month"]:
        try:
            rows = rows.filter(month=Month.parse(chosen["month"]))
        except PeriodError as error:
            messages.error(request, str(error))
            chosen["month"] = ""
    if chosen["level"] in KeptFinding.Level.values:
        rows = rows.filter(level=chosen["level"])
    if chosen["domain"]:
        rows = rows.filter(domain=chosen["domain"])
    rows = {"1": rows.open(), "0": rows.standing()}.get(chosen["open"], rows)
    months = (
        KeptFinding.objects.readable_by(request.user)
        .order_by("-month")
        .values_list("month", flat=True)
        .distinct()
    )
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(rows.order_by("-month", "unit__order", "unit__code", "domain", "pk"), PER_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "query": f"&{query.urlencode()}" if query else "",
        "chosen": chosen,
        "units": units_read_by(request.user).order_by("order", "code"),
        "months": months,
        "levels": KeptFinding.Level.choices,
        "domains": [(key, domain_title(key)) for key in domains()],
        "may_decide": _decides_for(request.user) is not None,
    }
    return render(request, "returns/checks/findings.html", context)


@for_roles(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """The thresholds of the office's bureau: what holds, what held before, and a form for each."""
    bureau = get_object_or_404(Unit, pk=_decides_for(request.user))
    refused: dict[str, str] = {}
    if request.method == "POST":
        key = request.POST.get("key", "")
        version = request.POST.get("version", "")
        try:
            made = decide(
                bureau,
                key,
                request.POST.get("text", ""),
                reason=request.POST.get("reason", ""),
                by=request.user,
                seen_version=int(version) if version.isascii() and version.isdecimal() else None,
            )
        except ValidationError as invalid:
            refused = {key: "".join(invalid.messages)}
        else:
            messages.success(request, "已保存，从现在起按新的界限审核。" if made else "没有改动。")
            return redirect("returns:check_settings")
    context = {
        "bureau": bureau,
        "rows": [
            {
                "decided": one,
                "refused": refused.get(one.setting.key, ""),
                "typed": request.POST.get("text", "") if one.setting.key in refused else one.text,
                "reason": request.POST.get("reason", "") if one.setting.key in refused else "",
            }
            for one in decided(bureau)
        ],
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "returns/checks/settings.html", context, status=status)


def _decides_for(user: User) -> int | None:
    """The bureau whose thresholds this person sets."""
    return next((grant.bureau_id for grant in grants_of(user) if grant.role is Role.OFFICE), None)
