"""The five domains keep one shape: whoever has read one knows the others."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

# Concerns a domain may have; `apps` and `indicators` are those it must have.
CONCERNS = {
    "__init__.py",
    "apps.py",
    "indicators",
    "models",
    "registers.py",
    "checks.py",
    "sections.py",
    "pages.py",
    "urls.py",
    "migrations",
    "templates",
    "static",
}
MUST_HAVE = {"__init__.py", "apps.py", "indicators"}


def folder_of(domain: str) -> Path:
    return Path(settings.BASE_DIR, *domain.split("."))


def entries_of(domain: str) -> set[str]:
    return {path.name for path in folder_of(domain).iterdir() if path.name != "__pycache__"}


@pytest.mark.parametrize("domain", settings.DOMAINS)
def test_a_domain_has_what_it_must_and_nothing_of_its_own_invention(domain: str) -> None:
    entries = entries_of(domain)
    assert entries >= MUST_HAVE
    # registers.py may be a package once a domain has many: the name is what counts.
    assert {Path(entry).stem for entry in entries} <= {Path(concern).stem for concern in CONCERNS}


def test_what_one_domain_has_all_have_but_for_pages_of_their_own() -> None:
    optional = {
        "pages.py",
        "urls.py",
        "templates",
        "static",
        "models",
        "migrations",
        "registers",
        "registers.py",
    }
    shapes = {frozenset(entries_of(domain) - optional) for domain in settings.DOMAINS}
    assert len(shapes) == 1, shapes


@pytest.mark.parametrize("domain", settings.DOMAINS)
def test_a_domain_is_labelled_by_its_last_name_and_titled_in_chinese(domain: str) -> None:
    config = apps.get_app_config(domain.rpartition(".")[2])
    assert config.name == domain
    assert not str(config.verbose_name).isascii()


def test_the_domains_stand_in_the_order_of_the_settings() -> None:
    configs = [apps.get_app_config(name.rpartition(".")[2]) for name in settings.DOMAINS]
    orders = [vars(type(config))["order"] for config in configs]
    assert orders == sorted(set(orders))


@pytest.mark.parametrize("domain", settings.DOMAINS)
def test_a_module_of_indicators_is_short_enough_to_read(domain: str) -> None:
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (folder_of(domain) / "indicators").glob("*.py")
    }
    assert max(lengths.values()) <= 300, lengths
