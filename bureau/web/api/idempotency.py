"""`Idempotency-Key`: a write that is sent twice happens once.

The key, the effect and the answer are written in one transaction, under a lock that dies with it: a server that is
killed half-way leaves neither effect nor answer, and the retry starts afresh.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.web.api.errors import Problem, invalid
from bureau.web.api.parsing import too_large
from bureau.web.models import StoredAnswer

LIFETIME = datetime.timedelta(hours=24)
MAX_JSON_BYTES = 2 * 1024 * 1024
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def key_of(request: Request) -> str | None:
    """The key of a write, None where there is none; raises 400 for one that cannot be a key."""
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method not in _WRITES or not request.user.is_authenticated:
        return None
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", key):
        raise invalid({"Idempotency-Key": ["请用 1 到 200 个可见的英文字符。"]})
    return key


def once(
    request: Request,
    run: Callable[[], HttpResponseBase],
    answer_to: Callable[[Exception], HttpResponseBase],
) -> HttpResponseBase:
    """Run the write, or give the answer it was given before. `answer_to` turns an exception into its answer."""
    key, digest = key_of(request), _digest(request)
    scope = f"{request.user.pk}\n{request.method}\n{request.path}\n{key}"
    name = hashlib.sha256(scope.encode()).hexdigest()
    with transaction.atomic():
        if not _locked(name):
            raise Problem(409, "in_progress", "同一个请求正在处理，请稍后用同样的内容再查一次结果。")
        known = StoredAnswer.objects.filter(name=name, at__gt=timezone.now() - LIFETIME).first()
        if known is not None:
            if known.body_digest != digest:
                raise Problem(422, "key_reused", "这个 Idempotency-Key 已用于另一份内容，请换一个新的。")
            return _replayed(known)
        try:
            response = run()
        except Exception as error:  # what is not an answer is raised again by `answer_to` and rolls all back
            response = answer_to(error)
        if _is_kept(response):
            StoredAnswer.objects.update_or_create(
                name=name,
                defaults={
                    "at": timezone.now(),
                    "body_digest": digest,
                    "status": response.status_code,
                    "body": response.data if isinstance(response, Response) else None,
                },
            )
        return response


def forget_old() -> int:
    """Delete what nobody can ask for any more; returns how many."""
    return StoredAnswer.objects.filter(at__lte=timezone.now() - LIFETIME).delete()[0]


def _locked(name: str) -> bool:
    number = int.from_bytes(bytes.fromhex(name)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def _is_kept(response: HttpResponseBase) -> bool:
    return 200 <= response.status_code < 300 or response.status_code in {400, 422}


def _replayed(known: StoredAnswer) -> HttpResponseBase:
    if known.body is None:
        return HttpResponse(status=known.status)
    return Response(known.body, status=known.status, headers={"Idempotent-Replay": "true"})


def _digest(request: Request) -> str:
    """Equal for equal content. A form is compared by its parts: its boundary differs with every sending."""
    if (request.content_type or "").startswith("multipart/"):
        return _form_digest(request)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_JSON_BYTES:
        raise too_large()
    return hashlib.sha256(request._request.body).hexdigest()


def _form_digest(request: Request) -> str:
    total = hashlib.sha256()
    form = request._request.POST
    for name in sorted(form):
        total.update(f"{name}={base64.b64encode(repr(form.getlist(name)).encode()).decode()}\n".encode())
    for name in sorted(request._request.FILES):
        for upload in request._request.FILES.getlist(name):
            part = hashlib.sha256()
            for chunk in upload.chunks():
                part.update(chunk)
            upload.seek(0)
            total.update(f"{name}:{upload.name}:{part.hexdigest()}\n".encode())
    return total.hexdigest()
