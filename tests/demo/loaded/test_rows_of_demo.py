"""The rows of the demonstration count back to what was printed, month by month and unit by unit."""

from __future__ import annotations

import pytest
from django.db.models import Sum

from bureau.demo.rows.loading import ADOPTED, LATER, RECIPES
from bureau.demo.rows.recipes import Flow
from bureau.demo.tables import seeds
from bureau.registers.counting.draining import Locking, drain
from bureau.registers.models import Restatement
from bureau.registers.registry import all_registers, find_register
from employment.models import JobFair, StartupLoan
from tests.demo.loaded.conftest import CURRENT, Demo
from tests.demo.loaded.queries import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]

# Figures of a printed year beside the count of their rows, wherever they are not the same. A unit that has not adopted
# a register has no count in months without rows.
UNEQUAL = """
SELECT i.code, u.code, f.month, f.value, t.value
FROM figures_figure f
JOIN catalogue_indicator i ON i.id = f.indicator_id
JOIN organisation_unit u ON u.id = f.unit_id
LEFT JOIN registers_tally t ON (t.unit_id, t.month, t.indicator_id) = (f.unit_id, f.month, f.indicator_id)
WHERE f.source = 'historic' AND i.domain IN ('employment', 'talent') AND i.register <> ''
  AND f.value <> coalesce(t.value, 0)
ORDER BY i.code, u.code, f.month
"""
COMPARED = """
SELECT DISTINCT i.code FROM figures_figure f JOIN catalogue_indicator i ON i.id = f.indicator_id
WHERE f.source = 'historic' AND i.domain IN ('employment', 'talent') AND i.register <> ''
"""
COUNTED = """
SELECT DISTINCT u.code, i.register FROM figures_figure f
JOIN catalogue_indicator i ON i.id = f.indicator_id JOIN organisation_unit u ON u.id = f.unit_id
WHERE f.source = 'counted'
"""


@pytest.fixture
def counted(demo: Demo) -> None:
    drain(Locking.WAIT)


def test_every_printed_figure_that_a_register_counts_is_counted_back() -> None:
    printed = {code for year in ("east_2023", "west_2022") for code in seeds(year)}
    compared = {str(code) for (code,) in rows(COMPARED)}
    assert compared <= printed
    assert len(compared) > 80
    assert rows(UNEQUAL) == []


def test_the_printed_job_fairs_and_loans_stand_in_their_registers() -> None:
    held = JobFair.objects.filter(held_on__year=2023, reporting_unit__code="east-jy")
    assert [held.filter(kind=kind).count() for kind in ("线下", "线上")] == [12, 10]
    paid = StartupLoan.objects.filter(paid_on__year=2023, reporting_unit__code="east-jy")
    assert paid.count() == 13
    assert paid.aggregate(lent=Sum("amount"), interest=Sum("subsidy")) == {
        "lent": 5_280_000,
        "interest": 551_300,
    }


def test_the_registers_that_are_kept_now_fill_the_open_month() -> None:
    assert set(rows(COUNTED)) == {(unit, code) for unit, codes in ADOPTED.items() for code in codes}


def test_the_rows_of_months_already_approved_leave_nothing_to_decide() -> None:
    assert not Restatement.objects.exists()


def test_every_row_is_marked_as_demonstration_and_names_nobody() -> None:
    for register in all_registers():
        manager = register.model._default_manager
        assert not manager.exclude(origin="demonstration").exists(), register.code
        for row in manager.exclude(**{f"{register.decides}__gt": CURRENT.last_day})[:3]:
            number = getattr(row, "id_no", None)
            assert number is None or number.reveal().startswith("000000")


def test_every_recipe_names_states_and_fields_of_its_register() -> None:
    for recipe in RECIPES:
        register = find_register(recipe.register)
        assert register is not None
        states = {state.name for state in register.states}
        names = {field.name for field in register.model._meta.concrete_fields}
        assert recipe.state in states, recipe
        used = {*recipe.sets, *recipe.texts}
        if isinstance(recipe, Flow):
            used |= {*recipe.sums, *recipe.names, *(one.partition(":")[0] for one in recipe.dates)}
        else:
            assert recipe.left in states
            used |= {recipe.opens, recipe.closes}
        assert used <= names, (recipe.register, used - names)
    for later in LATER:
        assert find_register(later.register) is not None
