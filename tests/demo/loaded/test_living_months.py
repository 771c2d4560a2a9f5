"""The synthetic months: complete where they must be, and no relation of the paper broken anywhere."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from bureau.catalogue.declarations import terms_of
from bureau.figures.models import Sheet, SheetState
from bureau.organisation.models import UnitKind
from bureau.periods import Month
from bureau.returns.steps import missing_cells
from tests.demo.loaded.conftest import CURRENT
from tests.demo.loaded.queries import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

Sheets = dict[tuple[str, int], dict[str, Decimal]]

# left, right: equal in every unit and month that files the left side.
EQUAL = [
    ("employment.urban_rural_jobs", "employment.urban_new_jobs+employment.rural_transfer_jobs"),
    ("employment.fairs", "employment.offline_fairs+employment.online_fairs"),
    ("employment.subsidised_training", "employment.upgrade_training+employment.jobskill_training"),
    ("employment.ss_and_post_subsidy_amount", "employment.ss_subsidy_amount+employment.post_subsidy_amount"),
    (
        "labor_relations.arbitration_received",
        "labor_relations.arbitration_filed+labor_relations.arbitration_refused",
    ),
    (
        "social_insurance.relief_amount",
        "social_insurance.relief_pension_amount+social_insurance.relief_unemployment_amount"
        "+social_insurance.relief_injury_amount",
    ),
    (
        "labor_relations.arrears_complaints_handled",
        "labor_relations.arrears_complaints_closed+labor_relations.arrears_complaints_open_in_limit",
    ),
]
# left, right: never above.
AT_MOST = [
    ("employment.job_fund_spent", "employment.job_fund_issued"),
    ("employment.offline_fair_hired", "employment.offline_fair_attendees"),
    ("employment.internships_started", "employment.internship_posts_count"),
    ("employment.reemployed", "employment.urban_new_jobs"),
    ("employment.hardship_employed", "employment.reemployed"),
    ("employment.refund_firms", "employment.refund_applicants"),
    ("talent.certs_senior+talent.certs_technician", "talent.certs"),
    ("talent.certs", "talent.assessed_persons"),
    ("talent.doctors_in+talent.masters_in", "talent.graduates_in"),
    ("social_insurance.resident_pension_receivers", "social_insurance.resident_pension_insured"),
    ("social_insurance.employee_pension_receivers", "social_insurance.employee_pension_insured"),
    ("social_insurance.resident_pension_insured", "social_insurance.resident_pension_due"),
    ("social_insurance.pension_paid_on_time", "social_insurance.pension_due"),
    ("labor_relations.arbitration_open_in_limit", "labor_relations.arbitration_open"),
    ("labor_relations.written_reviews", "labor_relations.employers"),
    ("public_service.benefit_paid_to_card", "public_service.benefit_activated"),
]
# balance, what is added to last month's balance.
ROLLED = [
    ("social_insurance.fund3_balance", "social_insurance.fund3_income-social_insurance.fund3_expense"),
    (
        "social_insurance.resident_fund_balance",
        "social_insurance.resident_fund_income-social_insurance.resident_fund_expense",
    ),
    (
        "social_insurance.public_fund_balance",
        "social_insurance.public_fund_income-social_insurance.public_fund_expense",
    ),
    (
        "labor_relations.arbitration_open",
        "labor_relations.arbitration_filed-labor_relations.arbitration_closed",
    ),
    (
        "social_insurance.injury_open",
        "social_insurance.injury_accepted-social_insurance.injury_completed-social_insurance.injury_dismissed",
    ),
    ("employment.welfare_posts_managed", "employment.welfare_posts_new-employment.welfare_posts_exited"),
    (
        "employment.zero_job_families_count",
        "employment.zero_job_families_found-employment.zero_job_families_helped",
    ),
    (
        "social_insurance.employee_pension_insured",
        "social_insurance.employee_pension_added-social_insurance.employee_pension_removed",
    ),
    (
        "social_insurance.retirees_count",
        "social_insurance.retirement_approvals_count-social_insurance.retirees_removed",
    ),
    ("labor_relations.deposit_balance", "labor_relations.deposit_amount-labor_relations.deposit_returned"),
    ("talent.postdoc_stations", "talent.postdoc_stations_new-talent.postdoc_stations_revoked"),
]


@pytest.fixture(scope="module")
def settled(demo: object) -> Sheets:
    """All figures from 2024 to the last month before the current one, by unit and month."""
    found: Sheets = defaultdict(dict)
    for unit, month, code, value in rows(
        "SELECT u.code, f.month, i.code, f.value FROM figures_figure f"
        " JOIN organisation_unit u ON u.id = f.unit_id JOIN catalogue_indicator i ON i.id = f.indicator_id"
        " WHERE f.month >= 202401 AND f.month < %s",
        CURRENT.number,
    ):
        found[str(unit), int(str(month))][str(code)] = Decimal(str(value))
    return found


def amount(formula: str, cells: dict[str, Decimal]) -> Decimal:
    return sum((term.sign * cells.get(term.code, Decimal(0)) for term in terms_of(formula)), Decimal(0))


def filing(sheets: Sheets, formula: str) -> dict[tuple[str, int], dict[str, Decimal]]:
    codes = {term.code for term in terms_of(formula)}
    found = {key: cells for key, cells in sheets.items() if codes <= cells.keys()}
    assert found, f"nobody files {formula}"
    return found


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_a_sum_is_the_sum_of_its_parts_everywhere(settled: Sheets, left: str, right: str) -> None:
    sheets = filing(settled, left)
    assert [key for key, cells in sheets.items() if cells[left] != amount(right, cells)] == []


@pytest.mark.parametrize(("left", "right"), AT_MOST)
def test_a_bound_is_kept_everywhere(settled: Sheets, left: str, right: str) -> None:
    sheets = filing(settled, f"{left}+{right}")
    assert [key for key, cells in sheets.items() if amount(left, cells) > amount(right, cells)] == []


@pytest.mark.parametrize(("balance", "change"), ROLLED)
def test_a_balance_rolls_forward_month_by_month(settled: Sheets, balance: str, change: str) -> None:
    broken = []
    for (unit, month), cells in filing(settled, balance).items():
        before = settled.get((unit, Month.from_number(month).previous.number))
        if before and cells[balance] != before[balance] + amount(change, cells):
            broken.append((unit, month))
    assert broken == []


FAMILIES = """
SELECT DISTINCT child.code, parent.code, f.month, u.code
FROM figures_figure f
JOIN catalogue_indicator child ON child.id = f.indicator_id
JOIN catalogue_indicator parent ON parent.id = child.parent_id
JOIN figures_figure p ON p.unit_id = f.unit_id AND p.month = f.month AND p.indicator_id = parent.id
JOIN organisation_unit u ON u.id = f.unit_id
WHERE f.value > p.value
"""

EXHAUSTED = """
SELECT parent.code, u.lineage[2], f.month
FROM figures_figure f
JOIN organisation_unit u ON u.id = f.unit_id
JOIN catalogue_indicator i ON i.id = f.indicator_id
JOIN catalogue_indicator parent
  ON parent.id = i.id OR (parent.id = i.parent_id AND i.exhaustive)
WHERE f.month BETWEEN 202401 AND %s
  AND EXISTS (SELECT 1 FROM catalogue_indicator c WHERE c.parent_id = parent.id AND c.exhaustive)
GROUP BY 1, 2, 3
HAVING sum(CASE WHEN parent.id = i.id THEN f.value ELSE -f.value END) <> 0
"""


def test_no_child_is_above_its_parent_in_any_month_of_any_year() -> None:
    assert rows(FAMILIES) == []


def test_exhaustive_children_sum_to_their_parent_over_the_whole_bureau() -> None:
    assert rows(EXHAUSTED, CURRENT.previous.number) == []


def test_every_figure_is_whole_and_none_is_negative() -> None:
    assert rows("SELECT count(*) FROM figures_figure WHERE value < 0 OR value <> trunc(value)") == [(0,)]


def test_money_is_in_whole_hundreds_in_the_synthetic_months() -> None:
    odd = rows(
        "SELECT DISTINCT i.code FROM figures_figure f JOIN catalogue_indicator i ON i.id = f.indicator_id"
        " WHERE i.unit = '元' AND f.month >= 202401 AND mod(f.value, 100) <> 0"
    )
    assert odd == []


def test_the_sheets_of_the_last_three_months_are_complete_but_for_the_sections_current_one() -> None:
    recent = Sheet.objects.filter(month__gte=CURRENT - 2).select_related("unit")
    assert {sheet.month for sheet in recent} == {CURRENT - 2, CURRENT - 1, CURRENT}
    for sheet in recent:
        if sheet.unit.kind == UnitKind.TOWN or sheet.month < CURRENT:
            assert missing_cells(sheet) == {}, sheet


def test_the_sections_have_a_few_cells_of_the_current_month_before_them() -> None:
    sheet = Sheet.objects.get(unit__code="east-jy", month=CURRENT, domain="employment")
    assert sheet.state == SheetState.OPEN
    assert 0 < len(missing_cells(sheet)) < 20


def test_the_states_are_those_of_a_working_bureau() -> None:
    states = {
        (kind, (CURRENT - month) if (CURRENT - month) < 4 else "earlier", state)
        for kind, month, state in Sheet.objects.filter(month__gte=Month(2026, 1)).values_list(
            "unit__kind", "month", "state"
        )
    }
    assert states == {
        ("town", 0, "open"),
        ("town", 1, "open"),
        ("town", 2, "open"),
        ("town", 2, "submitted"),
        ("town", 3, "approved"),
        ("town", "earlier", "approved"),
        ("section", 0, "open"),
        ("section", 1, "approved"),
        ("section", 2, "approved"),
        ("section", 3, "approved"),
        ("section", "earlier", "approved"),
    }
    past = Sheet.objects.filter(month__lt=Month(2026, 1)).values_list("state", flat=True).distinct()
    assert set(past) == {SheetState.LOCKED}
