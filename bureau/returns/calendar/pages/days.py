"""工作日历: the published holidays of a year, and the days on which the bureau works otherwise."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role, Unit, WorkdayException
from bureau.organisation.workdays import calendar_of, published
from bureau.registers.deadlines.remaking import owe
from bureau.returns.calendar.deadlines import WEEKDAYS
from bureau.returns.calendar.forms import DayForm
from bureau.returns.calendar.pages.place import arranged, bureau_of
from bureau.returns.steps import current_month
from bureau.workdays import WorkCalendar


@dataclass(frozen=True)
class NamedDay:
    """A day that is not what its weekday says; `row` is the bureau's own entry, where there is one."""

    date: datetime.date
    is_workday: bool
    name: str
    row: WorkdayException | None

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.date.weekday()]


@for_roles(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: PersonRequest) -> HttpResponse:
    """GET lists a year; POST names a day, or with `remove` forgets what was named."""
    bureau = bureau_of(request)
    year = _year(request.GET.get("year", ""))
    form = DayForm(request.POST if request.method == "POST" and "remove" not in request.POST else None)
    here = f"{reverse('returns:days')}?year={year}&bureau={bureau.code}"
    if request.method == "POST" and "remove" in request.POST:
        key = request.POST["remove"]
        own = WorkdayException.objects.filter(bureau=bureau)
        gone = (
            own.filter(pk=int(key)).delete()[0] if key.isascii() and key.isdecimal() and len(key) < 19 else 0
        )
        if gone:
            owe(bureau, by=request.user)
        messages.success(request, "已恢复为公布的安排。" if gone else "这一天已经恢复过了。")
        return redirect(here)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        WorkdayException.objects.update_or_create(
            bureau=bureau,
            date=data["date"],
            defaults={"is_workday": data["is_workday"], "name": data["name"].strip()},
        )
        # Clocks of register rows run on these days.
        owe(bureau, by=request.user)
        messages.success(
            request, f"{data['date']:%Y-%m-%d} 已设为{'上班' if data['is_workday'] else '放假'}。"
        )
        return redirect(here)
    context = arranged(bureau, "days") | {
        "year": year,
        "form": form,
        "days": _named(bureau, year),
        "is_known": WorkCalendar(published()).knows(year) or calendar_of(bureau.pk).knows(year),
    }
    return render(request, "returns/calendar/days.html", context, status=400 if form.errors else 200)


def _named(bureau: Unit, year: int) -> list[NamedDay]:
    own = {row.date: row for row in WorkdayException.objects.filter(bureau=bureau, date__year=year)}
    found = {day: works for day, works in published().items() if day.year == year}
    found |= {day: row.is_workday for day, row in own.items()}
    return [
        NamedDay(day, found[day], own[day].name if day in own else _usual_name(found[day]), own.get(day))
        for day in sorted(found)
    ]


def _usual_name(is_workday: bool) -> str:
    return "调休上班" if is_workday else "节假日"


def _year(text: str) -> int:
    return (
        int(text)
        if text.isascii() and text.isdecimal() and 2000 <= int(text[:5]) <= 2099
        else current_month().year
    )
