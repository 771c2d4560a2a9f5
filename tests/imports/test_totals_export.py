"""汇总表 as a file: real numbers in .xlsx, the same in .csv, no more than the person reads, and nothing that runs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from bureau.periods import Month
from bureau.totals.rolling import Locking, drain
from tests.imports.files import exported, opened, result_of
from tests.returns.office import DOMAIN, MONTH, Office

HEAD = [
    "单位代码",
    "单位",
    "指标代码",
    "指标名称",
    "计量单位",
    "统计期",
    "审定数",
    "含未审数",
    "已报",
    "应报",
]
Row = list[object]


@pytest.fixture
def rolled(office: Office) -> Office:
    """城关镇 is approved in October, 东湖街道 only typed; the other bureau's town has its own figures."""
    office.approved()
    office.fill(office.sheet(office.other_town), jobs=12, loans=25000)
    office.fill(office.sheet(office.foreign_town), jobs=900)
    drain(Locking.WAIT)
    return office


def in_workbook(office: Office, person: str, **params: object) -> list[Row]:
    job, data = exported(office, person, "totals", format="xlsx", **params)
    rows = [list(row) for row in opened(data).worksheets[0].iter_rows(values_only=True)]
    start = rows.index(HEAD)
    assert result_of(job)["rows"] == len(rows) - start - 1
    return rows[start + 1 :]


def in_list(office: Office, person: str, **params: object) -> list[dict[str, str]]:
    job, data = exported(office, person, "totals", format="csv", **params)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert result_of(job)["rows"] == len(rows)
    return rows


def test_a_workbook_of_totals_holds_real_numbers_approved_beside_provisional(rolled: Office) -> None:
    rows = in_workbook(
        rolled, "zhao", unit="east", month=str(MONTH), indicator=f"{DOMAIN}.jobs", children=True
    )
    assert [[row[0], *row[5:]] for row in rows if row[9]] == [
        ["east", "2026-10", 30, 42, 2, 2],
        ["east-01", "2026-10", 30, 30, 1, 1],
        ["east-02", "2026-10", None, 12, 1, 1],
    ]


def test_money_is_in_the_unit_of_entry_and_nothing_of_it_is_lost(rolled: Office) -> None:
    (row,) = in_workbook(rolled, "zhao", unit="east", month=str(MONTH), indicator=f"{DOMAIN}.loans")
    assert (row[4], row[6], row[7]) == ("万元", 8468.0001, 8470.5001)
    (line,) = in_list(rolled, "zhao", unit="east", month=str(MONTH), indicator=f"{DOMAIN}.loans")
    assert (line["审定数"], line["含未审数"]) == ("8468.0001", "8470.5001")


def test_both_formats_tell_the_same_and_what_was_not_reported_is_no_zero(rolled: Office) -> None:
    asked = {"unit": "east", "year": 2026, "grain": "quarter", "children": True}
    rows, lines = in_workbook(rolled, "zhao", **asked), in_list(rolled, "zhao", **asked)
    assert len(rows) == len(lines) > 20
    for row, line in zip(rows, lines, strict=True):
        written = list(line.values())
        assert [*row[:6], row[8], row[9]] == [*written[:6], int(written[8]), int(written[9])]
        for place in (6, 7):
            amount = row[place]
            assert (amount is None) == (written[place] == "")
            assert amount is None or Decimal(str(amount)) == Decimal(written[place])
    before = [line for line in lines if line["统计期"] == "2026-Q1" and line["指标代码"] == f"{DOMAIN}.jobs"]
    assert {(line["审定数"], line["含未审数"]) for line in before} == {("", "")}


def test_rates_are_made_from_their_parts_and_the_year_to_date_reaches_up_to_the_month(rolled: Office) -> None:
    (rate,) = in_list(rolled, "zhao", unit="east", month=str(MONTH), indicator=f"{DOMAIN}.rate")
    assert (rate["计量单位"], Decimal(rate["审定数"])) == ("%", Decimal("1.96"))
    (to_date,) = in_list(
        rolled, "zhao", unit="east", month=str(MONTH), indicator=f"{DOMAIN}.jobs", grain="ytd"
    )
    assert (to_date["统计期"], to_date["审定数"]) == ("至2026-10", "30")


def test_the_names_of_units_and_indicators_never_run(rolled: Office) -> None:
    rolled.town.name = '=HYPERLINK("http://x")'
    rolled.town.save()
    jobs = rolled.indicators["jobs"]
    jobs.name = "+1+cmd|' /C calc'!A0"
    jobs.save()
    asked = {"unit": "east-01", "month": str(MONTH), "indicator": jobs.code}
    _, data = exported(rolled, "zhao", "totals", format="xlsx", **asked)
    page = opened(data).worksheets[0]
    inert = {
        cell.value: (cell.data_type, cell.quotePrefix)
        for row in page.iter_rows(min_row=3)
        for cell in row
        if cell.value in (rolled.town.name, jobs.name)
    }
    assert inert == {rolled.town.name: ("s", True), jobs.name: ("s", True)}
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)
    (line,) = in_list(rolled, "zhao", **asked)
    assert (line["单位"], line["指标名称"]) == (f"'{rolled.town.name}", f"'{jobs.name}")


def test_the_units_below_are_only_those_one_reads(rolled: Office) -> None:
    asked = {"month": str(MONTH), "indicator": f"{DOMAIN}.jobs"}
    own = in_list(rolled, "zhang", unit="east-01", children=True, **asked)
    assert [line["单位代码"] for line in own] == ["east-01"]
    office = in_list(rolled, "zhao", unit="east", children=True, **asked)
    assert {line["单位代码"] for line in office} == {"east", "east-jy", "east-01", "east-02"}


@pytest.mark.parametrize(
    ("person", "unit", "status"),
    [
        ("zhang", "east-02", 404),
        ("zhang", "west-01", 404),
        ("zhao", "west", 404),
        ("zhao", "west-01", 404),
        ("stranger", "east-01", 404),
        ("stranger", "west-01", 202),
        ("director", "east", 202),
        ("zhao", "nowhere", 404),
    ],
)
def test_totals_of_units_one_does_not_read_do_not_exist(
    rolled: Office, person: str, unit: str, status: int
) -> None:
    body = {"kind": "totals", "params": {"unit": unit, "year": 2026}}
    assert rolled.api(person).post("/api/v1/exports/", body, format="json").status_code == status


def test_an_export_of_totals_names_the_year_or_the_month_and_a_known_indicator(rolled: Office) -> None:
    def status(**params: object) -> int:
        body = {"kind": "totals", "params": {"unit": "east", **params}}
        return rolled.api("zhao").post("/api/v1/exports/", body, format="json").status_code

    assert status() == 400
    assert status(year=2026, indicator="employment.nothing") == 404
    assert status(month=str(Month(2026, 10)), grain="week") == 400
