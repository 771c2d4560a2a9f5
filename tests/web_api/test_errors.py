from __future__ import annotations

import logging

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.web_api.sample_urls")


def fail(client: Client, name: str) -> tuple[int, dict[str, object]]:
    response = client.post(f"/api/v1/failing/{name}/", {}, content_type="application/json")
    return response.status_code, response.json()


@pytest.mark.parametrize(
    ("name", "status", "code", "detail"),
    [
        ("missing", 404, "not_found", "没有这个对象，或它不在您的范围内。"),
        ("forbidden", 403, "forbidden", "您没有做这件事的权限。需要时请联系安全管理员。"),
        ("refused", 403, "forbidden", "领导不能修改数据。"),
        ("invalid", 400, "invalid", "请填整数。"),
        ("sentence", 400, "invalid", "本月不能填报。"),
        ("serializer", 400, "invalid", "有 2 处不对，请按各项的提示修改后再提交。"),
        ("state", 409, "state", "本表已提交。"),
        ("conflict", 409, "conflict", "已被别人修改。"),
        ("busy", 503, "unavailable", "系统暂时不可用，没有保存任何内容。请过十几秒再试。"),
    ],
)
def test_each_error_has_its_status_code_and_sentence(
    name: str, status: int, code: str, detail: str, zhang: Client
) -> None:
    got, answer = fail(zhang, name)
    assert (got, answer["code"], answer["detail"]) == (status, code, detail)
    assert {"code", "detail", "fields"} <= set(answer)


def test_fields_are_named_down_to_the_cell(zhang: Client) -> None:
    assert fail(zhang, "serializer")[1]["fields"] == {
        "cells.1.value": ["请填整数。"],
        "month": ["没有这个月份。"],
    }


def test_a_conflict_carries_the_cells_beside_the_sentence(zhang: Client) -> None:
    assert fail(zhang, "conflict")[1]["cells"] == [{"version": 3}]


def test_an_error_of_ours_is_500_without_a_detail_and_in_the_log(
    zhang: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        status, answer = fail(zhang, "broken")
    assert (status, answer["code"]) == (500, "error")
    assert "secret" not in str(answer)
    assert "secret detail" in caplog.text


def test_a_stranger_is_401_before_anything_else(db: None) -> None:
    response = Client().post("/api/v1/failing/missing/?x=1", "{", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (401, "unauthenticated")
    assert response.headers["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "get"])
def test_a_method_that_is_not_there_is_405(method: str, zhang: Client) -> None:
    response = getattr(zhang, method)("/api/v1/failing/missing/")
    assert (response.status_code, response.json()["code"]) == (405, "method")


def test_an_address_that_is_not_there_is_404_in_the_same_form(zhang: Client) -> None:
    response = zhang.get("/api/v1/no/such/thing/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_any_accept_header_gets_json(zhang: Client) -> None:
    response = zhang.get("/api/v1/echo/", HTTP_ACCEPT="text/html")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("query", ["colour=red", "unit=a&unit=b", "page=1"])
def test_an_unknown_or_doubled_parameter_is_400(query: str, zhang: Client) -> None:
    response = zhang.get(f"/api/v1/echo/?{query}")
    assert response.status_code == 400
    assert list(response.json()["fields"]) == [query.partition("=")[0]]


def test_a_write_takes_no_parameters_in_its_address(zhang: Client) -> None:
    assert zhang.post("/api/v1/echo/?unit=a", {}, content_type="application/json").status_code == 400


def test_a_read_carries_an_etag_and_is_not_sent_twice(zhang: Client) -> None:
    first = zhang.get("/api/v1/echo/?unit=a")
    again = zhang.get("/api/v1/echo/?unit=a", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    changed = zhang.get("/api/v1/echo/?unit=b", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert changed.status_code == 200


def test_a_page_without_its_database_is_503_and_says_when_to_try_again(zhang: Client) -> None:
    response = zhang.get("/page-without-database/")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "没有保存" in response.content.decode()
    assert "10.1.1.1" not in response.content.decode()


def test_a_broken_page_shows_a_number_that_the_log_knows(
    zhang: Client, caplog: pytest.LogCaptureFixture
) -> None:
    text = zhang.get("/broken-page/").content.decode()
    assert "110101" not in text
    reference = text.split("编号 ")[1][:8]
    assert reference in caplog.text


def test_a_page_that_is_not_there_is_a_chinese_page(zhang: Client) -> None:
    response = zhang.get("/no/such/page/")
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()
