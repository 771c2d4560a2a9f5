"""Is the portal alive, and can it work? For the launcher, a load balancer and the system administrator."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from celery import current_app
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as BrokerError

from bureau.web.models import Pulse

log = logging.getLogger(__name__)

OK, DOWN = "ok", "down"
BEAT = "beat"
BROKER_SECONDS = 1


@dataclass(frozen=True)
class Sign:
    """One line of the system page: what, how it stands, and whether that is as it should be."""

    label: str
    value: str
    is_fine: bool = True


_waiting: list[Callable[[], float]] = []
_signs: list[Callable[[], list[Sign]]] = []


def watch_waiting(oldest_seconds: Callable[[], float]) -> None:
    """A room says, when it is ready, how to ask for the age of the oldest work that still waits (0: none)."""
    if oldest_seconds not in _waiting:
        _waiting.append(oldest_seconds)


def watch_signs(signs: Callable[[], list[Sign]]) -> None:
    """A room adds its lines to the system page."""
    if signs not in _signs:
        _signs.append(signs)


@dataclass(frozen=True)
class Health:
    database: str
    broker: str
    oldest_mark_seconds: int | None
    beat_seconds: int | None

    @property
    def is_ready(self) -> bool:
        return self.database == OK and self.broker == OK


def examine() -> Health:
    """Ask the database and the broker; never raises for either being away."""
    broker = _broker()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        oldest = max((round(ask()) for ask in _waiting), default=0)
        return Health(OK, broker, oldest, _beat_age())
    except (DatabaseError, InterfaceError):
        log.warning("The database does not answer", exc_info=True)
        connection.close()
        return Health(DOWN, broker, None, None)


def signs() -> list[Sign]:
    """All lines of the system page, ours first."""
    health = examine()
    beat = health.beat_seconds
    own = [
        Sign("数据库", "正常" if health.database == OK else "连不上", health.database == OK),
        Sign("消息服务", "正常" if health.broker == OK else "连不上", health.broker == OK),
        Sign("定时任务", "没有运行过" if beat is None else f"{beat} 秒前", beat is not None and beat <= 60),
        Sign(
            "最久的待汇总",
            f"{health.oldest_mark_seconds or 0} 秒",
            (health.oldest_mark_seconds or 0) <= 60,
        ),
    ]
    return own + [sign for ask in _signs for sign in ask()]


def _beat_age() -> int | None:
    pulse = Pulse.objects.filter(name=BEAT).first()
    return None if pulse is None else max(0, round((timezone.now() - pulse.at).total_seconds()))


def _broker() -> str:
    try:
        with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_SECONDS)
            broker.default_channel.client.ping()  # type: ignore[attr-defined]  # the Redis channel's own
    except (BrokerError, OSError) as error:
        log.warning("The broker does not answer: %s", error)
        return DOWN
    return OK


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200, or 503 when the database or the broker is away. No versions, no details."""
    health = examine()
    response = JsonResponse(
        {
            "database": health.database,
            "broker": health.broker,
            "oldest_mark_seconds": health.oldest_mark_seconds,
            "beat_seconds": health.beat_seconds,
        },
        status=200 if health.is_ready else 503,
    )
    if not health.is_ready:
        response.headers["Retry-After"] = "5"
    return response
