"""Registers under /api/v1/: the list, the schema, rows by scope, writes by version, steps, errors in their order."""

from __future__ import annotations

import pytest

from bureau.registers.declarations import DRAFT, VOID
from bureau.registers.registry import all_registers
from bureau.web.models import StoredAnswer
from employment.models import StartupLoan
from tests.people import People
from tests.registers_exchange.ledgers import LOAN, LOANS, PLACE, PLACES, SUPPORT, address, api, entered, loan


def test_a_section_sees_the_registers_of_its_domains(people: People) -> None:
    body = api(people, "chen").get("/api/v1/registers/?page_size=500").json()
    codes = [register["code"] for register in body["results"]]
    assert LOANS in codes
    assert {code.partition(".")[0] for code in codes} == {"employment"}
    assert body["count"] == len(codes)


def test_the_leader_sees_them_all(people: People) -> None:
    body = api(people, "director").get("/api/v1/registers/?page_size=500").json()
    assert body["count"] == len(all_registers())


def test_the_schema_says_what_a_row_is_made_of(people: People) -> None:
    schema = api(people, "chen").get(address(LOANS, rest="schema/")).json()
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["borrower"]["personal"] == "name"
    assert fields["borrower"]["required"] is True
    assert fields["kind"]["choices"] == ["个人", "小微企业"]
    assert fields["amount"] | {"title": ""} == {
        "name": "amount",
        "title": "",
        "type": "decimal",
        "required": False,
        "choices": [],
        "personal": None,
        "decimals": 2,
        "max_length": None,
        "register": None,
    }
    assert {"name": "草稿", "counts": False, "phase": "moving"} in schema["states"]
    steps = {step["name"]: step for step in schema["transitions"]}
    assert steps["review"]["by"] == ["reviewer"]
    assert steps["pay"]["asks"] == ["paid_on", "amount", "due_on"]
    assert steps["void"]["reason"] is True
    assert "kind" in schema["filters"]


def test_the_schema_names_the_rules_that_count_the_rows(people: People) -> None:
    from tests.small_catalogue import indicator

    indicator("employment.loans", "放款笔数", register=LOANS, counting_rule="count by paid_on")
    schema = api(people, "chen").get(address(LOANS, rest="schema/")).json()
    assert schema["counting_rules"] == [
        {"indicator": "employment.loans", "name": "放款笔数", "rule": "count by paid_on"}
    ]


def test_a_row_is_entered_and_read_back_masked(people: People) -> None:
    client = api(people, "chen")
    made = client.post(address(LOANS), LOAN, format="json")
    assert made.status_code == 201, made.json()
    row = client.get(address(LOANS, made.json()["id"])).json()
    assert row == made.json()
    assert row["borrower"] == "欧***"
    assert row["amount"] == "200000.5"
    assert row["applied_on"] == "2026-10-08"
    assert row["paid_on"] is None
    assert row["reporting_unit"] == "east-jy"
    assert (row["state"], row["version"], row["created_by"]) == ("申请", 1, "chen")
    assert "欧阳" not in str(row)


def test_units_are_named_by_their_code(people: People) -> None:
    client = api(people, "chen")
    made = client.post(address(PLACES), PLACE, format="json")
    assert made.json()["town"] == "east-01"
    foreign = client.post(address(PLACES), {**PLACE, "town": "west-01"}, format="json")
    assert foreign.status_code == 400
    assert list(foreign.json()["fields"]) == ["town"]


def test_all_mistakes_of_a_row_come_at_once(people: People) -> None:
    wrong = {"kind": "组织", "applied_on": "十月八日", "amount": "1_000", "term_months": "1e5", "jobs": True}
    answer = api(people, "chen").post(address(LOANS), wrong, format="json")
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"jobs"}
    del wrong["jobs"]
    answer = api(people, "chen").post(address(LOANS), wrong, format="json")
    assert set(answer.json()["fields"]) == {"borrower", "kind", "applied_on", "amount", "term_months"}
    assert not StartupLoan.objects.exists()


@pytest.mark.parametrize(
    "name", ["id", "state", "version", "number", "origin", "created_by", "purged_on", "x"]
)
def test_what_the_system_keeps_cannot_be_written(people: People, name: str) -> None:
    answer = api(people, "chen").post(address(LOANS), {**LOAN, name: 1}, format="json")
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [name]


def test_a_draft_may_be_incomplete_and_is_entered_by_a_step(people: People) -> None:
    client = api(people, "chen")
    draft = client.post(address(LOANS), {"draft": True, "borrower": "欧阳建国"}, format="json").json()
    assert draft["state"] == DRAFT
    step = address(LOANS, draft["id"], "transitions/enter/")
    assert client.post(step, {"version": 1}, format="json").status_code == 400
    values = {"version": 1, "kind": "个人", "applied_on": "2026-10-08"}
    assert client.post(step, values, format="json").json()["state"] == "申请"
    assert client.post(step, {"version": 2}, format="json").json()["code"] == "state"


def test_a_change_needs_the_version_and_a_stale_one_gets_the_current_values(people: People) -> None:
    row, client = loan(people), api(people, "chen")
    at = address(LOANS, row.pk)
    missing = client.patch(at, {"entity": "新店"}, format="json")
    assert (missing.status_code, list(missing.json()["fields"])) == (400, ["version"])
    saved = client.patch(at, {"version": 1, "entity": "新店"}, format="json")
    assert (saved.status_code, saved.json()["version"], saved.json()["entity"]) == (200, 2, "新店")
    stale = client.patch(at, {"version": 1, "entity": "旧店"}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    assert stale.json()["row"]["entity"] == "新店"
    assert stale.json()["row"]["version"] == 2
    assert stale.json()["row"]["changed_by"] == "chen"
    assert stale.json()["row"]["borrower"] == "欧***"


def test_a_mask_that_is_sent_back_changes_nothing(people: People) -> None:
    row = loan(people)
    answer = api(people, "chen").patch(
        address(LOANS, row.pk), {"version": 1, "borrower": "欧***", "jobs": "3"}, format="json"
    )
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.borrower.reveal() == "欧阳建国"
    assert row.jobs == 3


def test_a_soft_finding_asks_for_an_explanation(people: People) -> None:
    values = {"name": "欧阳建国", "support": "贷款", "jobs_created": "0"}
    row = entered(people, SUPPORT, values)
    client = api(people, "li")
    client.post(address(SUPPORT, row.pk, "transitions/verify/"), {"version": 1}, format="json")
    step = address(SUPPORT, row.pk, "transitions/support/")
    asked = {"supported_on": "2026-10-20", "jobs_created": "0"}
    answer = api(people, "chen").post(step, asked, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "explanation")


def test_steps_go_by_their_doer_and_their_state(people: People) -> None:
    row = loan(people)
    pay, review = (address(LOANS, row.pk, f"transitions/{name}/") for name in ("pay", "review"))
    keeper, reviewer = api(people, "chen"), api(people, "li")
    paid = {"paid_on": "2026-10-30", "amount": "1", "due_on": "2027-10-30"}
    assert keeper.post(pay, paid, format="json").json()["code"] == "state"
    assert keeper.post(review, {}, format="json").status_code == 403
    missing = reviewer.post(review, {"version": 1}, format="json")
    assert (missing.status_code, list(missing.json()["fields"])) == (400, ["reviewed_on"])
    foreign = reviewer.post(review, {"reviewed_on": "2026-10-12", "amount": "9"}, format="json")
    assert list(foreign.json()["fields"]) == ["amount"]
    done = reviewer.post(review, {"version": 1, "reviewed_on": "2026-10-12"}, format="json")
    assert (done.status_code, done.json()["state"]) == (200, "审核")
    stale = keeper.post(pay, {**paid, "version": 1}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    assert keeper.post(pay, {**paid, "version": 2}, format="json").json()["state"] == "放款"
    assert keeper.post(address(LOANS, row.pk, "transitions/no/"), {}, format="json").status_code == 404


def test_nobody_reviews_what_she_entered_herself(people: People) -> None:
    row = loan(people)
    StartupLoan.objects.filter(pk=row.pk).update(created_by=people["li"])
    step = address(LOANS, row.pk, "transitions/review/")
    assert api(people, "li").post(step, {"reviewed_on": "2026-10-12"}, format="json").status_code == 403


def test_voiding_needs_a_reason_and_closes_the_row(people: People) -> None:
    row, client = loan(people), api(people, "chen")
    step = address(LOANS, row.pk, "transitions/void/")
    assert list(client.post(step, {"version": 1}, format="json").json()["fields"]) == ["reason"]
    assert client.post(step, {"version": 1, "reason": "重复登记"}, format="json").json()["state"] == VOID
    assert client.post(step, {"version": 2, "reason": "重复登记"}, format="json").json()["code"] == "state"
    # The state is asked before the body: nothing about the missing version.
    assert client.patch(address(LOANS, row.pk), {}, format="json").json()["code"] == "state"
    assert client.get(address(LOANS)).json()["count"] == 0
    assert client.get(address(LOANS), {"state": VOID}).json()["count"] == 1
    assert client.delete(address(LOANS, row.pk)).status_code == 405


def test_rows_outside_ones_units_do_not_exist(people: People) -> None:
    row = loan(people)
    at = address(LOANS, row.pk)
    for name in ("xu", "zhang"):
        client = api(people, name)
        assert client.get(at).status_code == 404
        assert client.patch(at, {"version": 1}, format="json").status_code == 404
        assert client.get(address(LOANS)).json()["count"] == 0
    leader = api(people, "director")
    assert leader.get(at).status_code == 200
    assert leader.patch(at, {"version": 1, "entity": "x"}, format="json").status_code == 403
    assert leader.post(address(LOANS), LOAN, format="json").status_code == 403
    # 403 stands before 409: the step would be wrong as well.
    assert leader.post(address(LOANS, row.pk, "transitions/pay/"), {}, format="json").status_code == 403


def test_a_row_cannot_be_entered_for_another_unit(people: People) -> None:
    values = {"name": "欧阳建国", "support": "培训"}
    client = api(people, "zhang")
    other = client.post(address(SUPPORT), {**values, "reporting_unit": "east-02"}, format="json")
    assert other.status_code == 403
    own = client.post(address(SUPPORT), {**values, "reporting_unit": "east-01"}, format="json")
    assert own.json()["reporting_unit"] == "east-01"


def test_lists_are_filtered_ordered_and_searched(people: People) -> None:
    loan(people, amount="1", paid_on="2026-09-30", reviewed_on="2026-09-29", applied_on="2026-09-01")
    loan(
        people, amount="2", paid_on="2026-10-31", reviewed_on="2026-10-30", kind="小微企业", entity="东湖纺织"
    )
    client = api(people, "chen")

    def amounts(**params: str) -> list[str]:
        answer = client.get(address(LOANS), params)
        assert answer.status_code == 200, answer.json()
        return [row["amount"] for row in answer.json()["results"]]

    assert amounts() == ["2", "1"]
    assert amounts(ordering="amount") == ["1", "2"]
    assert amounts(month="2026-10") == ["2"]
    assert amounts(to="2026-09-30") == ["1"]
    assert amounts(kind="小微企业") == ["2"]
    assert amounts(search="纺织") == ["2"]
    assert amounts(unit="east-jy") == ["2", "1"]
    assert amounts(applied_on="2026-10-01") == ["2"]
    assert client.get(address(LOANS), {"unit": "west-01"}).status_code == 404
    for params in (
        {"borrower": "欧阳建国"},
        {"kind": "组织"},
        {"ordering": "borrower"},
        {"page_size": "501"},
    ):
        assert client.get(address(LOANS), params).status_code == 400, params


def test_a_request_that_is_sent_twice_enters_one_row(people: People) -> None:
    client = api(people, "chen")
    for _ in range(2):
        answer = client.post(address(LOANS), LOAN, format="json", HTTP_IDEMPOTENCY_KEY="one")
        assert answer.status_code == 201
    assert StartupLoan.objects.count() == 1
    other = client.post(address(LOANS), {**LOAN, "jobs": "1"}, format="json", HTTP_IDEMPOTENCY_KEY="one")
    assert other.status_code == 422
    assert "欧阳" not in str(list(StoredAnswer.objects.values_list("body", flat=True)))


def test_an_unknown_register_does_not_exist(people: People) -> None:
    client = api(people, "director")
    for at in (address("employment.nothing"), address("employment.nothing", rest="schema/")):
        assert client.get(at).status_code == 404
    assert api(people, "auditor").get(address(LOANS)).status_code == 403


def test_reads_carry_an_etag(people: People) -> None:
    row, client = loan(people), api(people, "chen")
    etag = client.get(address(LOANS, row.pk)).headers["ETag"]
    assert client.get(address(LOANS, row.pk), HTTP_IF_NONE_MATCH=etag).status_code == 304
