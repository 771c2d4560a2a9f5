"""Saving one cell over the whole request: session, rights, checks, upsert, audit, marks, the redrawn row."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

from bureau.figures.models import Figure, Sheet
from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from bureau.periods import Month
from tests.benchmarks.data import FIRST_YEAR, YEARS, Size
from tests.benchmarks.measuring import Contest, Result, must_be_equal, rows, run

MONTH = Month(FIRST_YEAR + YEARS, 1)
CELLS = 200
LEAST_SHARE = 0.45  # of the session view's requests per second


class Browser:
    """A logged-in clerk at the WSGI handler: no sockets, so that only the application is measured."""

    def __init__(self, user: User) -> None:
        settings.ROOT_URLCONF = "tests.benchmarks.urls"
        self.application = get_wsgi_application()
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.token = "b" * 32
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.token}"

    def ask(
        self, method: str, path: str, body: bytes = b"", content_type: str = "application/json"
    ) -> tuple[str, bytes]:
        """Asked as the grid's script asks: a form is answered with the part of the page it stands in."""
        place, _, query = path.partition("?")
        environ: dict[str, object] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": place,
            "QUERY_STRING": query,
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookies,
            "HTTP_X_CSRFTOKEN": self.token,
            "HTTP_HX_REQUEST": "true",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": BytesIO(body),
        }
        setup_testing_defaults(environ)
        answered: list[str] = []

        def begin(status: str, headers: object, trouble: object = None, /) -> Callable[[bytes], object]:
            answered.append(status)
            return lambda written: None

        response = self.application(environ, begin)
        content = b"".join(response)
        if close := getattr(response, "close", None):
            close()
        return answered[0], content


def cell_save(size: Size) -> Result:
    town = Unit.objects.filter(kind=UnitKind.TOWN).order_by("pk")[0]
    clerk = User.objects.create_user("bench-clerk", "bench-Clerk-2026", "测试")
    Post.objects.create(user=clerk, unit=town, role=Role.CLERK)
    sheet = Sheet.objects.create(unit=town, month=MONTH, domain="employment")
    codes = [
        code
        for (code,) in rows(
            "SELECT code FROM catalogue_indicator WHERE aggregate <> 'ratio' ORDER BY id LIMIT %s", [CELLS]
        )
    ]
    browser = Browser(clerk)
    rounds = 0

    def save() -> None:
        nonlocal rounds
        for code in codes:
            cell = {"indicator": code, "value": str(rounds + 1), "version": rounds}
            status, content = browser.ask("PUT", f"/sheets/{sheet.pk}/cells/", json.dumps([cell]).encode())
            if not status.startswith("200"):
                raise SystemExit(f"the save was answered {status}: {content.decode()[:500]}")
        rounds += 1

    def who() -> None:
        for _ in codes:
            status, content = browser.ask("GET", "/bench/who/")
            if (status, content) != ("200 OK", b"bench-clerk"):
                raise SystemExit(f"the session view was answered {status}: {content.decode()[:500]}")

    best_limit, best_product = Contest(limit=who, product=save).best(5)
    must_be_equal(
        list(Figure.objects.filter(sheet=sheet).exclude(version=rounds)), "saves sent and saves found"
    )
    run("DELETE FROM figures_mark")
    share = best_limit / best_product
    note = (
        f"{CELLS / best_product:.0f} saves/s, {share:.2f} of the session view's {CELLS / best_limit:.0f} "
        f"requests/s (goal ≥ {LEAST_SHARE})"
    )
    return Result("cell_save", best_limit / CELLS, best_product / CELLS, round(1 / LEAST_SHARE, 2), (note,))
