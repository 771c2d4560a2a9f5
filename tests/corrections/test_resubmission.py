"""A sheet that is filed again shows only old → new → why → what it moves."""

from __future__ import annotations

from decimal import Decimal

from bureau.catalogue.models import Target
from bureau.figures import correcting
from bureau.figures.hashing import content_hash
from bureau.figures.models import Sheet
from bureau.returns import steps
from bureau.returns.changes import save_given
from bureau.returns.reading import read_lines
from bureau.returns.resubmission import Resubmission, resubmission_of
from tests.returns.office import Office


def cell(key: str, value: object, version: int, **more: object) -> dict[str, object]:
    return {"indicator": f"employment.{key}", "value": value, "version": version, **more}


def returned(office: Office, *keys: str) -> Sheet:
    reasons = {office.indicators[key].pk: "请核对" for key in keys}
    return steps.return_cells(office.submitted(), reasons=reasons, by=office["li"])


def again(sheet: Sheet) -> Resubmission:
    found = resubmission_of(sheet, read_lines(sheet))
    assert found is not None
    return found


def test_a_sheet_filed_for_the_first_time_is_shown_whole(office: Office) -> None:
    sheet = office.submitted()
    assert resubmission_of(sheet, read_lines(sheet)) is None
    page = office.page("li").get(f"/review/{sheet.pk}/").content.decode()
    assert "展开全表" not in page
    assert "就业困难人员就业" in page


def test_only_what_changed_is_shown_with_its_reason_and_what_it_moves(office: Office) -> None:
    Target.objects.create(unit=office.town, indicator=office.indicators["jobs"], year=2026, value=400)
    sheet = returned(office, "jobs", "hard")
    changes = [cell("jobs", "28", 1, explanation="两人不在本镇"), cell("hard", "9", 1)]
    save_given(sheet, changes, by=office["zhang"])
    save_given(sheet, [cell("jobs", "26", 2)], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    found = again(sheet)
    assert [
        (c.line.code, c.moved.before.value_text, c.line.value_text, c.difference) for c in found.changes
    ] == [
        ("employment.jobs", "30", "26", "−4"),
        ("employment.hard", "4", "9", "+5"),
    ]
    assert found.changes[0].words == "累计 30→26；完成率 7.5→6.5%"
    assert (found.changed, found.unchanged) == (2, 4)
    page = office.page("li").get(f"/review/{sheet.pk}/").content.decode()
    for words in ("改动 2 处", "未改 4 格", "两人不在本镇", "累计 30→26；完成率 7.5→6.5%", "没有写理由"):
        assert words in page
    assert "招聘活动场次" not in page
    whole = office.page("li").get(f"/review/{sheet.pk}/?all=1").content.decode()
    assert "招聘活动场次" in whole


def test_a_returned_cell_that_was_only_explained_is_shown_as_unchanged(office: Office) -> None:
    sheet = returned(office, "jobs")
    save_given(sheet, [cell("jobs", "30", 1, explanation="年底集中招聘，有名册")], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    (change,) = again(sheet).changes
    assert (change.is_same, change.reworded, change.words) == (True, True, "")
    assert again(sheet).changed == 0


def test_a_value_that_went_there_and_back_is_no_change(office: Office) -> None:
    sheet = steps.return_all(office.submitted(), reason="请核对", by=office["li"])
    save_given(sheet, [cell("jobs", "28", 1)], by=office["zhang"])
    save_given(sheet, [cell("jobs", "30", 2), cell("events", "3", 1)], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    assert [change.line.code for change in again(sheet).changes] == ["employment.events"]


def test_a_changed_part_names_the_rate_that_follows(office: Office) -> None:
    sheet = returned(office, "unemployed")
    save_given(sheet, [cell("unemployed", "240", 1)], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    (change,) = again(sheet).changes
    assert change.words == "累计 120→240；登记失业率现为 3.85%"


def test_large_amounts_are_compared_to_the_last_digit(office: Office) -> None:
    sheet = office.sheet()
    office.fill(
        sheet, jobs=30, hard=4, unemployed=120, workforce=6000, loans=Decimal("99999999999999.25"), events=2
    )
    steps.submit(sheet, by=office["zhang"])
    steps.return_cells(sheet, reasons={office.indicators["loans"].pk: "请核对"}, by=office["li"])
    save_given(sheet, [cell("loans", "99999999999999.26", 1)], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    (change,) = again(sheet).changes
    assert change.moved.before.value == Decimal("99999999999999.25")


def test_only_the_last_round_counts_and_a_reopened_sheet_is_compared_with_what_was_approved(
    office: Office,
) -> None:
    sheet = returned(office, "jobs")
    save_given(sheet, [cell("jobs", "28", 1)], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    reopening = correcting.request_reopening(sheet, reason="整表口径用错", by=office["zhao"])
    correcting.accept_reopening(reopening, remark="", by=office["li"])
    save_given(sheet, [cell("hard", "5", 1)], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    found = again(sheet)
    assert [change.line.code for change in found.changes] == ["employment.hard"]
    assert found.returned.step == "reopen"


def test_a_cell_can_be_returned_again_from_the_short_view_and_from_the_whole_one(office: Office) -> None:
    sheet = returned(office, "jobs")
    save_given(sheet, [cell("jobs", "28", 1)], by=office["zhang"])
    steps.submit(sheet, by=office["zhang"])
    client = office.page("li")
    page = client.get(f"/review/{sheet.pk}/").content.decode()
    assert 'name="reason-employment.jobs"' in page
    # Without scripts: the address of a cell that did not change opens the whole sheet.
    assert (
        'name="reason-employment.events"'
        in client.get(f"/review/{sheet.pk}/?back=employment.events").content.decode()
    )
    client.post(f"/sheets/{sheet.pk}/return/", {"reason-employment.jobs": "还是不对"})
    sheet.refresh_from_db()
    assert sheet.state == "returned"
