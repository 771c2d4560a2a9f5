from __future__ import annotations

import pytest
from django.test import Client

from tests.people import PASSWORD, People

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize(
    "address",
    ["/login/", "/account/", "/jobs/", "/healthz", "/readyz", "/no/such/page/", "/api/v1/me/", "/api/v1/none/",
     "/account/?x=%00", "/api/v1/schema/", "/api/v1/docs/"],
)  # fmt: skip
def test_every_answer_carries_the_headers(address: str, people: People) -> None:
    client = Client()
    client.force_login(people["zhang"], backend="django.contrib.auth.backends.ModelBackend")
    headers = client.get(address).headers
    for name, value in WANTED.items():
        assert value in headers[name], name
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_pages_carry_no_inline_script_or_style(people: People) -> None:
    client = Client()
    client.post("/login/", {"username": "sysadmin", "password": PASSWORD})
    for address in ("/account/", "/people/", "/system/", "/people/of/wang/", "/people/new/", "/api/v1/docs/"):
        text = client.get(address).content.decode()
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<style" not in text
        for script in text.split("<script")[1:]:
            assert "src=" in script.split(">")[0]


def test_the_server_says_nothing_about_what_it_is_made_of(people: People) -> None:
    headers = Client().get("/login/").headers
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_a_foreign_host_name_is_refused(host: str, db: None) -> None:
    assert Client(raise_request_exception=False).get("/login/", HTTP_HOST=host).status_code == 400
