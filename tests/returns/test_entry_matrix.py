"""One indicator across all towns: everybody reads what she reads elsewhere and writes her own cell."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.figures.models import Sheet
from bureau.organisation.models import Unit
from bureau.returns import steps
from tests.returns.office import MONTH, Office


def page(office: Office, name: str, key: str = "jobs", month: object = MONTH) -> str:
    answer = office.page(name).get(f"/matrix/employment.{key}/{month}/")
    assert answer.status_code == 200
    return answer.content.decode()


def units(html: str) -> list[str]:
    return re.findall(r'<th scope="row">\s*([^\s<]+)', html.partition("<tfoot>")[0])


def three_sheets(office: Office) -> list[Sheet]:
    sheets = [office.sheet(unit) for unit in (office.town, office.other_town, office.foreign_town)]
    for sheet, jobs in zip(sheets, (30, 12, 5), strict=True):
        office.fill(sheet, jobs=jobs)
    return sheets


def test_the_section_sees_all_towns_of_its_bureau_and_their_sum(office: Office) -> None:
    three_sheets(office)
    html = page(office, "li")
    assert units(html) == ["城关镇", "东湖街道"]
    assert "西关镇" not in html
    assert re.search(r"合计.*?>42<", html, re.DOTALL)


def test_a_town_sees_and_writes_its_own_row_alone(office: Office) -> None:
    own, other, _ = three_sheets(office)
    html = page(office, "zhang")
    assert units(html) == ["城关镇"]
    assert f'data-url="/sheets/{own.pk}/cells/?basis=month"' in html
    assert str(other.pk) not in re.findall(r"/sheets/(\d+)/", html)


def test_whoever_only_reads_has_no_field_to_write_in(office: Office) -> None:
    three_sheets(office)
    for name in ("li", "chen", "zhao", "director"):
        assert '<input class="cell"' not in page(office, name)


def test_a_cell_of_a_sheet_that_was_reported_is_shut_here_too(office: Office) -> None:
    sheet = office.filled()
    assert page(office, "zhang").count('class="cell"') == 1
    steps.submit(sheet, by=office["zhang"])
    assert page(office, "zhang").count('class="cell"') == 0


def test_without_scripts_the_row_is_the_form_of_its_sheet(office: Office) -> None:
    sheet = office.filled()
    html = page(office, "zhang")
    assert f'action="/sheets/{sheet.pk}/"' in html
    form = {match[1]: match[2] for match in re.finditer(r'name="([vw]-[^"]+)"\s+value="([^"]*)"', html)}
    answer = office.page("zhang").post(f"/sheets/{sheet.pk}/", form | {"v-employment.jobs": "31"})
    assert answer.status_code == 302
    assert ">31<" in page(office, "li")


def test_a_rate_is_made_for_each_unit_and_never_summed(office: Office) -> None:
    for unit, jobless in ((office.town, 150), (office.other_town, 300)):
        office.fill(office.sheet(unit), unemployed=jobless, workforce=5850)
    html = page(office, "li", "rate")
    assert ("2.50" in html, "4.88" in html, "合计" in html) == (True, True, False)


def test_the_matrix_of_another_month_is_its_own(office: Office) -> None:
    three_sheets(office)
    assert "没有可看的单位" in page(office, "li", month=MONTH.previous)


@pytest.mark.parametrize("path", ["nonsense/2026-10", "employment.jobs/2026-13", "employment.jobs/26-10"])
def test_what_does_not_exist_is_not_found(office: Office, path: str) -> None:
    assert office.page("li").get(f"/matrix/{path}/").status_code == 404


def test_the_choice_of_an_indicator_leads_to_its_matrix(office: Office) -> None:
    client = office.page("li")
    answer = client.get("/matrix/", {"indicator": "employment.jobs", "month": "2026-10"})
    assert answer["Location"] == "/matrix/employment.jobs/2026-10/"
    assert client.get("/matrix/", {"indicator": "employment.jobs", "month": "x"}).status_code == 404


def test_more_units_cost_no_more_statements(office: Office) -> None:
    three_sheets(office)
    client = office.page("li")
    client.get(f"/matrix/employment.jobs/{MONTH}/")
    with CaptureQueriesContext(connection) as two:
        client.get(f"/matrix/employment.jobs/{MONTH}/")
    for number in range(3, 9):
        unit = Unit.objects.create(
            code=f"east-0{number}", name=f"第{number}镇", kind="town", parent=office.east
        )
        office.indicators["jobs"].assignments.create(unit=unit, begins=MONTH)
        office.sheet(unit)
    with CaptureQueriesContext(connection) as eight:
        html = client.get(f"/matrix/employment.jobs/{MONTH}/").content.decode()
    assert (len(units(html)), len(eight)) == (8, len(two))
