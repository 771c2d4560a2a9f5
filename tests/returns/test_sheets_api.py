"""Sheets through the API: lists, cells, findings, history, progress."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from bureau.catalogue.models import Target
from bureau.figures.hashing import content_hash
from bureau.figures.models import Figure, Sheet
from bureau.periods import Month
from bureau.returns import steps
from tests.returns.office import MONTH, Office, close


def url(sheet: Sheet, action: str = "") -> str:
    return f"/api/v1/sheets/{sheet.pk}/{action}"


def put(office: Office, sheet: Sheet, *cells: dict[str, Any], name: str = "zhang") -> Any:
    return office.api(name).put(url(sheet, "cells/"), list(cells), format="json")


def cell(key: str, value: object, version: int = 0, **more: object) -> dict[str, Any]:
    return {"indicator": f"employment.{key}", "value": value, "version": version, **more}


def test_a_sheet_is_read_with_its_cells_in_base_units(office: Office) -> None:
    Target.objects.create(unit=office.town, indicator=office.indicators["jobs"], year=2026, value=400)
    body = office.api("zhang").get(url(office.filled())).json()
    assert {name: body[name] for name in ("unit", "month", "domain", "state", "due")} == {
        "unit": "east-01",
        "month": "2026-10",
        "domain": "employment",
        "state": "open",
        "due": "2026-11-05",
    }
    cells = {one["indicator"].partition(".")[2]: one for one in body["cells"]}
    assert cells["loans"]["value"] == "84680001"
    assert (cells["jobs"]["target"], cells["jobs"]["completion"]) == ("400", "7.5")
    assert (cells["rate"]["state"], cells["rate"]["derived"], cells["rate"]["value"]) == (
        "derived",
        True,
        "1.960784",
    )
    assert body["counts"] == {"saved": 6, "derived": 1}


def test_the_hash_of_the_sheet_moves_with_every_change_of_a_cell(office: Office) -> None:
    sheet = office.filled()
    before = office.api("zhang").get(url(sheet)).json()["hash"]
    answer = put(office, sheet, cell("jobs", "31", 1)).json()
    assert answer["hash"] != before
    assert answer["hash"] == office.api("li").get(url(sheet)).json()["hash"]


def test_cells_are_written_by_string_or_number_and_cleared_by_null(office: Office) -> None:
    sheet = office.sheet()
    answer = put(office, sheet, cell("jobs", 30), cell("loans", "84680001.25"))
    assert [(one["value"], one["version"], one["state"]) for one in answer.json()["cells"]] == [
        ("30", 1, "saved"),
        ("84680001.25", 1, "saved"),
    ]
    answer = put(office, sheet, cell("jobs", None, 1))
    assert (answer.json()["cells"][0]["value"], answer.json()["cells"][0]["state"]) == (None, "empty")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("jobs", "abc"),
        ("jobs", "1e400"),
        ("jobs", "9" * 30),
        ("jobs", 12.5),
        ("jobs", "-5"),
        ("jobs", True),
        ("jobs", []),
        ("jobs", {}),
        ("jobs", "30人"),
        ("jobs", "1_000"),
        ("jobs", "５。５"),
        ("jobs", "٣"),
        ("loans", "1.005"),
        ("events", "-1"),
        ("rate", "3"),
        ("nothing", "3"),
    ],
)
def test_a_bad_value_is_a_sentence_at_its_cell_and_nothing_is_written(
    office: Office, key: str, value: object
) -> None:
    answer = put(office, office.sheet(), cell("unemployed", "5"), cell(key, value))
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [f"employment.{key}"]
    assert answer.json()["detail"].endswith("。")
    assert not Figure.objects.exists()


def test_full_width_digits_are_taken(office: Office) -> None:
    answer = put(office, office.sheet(), cell("jobs", "１，２３４"))
    assert answer.json()["cells"][0]["value"] == "1234"


def test_a_number_with_an_exponent_is_refused_before_it_is_read(office: Office) -> None:
    answer = office.api("zhang").put(
        url(office.sheet(), "cells/"),
        '[{"indicator": "employment.jobs", "value": 1e400, "version": 0}]',
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert "科学计数法" in answer.json()["detail"]


def test_two_writers_with_one_version_are_told_apart(office: Office) -> None:
    sheet = office.sheet()
    assert put(office, sheet, cell("jobs", "1")).status_code == 200
    answer = put(office, sheet, cell("jobs", "2"))
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    rival = answer.json()["cells"][0]
    assert (rival["indicator"], rival["value"], rival["version"], rival["by"]) == (
        "employment.jobs",
        "1",
        1,
        "张三",
    )


def test_a_repeated_save_with_one_key_has_one_effect(office: Office) -> None:
    sheet, client = office.sheet(), office.api("zhang")
    answers = [
        client.put(
            url(sheet, "cells/"), [cell("jobs", "5")], format="json", headers={"Idempotency-Key": "k1"}
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Figure.objects.get().version == 1


def test_submitting_with_missing_cells_lists_them_as_hard_findings(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=1, hard=0, unemployed=1, workforce=1, loans=0)
    answer = office.api("zhang").post(url(sheet, "submit/"))
    assert (answer.status_code, answer.json()["code"]) == (409, "findings")
    assert [(one["rule"], one["level"], one["cells"]) for one in answer.json()["findings"]] == [
        ("missing", "hard", ["employment.events"])
    ]
    sheet.refresh_from_db()
    assert sheet.state == "open"


def test_a_missing_figure_with_an_explanation_is_a_soft_finding_and_travels_on(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=1, hard=0, unemployed=1, workforce=1, loans=0)
    put(office, sheet, cell("events", None, explanation="数据未出"))
    answer = office.api("zhang").post(url(sheet, "submit/"))
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    assert [(one["level"], one["explanation"]) for one in answer.json()["findings"]] == [("soft", "数据未出")]


def test_single_cells_are_returned_with_reasons_and_only_those_open_again(office: Office) -> None:
    sheet = office.submitted()
    reasons = {"cells": [{"indicator": "employment.jobs", "reason": "与台账不符"}]}
    answer = office.api("li").post(url(sheet, "return/"), reasons, format="json")
    assert answer.json()["counts"] == {"returned": 1, "locked": 5, "derived": 1}
    refused = put(office, sheet, cell("events", "abc", 1))
    assert (refused.status_code, refused.json()["code"]) == (409, "state")
    assert put(office, sheet, cell("jobs", "29", 1)).status_code == 200
    cells = {one["indicator"]: one for one in office.api("zhang").get(url(sheet)).json()["cells"]}
    assert cells["employment.jobs"]["returned"] == "与台账不符"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"cells": []},
        {"cells": [{"indicator": "employment.jobs"}]},
        {"cells": [{"indicator": "employment.jobs", "reason": " "}]},
        {"cells": [{"indicator": "employment.rate", "reason": "不对"}]},
        {"cells": [{"indicator": "nothing", "reason": "不对"}]},
        {"cells": [{"indicator": "employment.jobs", "reason": "不对"}] * 2},
        {"cells": "all", "reason": "不对"},
        {"reason": ""},
        {"reason": 5},
        {"reason": "不" * 501},
        {"reason": "不对", "state": "open"},
        ["reason"],
    ],
)
def test_a_return_that_does_not_say_what_and_why_is_refused(office: Office, body: object) -> None:
    sheet = office.submitted()
    answer = office.api("li").post(url(sheet, "return/"), body, format="json")
    assert answer.status_code == 400
    assert answer.json()["detail"]
    sheet.refresh_from_db()
    assert sheet.state == "submitted"


def test_the_whole_sheet_is_returned_for_one_reason(office: Office) -> None:
    sheet = office.submitted()
    answer = office.api("li").post(url(sheet, "return/"), {"reason": "整表按旧口径填了"}, format="json")
    assert answer.json()["counts"]["returned"] == 6


def test_approval_needs_the_hash_that_was_seen(office: Office) -> None:
    sheet = office.submitted()
    refused = office.api("li").post(url(sheet, "approve/"), {"hash": "0" * 64}, format="json")
    assert (refused.status_code, refused.json()["hash"]) == (409, content_hash(sheet.pk))
    answer = office.api("li").post(url(sheet, "approve/"), {"hash": refused.json()["hash"]}, format="json")
    assert answer.json()["state"] == "approved"
    assert Figure.objects.get(indicator=office.indicators["jobs"]).approved_value == 30


@pytest.mark.parametrize("body", [{}, {"hash": 5}, {"hash": ""}, {"hash": "x", "state": "locked"}, []])
def test_approval_without_a_hash_is_refused(office: Office, body: object) -> None:
    assert office.api("li").post(url(office.submitted(), "approve/"), body, format="json").status_code == 400


def test_nobody_approves_what_she_filled(office: Office) -> None:
    from bureau.organisation.models import Post, Role

    Post.objects.create(user=office["zhang"], unit=office.section, role=Role.REVIEWER)
    sheet = office.submitted()
    answer = office.api("zhang").post(url(sheet, "approve/"), {"hash": content_hash(sheet.pk)}, format="json")
    assert answer.status_code == 403
    assert "同一个人" in answer.json()["detail"]


def test_the_office_opens_a_sheet_of_another_month(office: Office) -> None:
    body = {"unit": "east-01", "month": "2026-03", "domain": "employment"}
    client = office.api("zhao")
    first, again = (client.post("/api/v1/sheets/open/", body, format="json") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"month": "2999-01"}, "超出"),
        ({"month": "2098-01"}, "还没有开始"),
        ({"month": "2020-01"}, "没有就业的填报任务"),
        ({"month": "2026-13"}, "月份"),
        ({"month": 5}, "写明"),
        ({"domain": "nothing"}, "领域"),
        ({"closed": True}, "没有这一项"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_with_a_sentence(
    office: Office, change: dict[str, object], word: str
) -> None:
    body = {"unit": "east-01", "month": "2026-03", "domain": "employment", **change}
    answer = office.api("zhao").post("/api/v1/sheets/open/", body, format="json")
    assert answer.status_code == 400
    assert word in answer.json()["detail"]


def test_a_month_after_the_unit_was_closed_is_refused_and_says_where_to_report(office: Office) -> None:
    office.town.merged_into = office.other_town
    close(office.town, datetime.date(2026, 2, 28))
    body = {"unit": "east-01", "month": "2026-03", "domain": "employment"}
    answer = office.api("zhao").post("/api/v1/sheets/open/", body, format="json")
    assert answer.status_code == 400
    assert "撤销" in answer.json()["detail"]
    assert "东湖街道" in answer.json()["detail"]


@pytest.mark.parametrize("unit", ["west-01", "nowhere"])
def test_an_office_opens_nothing_for_a_foreign_unit(office: Office, unit: str) -> None:
    body = {"unit": unit, "month": "2026-03", "domain": "employment"}
    assert office.api("zhao").post("/api/v1/sheets/open/", body, format="json").status_code == 404


def test_lists_are_scoped_and_filtered(office: Office) -> None:
    office.sheet()
    office.sheet(office.other_town)
    office.sheet(office.foreign_town)
    office.sheet(month=Month(2026, 9))

    def found(name: str, query: str = "") -> list[tuple[str, str]]:
        answer = office.api(name).get(f"/api/v1/sheets/{query}")
        return [(one["unit"], one["month"]) for one in answer.json()["results"]]

    assert found("zhang") == [("east-01", "2026-10"), ("east-01", "2026-09")]
    assert found("li", "?month=2026-10") == [("east-01", "2026-10"), ("east-02", "2026-10")]
    assert found("director", "?unit=east-02") == [("east-02", "2026-10")]
    assert found("director", "?unit=west-01") == []
    assert found("zhao", "?state=submitted") == []
    assert len(found("zhao", "?domain=employment")) == 3


@pytest.mark.parametrize(
    "query",
    [
        "?foo=1",
        "?state=lost",
        "?month=2026-13",
        "?domain=x",
        "?page_size=501",
        "?month=2026-10&month=2026-09",
    ],
)
def test_an_unknown_filter_is_refused(office: Office, query: str) -> None:
    answer = office.api("zhang").get(f"/api/v1/sheets/{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_the_history_tells_steps_and_changes_of_cells(office: Office) -> None:
    sheet = office.sheet()
    put(office, sheet, cell("jobs", "30"))
    put(office, sheet, cell("jobs", "31", 1, explanation="补报一人"))
    told = office.api("li").get(url(sheet, "history/")).json()
    assert [(one["by"], one["what"], one["indicator"], one["old"], one["new"]) for one in told] == [
        ("系统", "open", None, None, "open"),
        ("张三", "value", "employment.jobs", None, "30"),
        ("张三", "value", "employment.jobs", "30", "31"),
        ("张三", "explanation", "employment.jobs", None, "补报一人"),
    ]


def test_progress_shows_units_whose_sheet_was_never_opened(office: Office) -> None:
    office.submitted()
    told = office.api("director").get(f"/api/v1/progress/?month={MONTH}").json()
    assert [(one["unit"], one["domain"], one["state"]) for one in told["results"]] == [
        ("east-01", "employment", "submitted"),
        ("east-02", "employment", None),
    ]


def test_progress_of_a_clerk_is_her_own(office: Office) -> None:
    told = office.api("wang").get(f"/api/v1/progress/?month={MONTH}").json()
    assert [one["unit"] for one in told["results"]] == ["east-02"]


def test_withdrawing_a_resubmitted_sheet_opens_only_what_was_returned(office: Office) -> None:
    sheet = office.submitted()
    steps.return_cells(sheet, reasons={office.indicators["jobs"].pk: "核对"}, by=office["li"])
    steps.submit(sheet, by=office["zhang"])
    answer = office.api("zhang").post(url(sheet, "withdraw/"))
    assert answer.json()["state"] == "returned"
    assert put(office, sheet, cell("events", "9", 1)).status_code == 409
    assert put(office, sheet, cell("jobs", "9", 1)).status_code == 200
