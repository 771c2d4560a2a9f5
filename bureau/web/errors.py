"""Error pages and error answers: what happened and what to do, never how the system is made."""

from __future__ import annotations

import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist, loader
from django.utils.html import escape

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 10

_SENTENCES = {
    400: "请求无法识别，请返回上一页重新操作。",
    403: "您没有做这件事的权限。需要时请联系安全管理员。",
    404: "没有这个页面，或它不在您的范围内。",
    405: "这个地址不接受这种操作。",
    413: "发送的内容太大，请拆分后再传。",
    500: "系统出错，错误已经记录。请稍后重试，仍不行请联系系统管理员。",
    503: "系统暂时不可用，没有保存任何内容。请过十几秒再试。",
}
_CODES = {
    400: "invalid",
    403: "forbidden",
    404: "not_found",
    413: "too_large",
    500: "error",
    503: "unavailable",
}


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def refusal(request: HttpRequest, status: int, code: str, sentence: str) -> HttpResponse:
    """The refusal in the language of the caller: JSON for the API, a page for people."""
    if is_api(request):
        return JsonResponse(
            {"code": code, "detail": sentence, "fields": {}},
            status=status,
            json_dumps_params={"ensure_ascii": False},
        )
    return HttpResponse(_page(status, code, sentence), status=status)


def _page(status: int, code: str, sentence: str) -> str:
    # Rendered without the request: no context processor asks the session or the database on the way to saying
    # that one of them is out of order.
    context = {"status": status, "code": code, "sentence": sentence + _reference(status)}
    try:
        return str(loader.select_template([f"errors/{status}.html", "errors/error.html"]).render(context))
    except (TemplateDoesNotExist, ValueError):
        log.exception("The error page for %s could not be drawn", status)
        return (
            '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>人社指标门户</title>'
            f"<p>{escape(sentence)}</p></html>"
        )


def _reference(status: int) -> str:
    """A number that a person can read out and an administrator finds in the log, for errors of ours."""
    if status != 500:
        return ""
    reference = secrets.token_hex(4)
    log.error("Shown to the person as error %s", reference, exc_info=True)
    return f"编号 {reference}。"


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    return refusal(request, status, _CODES[status], _SENTENCES[status])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, 413)
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = str(exception)
    return refusal(request, 403, "forbidden", sentence or _SENTENCES[403])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with Retry-After when the database is away or too busy."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return _answer(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _answer(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(
        request,
        403,
        "csrf",
        "页面已经过期，为防止冒用，这次提交没有生效。请刷新页面后再提交一次；浏览器须允许本站 Cookie。",
    )
