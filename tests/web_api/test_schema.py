from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tests.people import People


def described() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]  # untyped upstream


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


def test_the_description_is_made_without_a_warning() -> None:
    GENERATOR_STATS.reset()
    described()
    warnings = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    assert warnings == []


def test_every_address_of_the_api_is_described() -> None:
    paths = set(described()["paths"])
    own = {"/api/v1/docs/", "/api/v1/docs/start.js", "/api/v1/schema/"}
    wanted = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{route}") for route in routes(get_resolver())}
    assert sorted(path for path in wanted if path.startswith("/api/")) == sorted(paths | own)


def test_lists_name_their_filters_and_writes_their_key() -> None:
    paths = described()["paths"]
    units = {parameter["name"] for parameter in paths["/api/v1/units/"]["get"]["parameters"]}
    assert {"parent", "kind", "at", "search", "page", "page_size"} <= units
    exports = {parameter["name"] for parameter in paths["/api/v1/exports/"]["post"]["parameters"]}
    assert exports == {"Idempotency-Key"}


def test_both_logins_are_described() -> None:
    assert set(described()["components"]["securitySchemes"]) == {"token", "session"}


@pytest.mark.parametrize("name", ["swagger-ui.css", "swagger-ui-bundle.js"])
def test_the_page_uses_files_of_our_own(name: str, people: People) -> None:
    client = Client()
    client.force_login(people["zhang"], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/api/v1/docs/").content.decode()
    assert "//" not in page.replace("<!DOCTYPE html>", "")
    [address] = [part for part in page.split('"') if part.endswith(name)]
    assert client.get(address).status_code == 200
