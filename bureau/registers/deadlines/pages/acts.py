"""What is done about the time of one row: a contact, a pause, more days. Each is a page and works as one."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.deadlines.forms import (
    ContactForm,
    DecideForm,
    PauseForm,
    ProlongForm,
    ResumeForm,
    TimeForm,
)
from bureau.registers.deadlines.pausing import pause, resume
from bureau.registers.deadlines.prolonging import OwnRequest, ask_for_days, decide
from bureau.registers.deadlines.reading import of_row
from bureau.registers.deadlines.settings import unit_words
from bureau.registers.deadlines.terms import find_clock, find_follow_up
from bureau.registers.declarations import Register
from bureau.registers.models import Prolongation
from bureau.registers.pages.columns import label_of
from bureau.registers.pages.reach import NO_REVIEW, RowReach, reach
from bureau.registers.timing import Clock, FollowUp
from bureau.registers.writing import WrongRowState

GET_OR_POST = ["GET", "HEAD", "POST"]
Term = TypeVar("Term", Clock, FollowUp)


@business_page
@require_http_methods(GET_OR_POST)
def contact_row(request: PersonRequest, code: str, row_id: int, key: str) -> HttpResponse:
    found = _kept(request, code, row_id)
    follow = _declared(find_follow_up, found, key)
    form = ContactForm(_posted(request), initial={"done_on": timezone.localdate()})

    def write() -> None:
        data = form.cleaned_data
        record_contact(
            found.register,
            found.row,
            key,
            done_on=data["done_on"],
            way=data["way"],
            result=data["result"],
            next_on=data["next_on"],
            by=request.user,
        )

    return _answer(request, found, form, write, follow.title, "记录跟进", "已记下这次跟进。")


@business_page
@require_http_methods(GET_OR_POST)
def pause_row(request: PersonRequest, code: str, row_id: int, key: str) -> HttpResponse:
    found = _kept(request, code, row_id)
    clock = _declared(find_clock, found, key)
    form = PauseForm(_posted(request), initial={"begins_on": timezone.localdate()})

    def write() -> None:
        data = form.cleaned_data
        pause(
            found.register,
            found.row,
            key,
            begins_on=data["begins_on"],
            reason=data["reason"],
            by=request.user,
        )

    return _answer(request, found, form, write, clock.title, "中止计时", "已中止计时。")


@business_page
@require_http_methods(GET_OR_POST)
def resume_row(request: PersonRequest, code: str, row_id: int, key: str) -> HttpResponse:
    found = _kept(request, code, row_id)
    clock = _declared(find_clock, found, key)
    form = ResumeForm(_posted(request), initial={"resumes_on": timezone.localdate()})

    def write() -> None:
        resume(found.register, found.row, key, resumes_on=form.cleaned_data["resumes_on"], by=request.user)

    return _answer(request, found, form, write, clock.title, "恢复计时", "已恢复计时。")


@business_page
@require_http_methods(GET_OR_POST)
def prolong_row(request: PersonRequest, code: str, row_id: int, key: str) -> HttpResponse:
    found = _kept(request, code, row_id)
    clock = _declared(find_clock, found, key)
    form = ProlongForm(_posted(request))
    form.fields["days"].label = f"延长（{unit_words(clock.unit)}）"

    def write() -> None:
        data = form.cleaned_data
        ask_for_days(
            found.register, found.row, key, days=data["days"], reason=data["reason"], by=request.user
        )

    return _answer(request, found, form, write, clock.title, "申请延长", "已提出延长申请，等审核人批复。")


@business_page
@require_http_methods(GET_OR_POST)
def decide_prolongation(request: PersonRequest, code: str, row_id: int, asked_id: int) -> HttpResponse:
    """The reviewer agrees or not; the two buttons say which."""
    found = reach(request.user, code).row(row_id)
    asked = get_object_or_404(
        Prolongation.objects.select_related("requested_by"), pk=asked_id, register=code, row_id=row_id
    )
    if not found.reviews:
        raise PermissionDenied(NO_REVIEW)
    clock = _declared(find_clock, found, asked.key)
    form = DecideForm(_posted(request))

    def write() -> None:
        decide(
            found.register,
            found.row,
            asked,
            agrees=request.POST.get("agrees") == "yes",
            decision=form.cleaned_data["decision"],
            by=request.user,
        )

    more = {"asked": asked, "unit_words": unit_words(clock.unit)}
    return _answer(request, found, form, write, clock.title, "批复延长", "已批复。", more)


def _posted(request: PersonRequest) -> QueryDict | None:
    """An empty POST is a form with nothing filled in, not a form that was never sent."""
    return request.POST if request.method == "POST" else None


def _kept(request: PersonRequest, code: str, row_id: int) -> RowReach:
    found = reach(request.user, code).row(row_id)
    found.must_keep()
    return found


def _declared(find: Callable[[Register, str], Term], found: RowReach, key: str) -> Term:
    try:
        return find(found.register, key)
    except KeyError as error:
        raise Http404 from error


def _answer(
    request: PersonRequest,
    found: RowReach,
    form: TimeForm,
    write: Callable[[], None],
    term: str,
    title: str,
    done: str,
    more: dict[str, object] | None = None,
) -> HttpResponse:
    """Draw the form, or write and go back to the row; what is refused comes again with all that was typed."""
    if form.is_bound and form.is_valid():
        try:
            write()
        except ValidationError as refused:
            form.refuse(refused)
        except (WrongRowState, OwnRequest) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("registers:row", found.register.code, found.row.pk)
    context = {
        "register": found.register,
        "row": found.row,
        "label": label_of(found.register, found.row),
        "term": term,
        "title": title,
        "form": form,
        "time": of_row(found.register, found.row),
        **(more or {}),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "registers/deadlines/act.html", context, status=status)
