"""账页: one row with its clock, its content, what can be done with it, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import User
from bureau.registers.deadlines.contacting import WAYS
from bureau.registers.deadlines.reading import elapsed, of_row
from bureau.registers.deadlines.terms import terms_of
from bureau.registers.declarations import Doer, Register, Step
from bureau.registers.forms import FormField, RowForm, sections_of
from bureau.registers.models import Attachment, Mention, RowLink
from bureau.registers.pages.columns import column, label_of, mark_of
from bureau.registers.pages.figures import counted_in
from bureau.registers.pages.history import history_of
from bureau.registers.pages.passing import offers_of
from bureau.registers.pages.reach import Reach, RowReach, reach
from bureau.registers.personal import personal_fields
from bureau.registers.registry import find_register
from bureau.registers.rows import Row
from bureau.registers.unmasking import may_unmask
from bureau.registers.writing import OwnRow
from bureau.web.templatetags.numbers import NONE

MARK = "row-changed"
MOST_FIRMS = 6


@dataclass
class OfferedStep:
    """A step that begins in the row's state. `why_not` is why it cannot be taken now, as a sentence."""

    step: Step
    fields: list[FormField]
    why_not: str = ""
    reason: str = ""
    errors: list[str] = field(default_factory=list)
    is_open: bool = False

    @property
    def asks_something(self) -> bool:
        return bool(self.fields or self.step.reason or self.errors)


@dataclass
class Said:
    """What was typed into a form on the row page that was refused: shown again where it was typed."""

    step: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    alert: str = ""
    clear: Mapping[str, str | None] = field(default_factory=dict)


class Line(NamedTuple):
    """A field as the page prints it; a long list folds away."""

    title: str
    text: str
    is_written: bool
    number_of_lines: int


@dataclass(frozen=True)
class Linked:
    title: str
    label: str
    code: str
    row_id: int | None


@business_page
@require_safe
def row(request: PersonRequest, code: str, row_id: int) -> HttpResponse:
    return row_page(request, reach(request.user, code).row(row_id))


def row_page(
    request: PersonRequest,
    found: RowReach,
    said: Said | None = None,
    *,
    status: int = HTTPStatus.OK,
    changed: bool = False,
) -> HttpResponse:
    """The page, or for the panel beside the list the part of it that changes."""
    said = said or Said()
    is_panel = request.headers.get("HX-Request") == "true"
    context = {**_context(found, said), "is_panel": is_panel, "said": said}
    name = "registers/row/panel.html" if is_panel else "registers/row.html"
    response = render(request, name, context, status=status)
    if changed:
        response.headers["HX-Trigger"] = MARK
    return response


def _context(found: RowReach, said: Said) -> dict[str, Any]:  # Any: what templates draw
    register, shown = found.register, found.row
    time = of_row(register, shown)
    light = time.first.light if time.first else None
    return {
        "register": register,
        "row": shown,
        "label": label_of(register, shown),
        "mark": mark_of(register, shown.state, late=light is not None and light.is_late),
        "time": time,
        "has_terms": bool(terms_of(register)),
        "ways": WAYS,
        "keeps": found.keeps and not shown.is_void,
        "reviews": found.reviews,
        "steps": steps_of(found, said),
        "sections": content_of(register, shown),
        "personal": _clear(found, said),
        "papers": Attachment.objects.filter(
            register=register.code, row_id=shown.pk, removed_at=None
        ).select_related("by"),
        "offers": offers_of(found.reach.user, register, shown) if found.keeps else [],
        "links": links_of(found),
        "firms": _mentioned(register, shown),
        "figures": counted_in(register, shown),
        "history": history_of(register, shown),
        "may_void": found.keeps and not shown.is_void,
    }


def steps_of(found: RowReach, said: Said) -> list[OfferedStep]:
    """The steps that begin here and are hers to take; one that has to wait is shown with the reason."""
    register, row = found.register, found.row
    offered = []
    for step in register.steps:
        if row.state not in step.begins:
            continue
        if not (found.keeps if step.by is Doer.FILLER else found.reviews):
            continue
        typed = said.typed if said.step == step.key else None
        offered.append(_offered(register, row, step, found.reach.user, typed, said))
    if offered and not any(one.is_open for one in offered):
        # The usual next step stands open, so that what it asks for is filled in at once.
        first = next((one for one in offered if one.fields and not one.why_not), None)
        if first is not None and first is offered[0]:
            first.is_open = True
    return offered


def _offered(
    register: Register, row: Row, step: Step, user: User, typed: Mapping[str, str] | None, said: Said
) -> OfferedStep:
    form = RowForm(
        register,
        unit=row.reporting_unit,
        user=user,
        row=row,
        typed=typed,
        names=step.asks,
        required=step.asks,
    )
    offered = OfferedStep(step, [form.fields[name] for name in step.asks])
    if typed is not None:
        form.refuse({name: list(sentences) for name, sentences in said.errors.items()})
        offered.errors = [form.alert] if form.alert else []
        offered.reason, offered.is_open = typed.get("reason", ""), True
    if step.by is Doer.REVIEWER and user.pk in (row.created_by_id, row.changed_by_id):
        offered.why_not = str(OwnRow())
    elif step.guard is not None and (sentence := step.guard(row)):
        offered.why_not = sentence
    elif step.waits_for and not step.asks:
        offered.why_not = elapsed(register, row, step.waits_for, doing=step.label)
    return offered


def content_of(register: Register, row: Row) -> list[tuple[str, list[Line], bool]]:
    """The sections with their lines, and whether all of one is still empty."""
    parts = []
    for part in sections_of(register):
        lines = []
        for name in part.fields:
            one = column(register, name)
            text = one.text(row)
            if one.is_money and text != NONE:
                text = f"{text} 元"
            lines.append(Line(one.title, text, text != NONE, len(text.splitlines())))
        parts.append((part.title, lines, not any(line.is_written for line in lines)))
    return parts


def _clear(found: RowReach, said: Said) -> dict[str, Any] | None:  # Any: what templates draw
    """What is needed to ask for personal data in clear, and what was answered."""
    fields = personal_fields(found.register.model)
    standing = {name: one for name, one in fields.items() if getattr(found.row, name) is not None}
    if not standing:
        return None
    right = may_unmask(found.reach.user, found.register)
    if not found.register.model._default_manager.filter(right, pk=found.row.pk).exists():
        return None
    return {
        "fields": [(name, str(one.verbose_name)) for name, one in standing.items()],
        "clear": [(str(fields[name].verbose_name), text) for name, text in said.clear.items() if text],
        "typed": said.typed if said.step == "unmask" else {},
        "errors": said.errors if said.step == "unmask" else {},
    }


def links_of(found: RowReach) -> list[Linked]:
    """Rows this one was passed on to or came from; those she may not read by their register alone."""
    register, row = found.register, found.row
    out = RowLink.objects.filter(register=register.code, row_id=row.pk).values_list(
        "to_register", "to_row_id"
    )
    into = RowLink.objects.filter(to_register=register.code, to_row_id=row.pk).values_list(
        "register", "row_id"
    )
    return [
        *(_linked(found.reach.user, "转入", code, pk) for code, pk in out),
        *(_linked(found.reach.user, "来自", code, pk) for code, pk in into),
    ]


def _linked(user: User, title: str, code: str, row_id: int) -> Linked:
    register = find_register(code)
    if register is None:
        return Linked(title, code, code, None)
    other = Reach(user, register).rows().filter(pk=row_id).first()
    if other is None:
        return Linked(title, register.title, code, None)
    return Linked(title, f"{register.title}　{other.number}", code, other.pk)


def _mentioned(register: Register, row: Row) -> list[tuple[int, str]]:
    """The firms of the directory that this row is about."""
    found = Mention.objects.filter(register=register.code, row_id=row.pk, firm__isnull=False)
    return [(one.firm.pk, one.firm.name) for one in found.select_related("firm")[:MOST_FIRMS] if one.firm]
