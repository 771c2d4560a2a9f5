from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.test import Client

from bureau.web.api.rendering import PortalEncoder

pytestmark = pytest.mark.urls("tests.web_api.sample_urls")


def post(client: Client, body: bytes | str, kind: str = "application/json") -> tuple[int, dict[str, object]]:
    response = client.post("/api/v1/echo/", body, content_type=kind)
    return response.status_code, response.json()


def test_numbers_with_a_point_are_decimals_to_the_last_digit(zhang: Client) -> None:
    status, answer = post(zhang, '{"a": 8468.0001, "b": 12345678901234.0001, "c": 7, "d": "0.10"}')
    assert status == 200
    assert answer["value"] == {"a": "8468.0001", "b": "12345678901234.0001", "c": 7, "d": "0.10"}
    assert answer["kinds"] == {"a": "Decimal", "b": "Decimal", "c": "int", "d": "str"}


@pytest.mark.parametrize(
    "body",
    [
        '{"a": 1e400}',
        '{"a": 1E5}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": ' + "9" * 61 + "}",
        '{"a": ' + "9" * 5000 + "}",
        '{"a": 0.' + "1" * 70 + "}",
        '{"a": 1, "a": 2}',
        '{"a": "\\u0000"}',
        '{"a": "\\ud800"}',
        '{"a": }',
        "{'a': 1}",
        "[" * 100_000,
        '{"a":' * 100_000,
        b'{"a": "\xff"}',
    ],
    ids=lambda body: str(body[:14]),
)
def test_what_is_not_plain_json_is_400_with_a_sentence(body: str | bytes, zhang: Client) -> None:
    status, answer = post(zhang, body)
    assert (status, answer["code"]) == (400, "unreadable")
    assert str(answer["detail"]).endswith(("。", "？"))


def test_whole_pairs_of_surrogates_are_ordinary_text(zhang: Client) -> None:
    assert post(zhang, '{"a": "\\ud842\\udfb7"}')[1]["value"] == {"a": "𠮷"}


def test_a_body_over_two_megabytes_is_413(zhang: Client) -> None:
    status, answer = post(zhang, json.dumps({"a": "x" * (2 * 1024 * 1024)}))
    assert (status, answer["code"]) == (413, "too_large")


def test_a_body_just_under_two_megabytes_is_read(zhang: Client) -> None:
    assert post(zhang, json.dumps({"a": "x" * (2 * 1024 * 1024 - 100)}))[0] == 200


def test_another_kind_of_body_is_415(zhang: Client) -> None:
    status, answer = post(zhang, "a=1", "application/x-www-form-urlencoded")
    assert (status, answer["code"]) == (415, "media_type")


def test_the_charset_may_be_said(zhang: Client) -> None:
    assert post(zhang, '{"a": "甲"}'.encode(), "application/json; charset=utf-8")[1]["value"] == {"a": "甲"}


def test_a_request_over_ten_megabytes_is_413_before_anything_is_parsed(zhang: Client) -> None:
    response = zhang.post(
        "/api/v1/echo/", b"x" * (11 * 1024 * 1024), content_type="multipart/form-data; boundary=b"
    )
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("address", ["/api/v1/echo/?unit=%00", "/account/?x=%00"])
def test_a_nul_in_the_address_is_400(address: str, zhang: Client) -> None:
    assert zhang.get(address).status_code == 400


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("84680001.0000", "84680001"),
        ("8468.0001", "8468.0001"),
        ("1E+3", "1000"),
        ("0.0000", "0"),
        ("-0.00", "0"),
        ("-1.50", "-1.5"),
        ("100", "100"),
        ("0.000001", "0.000001"),
    ],
)
def test_a_decimal_is_written_in_plain_digits(value: str, text: str) -> None:
    assert json.dumps(Decimal(value), cls=PortalEncoder) == f'"{text}"'
