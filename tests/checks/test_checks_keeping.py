"""Findings kept from one look to the next, the sweep, the page, the API and the office's thresholds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.audit.models import AuditEntry
from bureau.catalogue.models import Assignment, Indicator
from bureau.catalogue.syncing import sync_catalogue
from bureau.figures.loading import LoadedCell, load_cells
from bureau.figures.models import CellReturn, Figure, Sheet, SheetState
from bureau.figures.writing import CellChange, save_figures
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.returns.checks.keeping import keep_sheet
from bureau.returns.checks.loading import load
from bureau.returns.checks.sheets import StoppedByChecks, against, must_pass, verdict_of
from bureau.returns.checks.sweeping import sweep_checks
from bureau.returns.models import CheckSetting, KeptFinding
from bureau.returns.steps import return_cells
from bureau.returns.tasks import sweep_checks as sweep_task
from tests.returns.office import MONTH, Office

FINDINGS = "/api/v1/findings/"


def break_part(office: Office) -> Sheet:
    """A filled sheet on which a part is above its whole."""
    sheet = office.filled()
    office.fill(sheet, hard=40)
    return sheet


def explain(office: Office, sheet: Sheet, key: str, words: str) -> None:
    cell = Figure.objects.get(unit=sheet.unit, month=sheet.month, indicator=office.indicators[key])
    save_figures(
        sheet=sheet,
        changes=[CellChange(cell.indicator_id, cell.value, cell.version, explanation=words)],
        by=office["zhang"],
    )


def test_a_hard_finding_and_an_unexplained_soft_one_stop_submission(office: Office) -> None:
    office.filled(month=MONTH.previous)
    sheet = office.filled()
    office.fill(sheet, hard=33, jobs=30)
    with pytest.raises(StoppedByChecks, match="1 条要改") as stopped:
        must_pass(sheet)
    assert [one.rule for one in stopped.value.findings] == ["part"]
    office.fill(sheet, hard=4, jobs=90)
    with pytest.raises(StoppedByChecks, match="1 条要写说明"):
        must_pass(sheet)
    explain(office, sheet, "jobs", "援助月集中登记")
    assert must_pass(sheet).explained == 1


def test_a_refusal_names_both_sides_with_their_values(office: Office) -> None:
    with pytest.raises(StoppedByChecks) as stopped:
        must_pass(break_part(office))
    assert str(stopped.value) == (
        "审核关系没有通过：1 条要改，处理完再提交。其中项：就业困难人员就业 40，大于 城镇新增就业人数 30，多 10 人。"
    )


def test_of_a_returned_sheet_only_what_concerns_its_open_cells_stops_it(office: Office) -> None:
    sheet = office.submitted()
    return_cells(sheet, reasons={office.indicators["loans"].pk: "缺凭证"}, by=office["li"])
    # Two cells that were let through before have come to be at odds since, and cannot be written now.
    Figure.objects.filter(sheet=sheet, indicator=office.indicators["hard"]).update(value=40)
    assert must_pass(sheet).hard == 1
    assert against(sheet, verdict_of(sheet)) == ""
    CellReturn.objects.create(
        sheet=sheet, indicator=office.indicators["hard"], reason="核对", by=office["li"]
    )
    assert against(sheet, verdict_of(sheet)) == "1 条须改"
    with pytest.raises(StoppedByChecks):
        must_pass(sheet)


def test_a_sheet_is_loaded_in_two_statements_and_a_sections_in_three(office: Office) -> None:
    sheet = Sheet.objects.select_related("unit").get(pk=office.filled().pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        load(sheet)
    assert len(queries) == 2
    Assignment.objects.create(unit=office.section, indicator=office.indicators["jobs"], begins=Month(2024, 1))
    section = Sheet.objects.select_related("unit").get(pk=office.sheet(office.section).pk)
    with CaptureQueriesContext(connection) as queries:
        load(section)
    assert len(queries) == 3


def test_a_finding_is_kept_seen_again_and_closed(office: Office) -> None:
    sheet = break_part(office)
    keep_sheet(sheet)
    first = KeptFinding.objects.get()
    assert (first.rule, first.level, first.is_open) == ("part", "hard", True)
    assert [side["value"] for side in first.sides] == ["40", "30"]
    keep_sheet(sheet)
    again = KeptFinding.objects.get()
    assert (again.pk, again.first_seen) == (first.pk, first.first_seen)
    assert again.last_seen > first.last_seen
    office.fill(sheet, hard=4)
    keep_sheet(sheet)
    assert KeptFinding.objects.get().closed_at is not None
    office.fill(sheet, hard=41)
    keep_sheet(sheet)
    assert KeptFinding.objects.standing().count() == 1
    assert KeptFinding.objects.count() == 2


def test_the_sweep_looks_at_open_sheets_and_running_it_twice_changes_nothing(office: Office) -> None:
    break_part(office)
    assert sweep_checks().sheets == 1
    kept = list(KeptFinding.objects.values_list("pk", "message"))
    assert len(kept) == 1
    sweep_task()
    assert list(KeptFinding.objects.values_list("pk", "message")) == kept


def test_a_sheet_that_was_approved_is_looked_at_once_more_and_then_left_alone(office: Office) -> None:
    keep_sheet(office.filled())
    office.approved()
    assert sweep_checks().sheets == 1
    assert sweep_checks().sheets == 0


@pytest.fixture
def loaded_year(office: Office) -> Unit:
    """2023 of the arbitration section as its summary printed it: B2 is 27 cases out."""
    sync_catalogue()
    figures = {"arbitration_received": 2425, "arbitration_filed": 1056, "arbitration_refused": 1396}
    pile = []
    for name, total in figures.items():
        indicator = Indicator.objects.get(code=f"labor_relations.{name}")
        Assignment.objects.create(
            unit=office.section, indicator=indicator, begins=Month(2023, 1), ends=Month(2023, 12)
        )
        for month, part in ((Month(2023, 11), total // 2), (Month(2023, 12), total - total // 2)):
            pile.append(LoadedCell(office.section.pk, month, indicator.pk, Decimal(part)))
    load_cells(pile, state_of=lambda unit, month, domain: SheetState.LOCKED, by=office["zhao"])
    return office.section


def test_a_loaded_year_keeps_b2_as_a_finding_of_its_last_month_with_both_candidates(
    office: Office, loaded_year: Unit
) -> None:
    before = list(Figure.objects.values_list("indicator", "month", "value").order_by("indicator", "month"))
    assert sweep_checks().past == 1
    kept = KeptFinding.objects.get(rule="B2")
    assert (kept.unit, kept.month, kept.level, kept.is_open) == (loaded_year, Month(2023, 12), "hard", True)
    assert "1056＋1396＝2452" in kept.message
    assert [one["value"] for one in kept.suggestions] == ["2452", "1369"]
    assert (
        list(Figure.objects.values_list("indicator", "month", "value").order_by("indicator", "month"))
        == before
    )
    assert sweep_checks().past == 0
    CheckSetting.objects.create(bureau=office.east, key="month_change", text="25")
    assert sweep_checks().past == 1


def test_sides_that_two_units_file_are_held_together_over_the_bureau(office: Office) -> None:
    sync_catalogue()
    files = {
        "employment.park_workers_count": (office.section, 423),
        "employment.recruit_subsidy_persons": (office.town, 665),
    }
    for code, (unit, value) in files.items():
        indicator = Indicator.objects.get(code=code)
        Assignment.objects.filter(unit=unit).delete()
        Assignment.objects.create(unit=unit, indicator=indicator, begins=Month(2026, 10))
        save_figures(
            sheet=office.sheet(unit),
            changes=[CellChange(indicator.pk, Decimal(value), 0)],
            by=office["zhang"],
        )
    (seen,) = [one for one in verdict_of(office.sheet(office.section)).findings if one.rule == "C28"]
    assert seen.message.startswith("本年累计：园区工人基本信息登记人数 423，小于 园区招用工补贴人数 665")
    sweep_checks()
    kept = KeptFinding.objects.filter(rule="C28").values_list("unit__code", "level")
    assert set(kept) == {("east-jy", "soft")}


def api(office: Office, name: str, **filters: str) -> Any:
    return office.api(name).get(FINDINGS, filters)


def test_the_api_tells_rule_level_message_sides_and_cells(office: Office) -> None:
    keep_sheet(break_part(office))
    (row,) = api(office, "zhang").json()["results"]
    assert (row["unit"], row["month"], row["rule"], row["level"]) == ("east-01", "2026-10", "part", "hard")
    assert row["message"] == "就业困难人员就业 40，大于 城镇新增就业人数 30，多 10 人。"
    assert [side["value"] for side in row["sides"]] == ["40", "30"]
    assert row["cells"] == ["employment.hard", "employment.jobs"]
    assert row["open"] is True
    assert row["first_seen"].endswith("+08:00")


@pytest.mark.parametrize(
    ("name", "number"),
    [("zhang", 1), ("wang", 0), ("chen", 1), ("li", 1), ("zhao", 1), ("director", 1), ("stranger", 0)],
)
def test_one_sees_the_findings_of_the_sheets_one_reads(office: Office, name: str, number: int) -> None:
    keep_sheet(break_part(office))
    assert api(office, name).json()["count"] == number
    page = office.page(name).get("/findings/")
    assert ("其中项" in page.content.decode()) == bool(number)


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"unit": "east-01"}, 1),
        ({"unit": "east-02"}, 0),
        ({"month": "2026-10"}, 1),
        ({"month": "2026-09"}, 0),
        ({"level": "hard"}, 1),
        ({"level": "soft"}, 0),
        ({"open": "1"}, 1),
        ({"open": "0"}, 0),
    ],
)
def test_the_lists_are_filtered(office: Office, filters: dict[str, str], number: int) -> None:
    keep_sheet(break_part(office))
    assert api(office, "zhao", **filters).json()["count"] == number


@pytest.mark.parametrize(
    "filters", [{"level": "worst"}, {"month": "10-2026"}, {"open": "maybe"}, {"rule": "B2"}]
)
def test_a_filter_that_is_none_is_refused(office: Office, filters: dict[str, str]) -> None:
    assert api(office, "zhao", **filters).status_code == 400


def test_the_panel_counts_and_names_both_sides(office: Office) -> None:
    sheet = break_part(office)
    page = office.page("zhang").get(f"/sheets/{sheet.pk}/checks/").content.decode()
    assert "02 行　其中项" in page
    assert "40，大于 城镇新增就业人数 30" in page
    assert 'href="#row-employment.hard"' in page


def test_what_is_typed_is_judged_without_being_saved(office: Office) -> None:
    sheet = office.filled()
    typed = [
        {"indicator": "employment.hard", "value": "５０"},
        {"indicator": "employment.loans", "value": "1.x"},
        {"indicator": "employment.rate", "value": "3"},
        {"indicator": "no.such", "value": "3"},
        "nonsense",
    ]
    answer = office.page("zhang").post(f"/sheets/{sheet.pk}/checks/", typed, content_type="application/json")
    assert answer.status_code == 200
    assert "50，大于 城镇新增就业人数 30" in answer.json()["rows"]["employment.hard"]
    assert "其中项" in answer.json()["panel"]
    assert Figure.objects.get(indicator=office.indicators["hard"]).value == 4
    assert not KeptFinding.objects.exists()


def test_a_year_to_date_that_is_typed_is_judged_by_its_month(office: Office) -> None:
    office.filled(month=MONTH.previous)
    sheet = office.filled()
    typed = [{"indicator": "employment.jobs", "value": "33"}]
    address = f"/sheets/{sheet.pk}/checks/?basis="
    page = office.page("zhang")
    by_total = page.post(f"{address}to_date", typed, content_type="application/json").json()
    by_month = page.post(f"{address}month", typed, content_type="application/json").json()
    assert "大于 城镇新增就业人数 3，" in by_total["rows"]["employment.hard"]
    assert by_month["rows"] == {}


def settings_page(office: Office, name: str = "zhao", **body: object) -> Any:
    return office.page(name).post("/findings/settings/", body)


def test_the_office_changes_a_bound_and_the_old_one_stays_readable(office: Office) -> None:
    office.filled(month=MONTH.previous)
    sheet = office.filled()
    office.fill(sheet, jobs=90)
    assert verdict_of(sheet).waiting == 1
    answer = settings_page(office, key="month_change", text="250", version=0, reason="试行期")
    assert answer.status_code == 302
    assert verdict_of(sheet).waiting == 0
    settings_page(office, key="month_change", text="40", version=1, reason="恢复")
    assert list(CheckSetting.objects.order_by("version").values_list("text", "version")) == [
        ("250", 1),
        ("40", 2),
    ]
    page = office.page("zhao").get("/findings/settings/").content.decode()
    assert "试行期" in page
    assert AuditEntry.objects.filter(subject="returns_checksetting", action="insert").count() == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"key": "month_change", "text": "x", "reason": "试"}, "比上月增减界限"),
        ({"key": "month_change", "text": "-3", "reason": "试"}, "不能填负数"),
        ({"key": "month_change", "text": "20", "reason": " "}, "为什么改"),
        ({"key": "month_change", "text": "20", "reason": "试", "version": "7"}, "刚被别人改过"),
    ],
)
def test_a_wrong_bound_is_refused_and_what_was_typed_stays(
    office: Office, body: dict[str, str], said: str
) -> None:
    answer = settings_page(office, **body)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert f'value="{body["text"]}"' in answer.content.decode()
    assert not CheckSetting.objects.exists()


def test_a_bound_of_another_bureau_does_not_count_here(office: Office) -> None:
    office.filled(month=MONTH.previous)
    sheet = office.filled()
    office.fill(sheet, jobs=90)
    CheckSetting.objects.create(
        bureau=Unit.objects.get(code="west"), key="month_change", text="900", set_by=office["zhao"]
    )
    assert verdict_of(sheet).waiting == 1


def test_setting_what_holds_already_writes_nothing(office: Office) -> None:
    settings_page(office, key="month_change", text="30", version=0, reason="")
    assert not CheckSetting.objects.exists()
