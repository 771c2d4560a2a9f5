from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from bureau.audit.attribution import acting
from bureau.audit.models import AuditEntry
from bureau.audit.recording import record
from bureau.catalogue.models import Indicator
from bureau.figures.models import Figure, Sheet
from bureau.organisation.trail_words import shown, subjects
from bureau.periods import Month
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def figure(people: People) -> Figure:
    indicator = Indicator.objects.create(
        code="employment.local_x", name="城镇新增就业人数", domain="employment", unit="人", display_unit="人",
        kind="flow", direction="none", aggregate="sum", reported_by="both",
    )  # fmt: skip
    sheet = Sheet.objects.create(unit=people.town, month=Month(2026, 11), domain="employment")
    with acting("zhang"):
        return Figure.objects.create(
            unit=people.town, month=Month(2026, 11), indicator=indicator, sheet=sheet, value=Decimal(5),
            changed_at=timezone.now(), changed_by=people["zhang"],
        )  # fmt: skip


def test_a_figure_is_named_by_unit_month_and_indicator(figure: Figure) -> None:
    (line,) = shown(list(AuditEntry.objects.filter(subject="figures_figure")))
    assert line.key == "城关镇 2026年11月 城镇新增就业人数"
    (sheet,) = shown(list(AuditEntry.objects.filter(subject="figures_sheet")))
    assert sheet.key == "城关镇 2026年11月 就业"
    assert {change.name: change.new for change in sheet.changes}["单位"] == "城关镇"


def test_a_page_of_lines_costs_few_statements(
    figure: Figure, people: People, django_assert_max_num_queries: object
) -> None:
    lines = list(AuditEntry.objects.filter(subject__startswith="figures_")) * 30
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # a fixture of pytest-django
        shown(lines)


def test_a_row_that_is_gone_keeps_its_key(db: None) -> None:
    record("delete", "figures_sheet", "4711", new={"rows": 3, "file": "就业　月报.xlsx"}, detail="编号　7")
    (line,) = shown(list(AuditEntry.objects.filter(key="4711")))
    assert line.key == "4711"
    assert sorted((change.name, change.new) for change in line.changes) == [
        ("文件", "就业　月报.xlsx"),
        ("行数", "3"),
    ]
    assert line.detail == "编号　7"


def test_a_control_character_does_not_start_a_line_of_its_own(db: None) -> None:
    record("read", "figures_sheet", "1", detail="甲\n乙")
    assert AuditEntry.objects.get(key="1", action="read").detail == "甲�乙"


def test_the_filter_offers_work_and_no_machinery(figure: Figure, people: People) -> None:
    assert {"figures_figure", "organisation_unit"} <= subjects().keys()
    assert not [table for table in subjects() if table.startswith(("web_", "audit_"))]
    client = Client()
    client.force_login(people["auditor"], backend=BACKEND)
    page = client.get("/audit/?subject=figures_figure").content.decode()
    assert "城关镇 2026年11月 城镇新增就业人数" in page
    assert "心跳" not in page
