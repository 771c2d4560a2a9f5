"""The published years: what two summaries print is what the months add up to."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest

from bureau.demo.tables import seeds
from bureau.figures.models import Figure, Sheet
from bureau.organisation.models import Unit
from bureau.periods import Month
from tests.demo.loaded.queries import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# A stock counts by the last month in which each unit reported it; everything else adds up.
OF_THE_YEAR = """
SELECT i.code, sum(CASE WHEN i.kind = 'stock' THEN 0 ELSE f.approved_value END)
             + sum(CASE WHEN i.kind = 'stock' AND f.month = last.month THEN f.approved_value ELSE 0 END),
       max(f.approved_value)
FROM figures_figure f
JOIN catalogue_indicator i ON i.id = f.indicator_id
JOIN organisation_unit u ON u.id = f.unit_id
JOIN LATERAL (SELECT max(g.month) AS month FROM figures_figure g
              WHERE g.unit_id = f.unit_id AND g.indicator_id = f.indicator_id
                AND g.month / 100 = %s) last ON true
WHERE u.code LIKE %s AND f.month / 100 = %s
GROUP BY i.code
"""


def year_of(bureau: str, year: int) -> dict[str, Decimal]:
    found = rows(OF_THE_YEAR, year, f"{bureau}-%", year)
    return {
        str(code): Decimal(str(highest if code == "labor_relations.injury_case_days" else value))
        for code, value, highest in found
    }


@pytest.mark.parametrize(("bureau", "year"), [("east", 2023), ("west", 2022)])
def test_the_months_add_up_to_every_printed_figure(bureau: str, year: int) -> None:
    printed = {code: Decimal(seed.value) for code, seed in seeds(f"{bureau}_{year}").items()}
    assert year_of(bureau, year) == printed


@pytest.mark.parametrize(("bureau", "year"), [("east", 2023), ("west", 2022)])
def test_the_totals_page_of_the_year_says_the_same(bureau: str, year: int) -> None:
    pages = rows(
        "SELECT i.code, t.a_t12 FROM totals_total t JOIN catalogue_indicator i ON i.id = t.indicator_id"
        " JOIN organisation_unit u ON u.id = t.unit_id"
        " WHERE u.code = %s AND t.year = %s AND t.series = 0 AND i.aggregate <> 'ratio'",
        bureau,
        year,
    )
    printed = {code: Decimal(seed.value) for code, seed in seeds(f"{bureau}_{year}").items()}
    assert {str(code): value for code, value in pages if value is not None} == printed


@pytest.mark.parametrize(
    ("bureau", "year", "rate", "printed"),
    [
        ("east", 2023, "labor_relations.arbitration_close_rate_filed", "86.74"),
        ("east", 2023, "social_insurance.injury_close_rate", "95.9"),
        ("west", 2022, "employment.registered_unemployment_rate", "1.46"),
        ("west", 2022, "public_service.benefit_card_rate", "99"),
        ("west", 2022, "public_service.benefit_activation_rate", "91"),
        ("west", 2022, "public_service.benefit_contact_rate", "81"),
        ("west", 2022, "public_service.benefit_paid_rate", "94"),
    ],
)
def test_a_printed_rate_follows_from_its_parts(bureau: str, year: int, rate: str, printed: str) -> None:
    ((value,),) = rows(
        "SELECT t.a_t12 FROM totals_total t JOIN catalogue_indicator i ON i.id = t.indicator_id"
        " JOIN organisation_unit u ON u.id = t.unit_id"
        " WHERE u.code = %s AND t.year = %s AND i.code = %s AND t.series = 0",
        bureau,
        year,
        rate,
    )
    assert Decimal(str(value)).quantize(Decimal(printed), ROUND_HALF_UP) == Decimal(printed)


@pytest.mark.parametrize(
    ("code", "target", "completion"),
    [
        ("employment.urban_new_jobs", 11000, "94.9"),
        ("employment.reemployed", 4500, "90.4"),
        ("employment.hardship_employed", 300, "131.67"),
        ("employment.startup_supported", 650, "83.7"),
    ],
)
def test_the_four_targets_give_the_printed_completions(code: str, target: int, completion: str) -> None:
    ((stored,),) = rows(
        "SELECT g.value FROM catalogue_target g JOIN organisation_unit u ON u.id = g.unit_id"
        " JOIN catalogue_indicator i ON i.id = g.indicator_id"
        " WHERE u.code = 'east' AND g.year = 2023 AND i.code = %s",
        code,
    )
    assert stored == target
    reached = year_of("east", 2023)[code] / target * 100
    assert reached.quantize(Decimal(completion), ROUND_HALF_UP) == Decimal(completion)


def test_a_mistake_of_the_text_stays_and_stands_in_one_month() -> None:
    months = rows(
        "SELECT f.month, sum(CASE WHEN i.code LIKE '%%received' THEN f.value ELSE -f.value END)"
        " FROM figures_figure f JOIN catalogue_indicator i ON i.id = f.indicator_id"
        " WHERE f.month / 100 = 2023 AND i.code IN ('labor_relations.arbitration_received',"
        " 'labor_relations.arbitration_filed', 'labor_relations.arbitration_refused')"
        " GROUP BY f.month ORDER BY f.month"
    )
    assert [difference for _, difference in months] == [0] * 10 + [Decimal(-27)]


def test_the_year_2023_ends_with_the_month_the_summary_was_written_in() -> None:
    assert Sheet.objects.filter(month=Month(2023, 11)).exists()
    assert not Sheet.objects.filter(month=Month(2023, 12)).exists()


@pytest.mark.parametrize(
    ("code", "month"), [("talent.wage_promoted", Month(2023, 1)), ("talent.award_amount", Month(2023, 6))]
)
def test_what_happened_once_stands_in_its_month(code: str, month: Month) -> None:
    found = Figure.objects.filter(
        indicator__code=code, month__gte=Month(2023, 1), month__lte=Month(2023, 12), value__gt=0
    )
    assert [figure.month for figure in found] == [month]


def test_the_merged_town_counts_in_2023_and_files_nothing_afterwards() -> None:
    town = Unit.objects.get(code="east-11")
    assert town.merged_into == Unit.objects.get(code="east-01")
    months = Figure.objects.filter(unit=town).values_list("month", flat=True)
    assert {month.year for month in months} == {2023}
    assert not town.assignments.in_month(Month(2024, 1)).exists()
