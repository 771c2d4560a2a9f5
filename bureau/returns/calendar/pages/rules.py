"""表种规则: the forms of the bureau with window, deadline, levels and names, and their changes."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role, Unit
from bureau.organisation.workdays import calendar_of
from bureau.periods import Month
from bureau.returns.calendar.deadlines import Deadline, deadline
from bureau.returns.calendar.forms import RuleForm
from bureau.returns.calendar.pages.place import arranged, bureau_of
from bureau.returns.calendar.rules import (
    Rule,
    history_of,
    indicators_of_other_windows,
    rule_from,
    rules_in,
    set_rule,
)
from bureau.returns.models import FormRule
from bureau.returns.naming import domain_title, domains
from bureau.returns.steps import current_month


@dataclass(frozen=True)
class RuleRow:
    """A form, its rule of this month, and the next deadlines it makes."""

    domain: str
    title: str
    rule: Rule
    coming: list[Deadline]
    other_windows: int


@dataclass(frozen=True)
class OldRule:
    row: FormRule
    rule: Rule


@for_roles(Role.OFFICE)
@require_safe
def forms(request: PersonRequest) -> HttpResponse:
    bureau, month = bureau_of(request), current_month()
    found = rules_in(month, [bureau.pk])
    rows = [_row(bureau, month, found.get((bureau.pk, key), Rule(key))) for key in domains()]
    context = arranged(bureau, "forms") | {"month": month, "rows": rows}
    return render(request, "returns/calendar/forms.html", context)


@for_roles(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: PersonRequest, domain: str) -> HttpResponse:
    """The rule of one form: GET shows it with its history, POST sets it from a month on."""
    if domain not in domains():
        raise Http404
    bureau, month = bureau_of(request), current_month()
    rule = rules_in(month, [bureau.pk]).get((bureau.pk, domain), Rule(domain))
    asked = RuleForm(rule, month, request.POST if request.method == "POST" else None)
    if asked.is_bound and asked.is_valid():
        try:
            set_rule(bureau=bureau, begins=asked.month(), rule=asked.rule(), by=request.user)
        except ValidationError as error:
            asked.refuse(error)
        else:
            messages.success(
                request, f"{asked.rule().form_title}的规则已保存，从{asked.month().label}起生效。"
            )
            return redirect("returns:forms")
    context = arranged(bureau, "forms") | {
        "title": domain_title(domain),
        "row": _row(bureau, month, rule),
        "form": asked,
        "history": [OldRule(row, rule_from(row)) for row in history_of(bureau, domain)],
    }
    return render(request, "returns/calendar/form.html", context, status=400 if asked.errors else 200)


def _row(bureau: Unit, month: Month, rule: Rule) -> RuleRow:
    calendar = calendar_of(bureau.pk)
    return RuleRow(
        domain=rule.domain,
        title=domain_title(rule.domain),
        rule=rule,
        coming=[deadline(rule, month + step, calendar) for step in range(3)],
        other_windows=indicators_of_other_windows(rule),
    )
