"""名录: the page of a firm, the page of a person, and the way to both."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bureau.audit.recording import record_request
from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.declarations import Register
from bureau.registers.directory.reading import Record, firms_named, firms_seen_by, person_with, records_of
from bureau.registers.identifiers import check_id_number
from bureau.registers.models import Firm, Person
from bureau.registers.personal import PersonalKind, spelled
from bureau.registers.rows import Row
from bureau.sealing import blind_index

PER_PAGE = 50


@dataclass(frozen=True)
class ShownRow:
    row: Row
    label: str
    day: object
    register: Register


@dataclass(frozen=True)
class ShownRecord:
    register: Register
    rows: list[ShownRow]


@business_page
@require_safe
def firms(request: PersonRequest) -> HttpResponse:
    """Every firm some row she reads is about, to be searched by name or credit code."""
    text = request.GET.get("q", "").strip()
    found = firms_named(request.user, text.split()) if text else firms_seen_by(request.user)
    page = Paginator(found.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "registers/directory/firms.html", {"page": page, "text": text})


@business_page
@require_safe
def firm(request: PersonRequest, firm_id: int) -> HttpResponse:
    found = get_object_or_404(Firm, pk=firm_id)
    records = _existing(records_of(request.user, found))
    return render(request, "registers/directory/firm.html", {"firm": found, "records": records})


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest) -> HttpResponse:
    """Look a person up by the whole ID number. It travels in the body of a POST and is kept nowhere."""
    if request.method != "POST":
        return render(request, "registers/directory/people.html")
    typed = spelled(request.POST.get("id_number", ""), PersonalKind.ID_NUMBER)
    try:
        check_id_number(typed)
    except ValidationError as error:
        return _asked_again(request, "".join(error.messages), HTTPStatus.BAD_REQUEST)
    found = person_with(request.user, blind_index(typed, PersonalKind.ID_NUMBER))
    record_request(request, "search", "registers_person", "" if found is None else str(found.pk))
    if found is None:
        sentence = "您能看到的台账里没有这个证件号，请核对号码。"
        return _asked_again(request, sentence, HTTPStatus.NOT_FOUND)
    return redirect("directory:person", found.pk)


@business_page
@require_safe
def person(request: PersonRequest, person_id: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=person_id)
    records = _existing(records_of(request.user, found))
    return render(
        request, "registers/directory/person.html", {"name": _masked_name(records), "records": records}
    )


def _asked_again(request: PersonRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "registers/directory/people.html", {"alert": sentence}, status=status)


def _existing(records: list[Record]) -> list[ShownRecord]:
    if not records:
        raise Http404
    return [
        ShownRecord(
            one.register,
            [
                ShownRow(
                    row,
                    str(getattr(row, one.register.label)),
                    getattr(row, one.register.decides),
                    one.register,
                )
                for row in one.rows
            ],
        )
        for one in records
    ]


def _masked_name(records: list[ShownRecord]) -> str:
    for record in records:
        link = record.register.person
        for shown in record.rows:
            if link is not None and (name := getattr(shown.row, link.name)):
                return str(name)
    return "（姓名未登记或已清除）"
