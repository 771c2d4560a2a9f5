"""What the grid's script talks to: one cell out, what depends on it back. Every answer is JSON, a refusal too."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods
from rest_framework.exceptions import ParseError

from bureau.figures.models import Sheet
from bureau.figures.models.sheets import FILLABLE
from bureau.figures.writing import WrongState
from bureau.organisation.access import BUSINESS_ROLES, has_role
from bureau.organisation.models import User
from bureau.returns.access import must_be, to_fill
from bureau.returns.api.shapes import moment
from bureau.returns.changes import InvalidCells, Saved, StaleCells, save_given
from bureau.returns.counting import NOTHING, counts_of
from bureau.returns.entry.cumulative import as_months, basis_named
from bureau.returns.models import Basis
from bureau.returns.pages.rows import bar_html, rival_text, rows_of, saved_html
from bureau.returns.reading import read_some
from bureau.web.api.parsing import read_json


@require_http_methods(["PUT"])
def cells(request: HttpRequest, sheet_id: int) -> JsonResponse:
    """Save what was typed, in the unit of entry, and answer with the redrawn rows and the bar."""
    user = request.user
    if not isinstance(user, User):
        return _refused(
            HTTPStatus.UNAUTHORIZED, "unauthenticated", "登录已失效，请重新登录，您填的数还在本页。"
        )
    try:
        if not has_role(user, *BUSINESS_ROLES):
            raise PermissionDenied("您没有打开业务数据的权限。")
        sheet = to_fill(user, sheet_id)
        must_be(sheet, FILLABLE, "改数")
        given = read_json(request.body)
        basis = basis_named(request.GET.get("basis"))
        if basis is Basis.TO_DATE:
            given = as_months(sheet, given)
        saved = save_given(sheet, given, by=user, typed=True)
    except Http404:
        return _refused(HTTPStatus.NOT_FOUND, "not_found", "没有这张表，或它不在您的范围内。")
    except PermissionDenied as denied:
        return _refused(HTTPStatus.FORBIDDEN, "forbidden", str(denied))
    except WrongState as wrong:
        return _refused(HTTPStatus.CONFLICT, "state", str(wrong))
    except StaleCells as stale:
        return _conflict(sheet, stale, basis)
    except InvalidCells as invalid:
        return _refused(HTTPStatus.BAD_REQUEST, "invalid", str(invalid), {"fields": invalid.fields})
    except ParseError as unreadable:
        return _refused(HTTPStatus.BAD_REQUEST, "unreadable", str(unreadable.detail))
    except RequestDataTooBig:
        return _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "发送的内容太大，请分几次保存。")
    return JsonResponse(saved_answer(request, sheet, saved, basis))


def saved_answer(request: HttpRequest, sheet: Sheet, saved: Saved, basis: Basis) -> dict[str, object]:
    """The cells as they stand now, and what of the page is to be drawn again."""
    lines = read_some(sheet, saved.indicators)
    rows = {row.line.code: row for row in rows_of(sheet, lines, fills=True, basis=basis)}
    body: dict[str, object] = {
        "cells": [
            {
                "indicator": code,
                "version": result.version,
                "text": rows[code].stands,
                "explained": bool(result.explanation),
            }
            for code, result in saved.results.items()
        ],
        "rows": {code: saved_html(row) for code, row in rows.items()},
    }
    if saved.counts_moved:
        counts = counts_of([sheet.pk]).get(sheet.pk, NOTHING)
        body["bar"] = bar_html(sheet, counts, get_token(request))
    return body


def _conflict(sheet: Sheet, stale: StaleCells, basis: Basis) -> JsonResponse:
    lines = {
        line.code: line for line in read_some(sheet, [cell.indicator_id for cell in stale.cells.values()])
    }
    cells = [
        {
            "indicator": code,
            "text": rival_text(lines[code], rival, basis),
            "version": rival.version,
            "by": rival.by,
            "at": moment(rival.at),
        }
        for code, rival in stale.cells.items()
    ]
    return _refused(HTTPStatus.CONFLICT, "conflict", str(stale), {"cells": cells})


def _refused(
    status: HTTPStatus, code: str, detail: str, more: dict[str, object] | None = None
) -> JsonResponse:
    return JsonResponse({"code": code, "detail": detail, "fields": {}} | (more or {}), status=status)
