"""The audit trail on a page, for the audit administrator: to read, never to write."""

from __future__ import annotations

import datetime

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bureau.audit.models import AuditEntry, Seal
from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role
from bureau.organisation.trail_words import ACTIONS, shown, subjects

LINES_PER_PAGE = 100


class TrailFilter(forms.Form):
    """Which lines: all fields may stay empty."""

    actor = forms.CharField(label="人员", max_length=40, required=False)
    begins = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    action = forms.ChoiceField(label="动作", required=False, choices=[("", "全部"), *ACTIONS.items()])
    subject = forms.ChoiceField(
        label="对象类别", required=False, choices=lambda: [("", "全部"), *subjects().items()]
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def lines(self) -> QuerySet[AuditEntry]:
        rows = AuditEntry.objects.order_by("-id")
        if not self.is_valid():
            return rows.none()
        for name in ("actor", "action", "subject"):
            if self.cleaned_data[name]:
                rows = rows.filter(**{name: self.cleaned_data[name]})
        if begins := self.cleaned_data["begins"]:
            rows = rows.filter(at__gte=_midnight(begins))
        if ends := self.cleaned_data["ends"]:
            rows = rows.filter(at__lt=_midnight(ends + datetime.timedelta(days=1)))
        if before := self.cleaned_data["before"]:
            rows = rows.filter(id__lt=before)
        return rows


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


@for_roles(Role.AUDIT_ADMIN)
@require_safe
def trail(request: PersonRequest) -> HttpResponse:
    """The newest lines first; older ones by the id of the last line shown, since nobody counts millions of lines."""
    form = TrailFilter(request.GET)
    lines = list(form.lines()[: LINES_PER_PAGE + 1])
    older = request.GET.copy()
    if len(lines) > LINES_PER_PAGE:
        older["before"] = str(lines[LINES_PER_PAGE - 1].pk)
    context = {
        "form": form,
        "lines": shown(lines[:LINES_PER_PAGE]),
        "older": older.urlencode() if len(lines) > LINES_PER_PAGE else "",
        "seal": Seal.objects.last(),
    }
    return render(request, "organisation/trail.html", context)
