"""Every error of the API in one form: {"code", "detail", "fields"}, `detail` a Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings

from bureau.web.errors import RETRY_AFTER_SECONDS

NOT_FOUND = "没有这个对象，或它不在您的范围内。"
FORBIDDEN = "您没有做这件事的权限。需要时请联系安全管理员。"


class Problem(exceptions.APIException):
    """A refusal with a status, a code for programs, a sentence for people and what a program needs beside it.

    `more` stands beside code, detail and fields in the answer, as `cells` does in a conflict.
    """

    def __init__(
        self,
        status_code: int,
        code: str,
        detail: str,
        *,
        fields: Mapping[str, list[str]] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail=detail, code=code)
        self.status_code = status_code
        self.code = code
        self.fields = dict(fields or {})
        self.wait = 0
        self.more = dict(more or {})


def wrong_state(sentence: str) -> Problem:
    """409: what is asked for exists and is allowed, but not in the state the object is in."""
    return Problem(409, "state", sentence)


def invalid(fields: Mapping[str, list[str]], detail: str = "") -> Problem:
    """400 for values; `fields` names each with its sentences."""
    return Problem(400, "invalid", detail or _headline(fields), fields=fields)


def answer(error: Exception, context: Mapping[str, object]) -> Response | None:
    """DRF's exception handler. None lets an error that only we can mend become a logged 500."""
    problem = _problem(error)
    if problem is None:
        return None
    headers = {}
    if isinstance(error, exceptions.APIException):
        challenge = getattr(error, "auth_header", None)
        wait = getattr(error, "wait", None)
        if challenge:
            headers["WWW-Authenticate"] = challenge
        if wait:
            headers["Retry-After"] = str(int(wait))
    if problem.status_code == status.HTTP_503_SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    body = {"code": problem.code, "detail": str(problem.detail), "fields": problem.fields, **problem.more}
    return Response(body, status=problem.status_code, headers=headers)


def _problem(error: Exception) -> Problem | None:
    match error:
        case Problem():
            return error
        case Http404() | exceptions.NotFound():
            return Problem(404, "not_found", NOT_FOUND)
        case exceptions.NotAuthenticated():
            return Problem(401, "unauthenticated", "请先登录，或在请求中带上接口令牌。")
        case exceptions.AuthenticationFailed():
            return Problem(401, "unauthenticated", str(error.detail))
        case PermissionDenied():
            return Problem(403, "forbidden", str(error) or FORBIDDEN)
        case exceptions.PermissionDenied():
            own = error.get_codes() != exceptions.PermissionDenied.default_code
            return Problem(403, str(error.get_codes()) if own else "forbidden", _forbidden_sentence(error))
        case DjangoValidationError():
            fields = _django_fields(error)
            return Problem(400, "invalid", _headline(fields), fields=fields)
        case exceptions.ValidationError():
            fields = _flat(error.detail)
            return Problem(400, "invalid", _headline(fields), fields=fields)
        case RequestDataTooBig():
            return Problem(413, "too_large", "发送的内容太大，请分几次发送。")
        case exceptions.MethodNotAllowed():
            return Problem(405, "method", "这个地址不接受这种操作。")
        case exceptions.UnsupportedMediaType():
            return Problem(415, "media_type", "请用 application/json 发送；上传文件用 multipart/form-data。")
        case exceptions.ParseError():
            return Problem(400, "unreadable", str(error.detail))
        case exceptions.Throttled():
            return Problem(429, "throttled", "操作太频繁，请稍后再试。")
        case OperationalError() | InterfaceError():
            return Problem(503, "unavailable", "系统暂时不可用，没有保存任何内容。请过十几秒再试。")
        case exceptions.APIException():
            return Problem(error.status_code, str(error.default_code), str(error.detail))
    return None


def sentence_of(error: DjangoValidationError) -> str:
    """All sentences of a validation error as one text, for a page that shows them together."""
    return "".join(error.messages)


def _forbidden_sentence(error: exceptions.PermissionDenied) -> str:
    text = str(error.detail)
    return FORBIDDEN if text == str(exceptions.PermissionDenied.default_detail) else text


def _django_fields(error: DjangoValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {_name(name): list(sentences) for name, sentences in error.message_dict.items()}
    return {"": list(error.messages)}


def _flat(detail: object, at: str = "") -> dict[str, list[str]]:
    """Nested error details as one level: {"cells.0.value": ["sentence"]}; "" holds what belongs to no field."""
    if isinstance(detail, Mapping):
        items = [(_name(str(name)), part) for name, part in detail.items()]
    elif isinstance(detail, list) and any(isinstance(part, Mapping | list) for part in detail):
        items = [(str(position), part) for position, part in enumerate(detail)]
    else:
        return {at: [str(part) for part in detail] if isinstance(detail, list) else [str(detail)]}
    result: dict[str, list[str]] = {}
    for name, part in items:
        if part:
            result.update(_flat(part, ".".join(step for step in (at, name) if step)))
    return result


def _name(name: str) -> str:
    return "" if name in {NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY} else name


def _headline(fields: Mapping[str, list[str]]) -> str:
    sentences = [sentence for part in fields.values() for sentence in part]
    if len(sentences) == 1:
        return sentences[0]
    return f"有 {len(sentences)} 处不对，请按各项的提示修改后再提交。"
