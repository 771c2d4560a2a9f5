from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from bureau.audit.addresses import client_address


def address(peer: str, forwarded: str | None = None) -> str:
    headers = {"REMOTE_ADDR": peer}
    if forwarded is not None:
        headers["HTTP_X_FORWARDED_FOR"] = forwarded
    return client_address(RequestFactory().get("/", **headers))  # type: ignore[arg-type]  # WSGI variables


def test_the_peer_is_the_address_where_no_proxy_is_trusted(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert address("10.0.0.7", "1.2.3.4") == "10.0.0.7"


def test_a_trusted_proxy_is_believed_about_the_machine_before_it(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    assert address("10.0.0.1", "192.168.3.4") == "192.168.3.4"


def test_what_the_caller_wrote_into_the_header_herself_is_not_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    assert address("10.0.0.1", "1.1.1.1, 192.168.3.4") == "192.168.3.4"


def test_a_chain_of_trusted_proxies_is_followed_to_the_first_stranger(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1", "10.0.0.2"]
    assert address("10.0.0.1", "6.6.6.6, 192.168.3.4, 10.0.0.2") == "192.168.3.4"


@pytest.mark.parametrize("nonsense", ["", "not an address", "<script>", "1.2.3.4.5"])
def test_nonsense_in_the_header_leaves_the_proxy_as_the_address(nonsense: str, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    assert address("10.0.0.1", nonsense) == "10.0.0.1"


def test_one_machine_has_one_spelling(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert address("2001:0DB8:0:0::1") == "2001:db8::1"


def test_a_server_that_was_told_no_address_gives_none(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert address("") == ""
