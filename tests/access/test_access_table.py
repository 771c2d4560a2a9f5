"""Every address, every kind of person: the table in rows/ is the rule, and no address is without one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.table import Row, all_rows
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"


def names_of(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from names_of(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"


def test_every_address_has_a_row() -> None:
    ruled = {row.name for row in all_rows()}
    assert sorted(set(names_of(get_resolver())) - ruled) == []


def test_every_row_names_an_address() -> None:
    assert sorted({row.name for row in all_rows()} - set(names_of(get_resolver()))) == []


def send(client: Client, row: Row, people: People) -> HttpResponse:
    kwargs = row.kwargs(people) if callable(row.kwargs) else row.kwargs
    body = row.body(people) if callable(row.body) else row.body
    address = reverse(row.name, kwargs=dict(kwargs or {}))
    if row.method == "GET":
        response = client.get(address)
    elif row.name.startswith("api:") or row.method == "PUT":
        response = client.generic(row.method, address, json.dumps(body), "application/json")
    else:
        response = client.post(address, body)
    return cast(HttpResponse, response)


def writes() -> list[Row]:
    """One row for each address and method that changes something for somebody who is logged in."""
    allowed = [
        row for row in all_rows() if row.method != "GET" and row.person != "nobody" and row.status < 400
    ]
    return list({(row.name, row.method): row for row in allowed}.values())


@pytest.mark.parametrize("row", all_rows(), ids=str)
def test_the_person_gets_the_answer_of_the_table(row: Row, people: People) -> None:
    client = Client(raise_request_exception=True)
    if row.person != "nobody":
        client.force_login(people[row.person], backend=BACKEND)
    response = send(client, row, people)
    assert response.status_code == row.status, response.content[:300] if not response.streaming else ""


@pytest.mark.parametrize("row", writes(), ids=str)
def test_no_write_is_taken_from_another_site(row: Row, people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people[row.person], backend=BACKEND)
    assert send(client, row, people).status_code == 403
