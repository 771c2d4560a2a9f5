"""Personal data in clear: only for those who keep or review the row, with a reason, after a line in the trail."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from bureau.audit.models import AuditEntry
from bureau.registers import unmasking
from bureau.registers.unmasking import UNMASK, unmask
from bureau.web.models import StoredAnswer
from tests.people import People
from tests.registers_exchange.ledgers import LOANS, address, api, loan

REASON = "电话核对放款"


def test_who_keeps_or_reviews_the_row_sees_it_in_clear_and_leaves_a_line(people: People) -> None:
    row = loan(people)
    for name in ("chen", "li"):
        body = {"fields": ["borrower"], "reason": REASON}
        answer = api(people, name).post(address(LOANS, row.pk, "unmask/"), body, format="json")
        assert answer.json() == {"id": row.pk, "values": {"borrower": "欧阳建国"}}
        assert answer.headers["Cache-Control"] == "no-store"
        line = AuditEntry.objects.filter(action=UNMASK).latest("id")
        assert (line.actor, line.subject, line.key) == (name, row._meta.db_table, str(row.pk))
        assert line.new == {"register": LOANS, "number": row.number, "fields": ["borrower"]}
        assert REASON in line.detail
        assert "欧阳" not in f"{line.new}{line.detail}"


def test_leaders_and_the_office_never_see_it(people: People) -> None:
    row = loan(people)
    body = {"fields": ["borrower"], "reason": REASON}
    for name, status in {"director": 403, "zhao": 403, "zhang": 404, "xu": 404}.items():
        answer = api(people, name).post(address(LOANS, row.pk, "unmask/"), body, format="json")
        assert answer.status_code == status, name
    with pytest.raises(PermissionDenied):
        unmask(row, ["borrower"], reason=REASON, by=people["director"])
    assert not AuditEntry.objects.filter(action=UNMASK).exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"fields": ["borrower"]}, "reason"),
        ({"fields": ["borrower"], "reason": "看"}, "reason"),
        ({"fields": ["borrower"], "reason": "查 11010519491231002X 的贷款"}, "reason"),
        ({"fields": [], "reason": REASON}, "fields"),
        ({"fields": ["entity"], "reason": REASON}, "fields"),
        ({"fields": ["borrower", "borrower"], "reason": REASON}, "fields"),
        ({"fields": ["borrower"], "reason": REASON, "all": True}, "all"),
    ],
)
def test_without_fields_and_a_reason_nothing_is_shown(
    people: People, body: dict[str, object], field: str
) -> None:
    row = loan(people)
    answer = api(people, "chen").post(address(LOANS, row.pk, "unmask/"), body, format="json")
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]
    assert not AuditEntry.objects.filter(action=UNMASK).exists()


def test_an_answer_in_clear_is_not_kept_for_a_retry(people: People) -> None:
    row = loan(people)
    body = {"fields": ["borrower"], "reason": REASON}
    for _ in range(2):
        api(people, "chen").post(
            address(LOANS, row.pk, "unmask/"), body, format="json", HTTP_IDEMPOTENCY_KEY="k"
        )
    assert not StoredAnswer.objects.exists()
    assert AuditEntry.objects.filter(action=UNMASK).count() == 2


def test_row_after_row_is_too_fast(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    row = loan(people)
    monkeypatch.setattr(unmasking, "PER_MINUTE", 2)
    body = {"fields": ["borrower"], "reason": REASON}
    client = api(people, "chen")
    answers = [client.post(address(LOANS, row.pk, "unmask/"), body, format="json") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "values" not in answers[2].json()
