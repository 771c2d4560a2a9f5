"""The demonstration before the checks: quiet where people work, honest about the published years."""

from __future__ import annotations

import pytest

from bureau.figures.models import Sheet
from bureau.periods import Month
from bureau.returns.checks.evaluating import MISSING
from bureau.returns.checks.sheets import findings_of
from bureau.returns.checks.sweeping import sweep_checks
from bureau.returns.models import KeptFinding
from tests.demo.loaded.conftest import CURRENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_nothing_hard_stands_in_the_last_three_months_but_cells_not_filled_yet() -> None:
    recent = Sheet.objects.filter(month__gte=CURRENT - 2).select_related("unit")
    broken = [
        (sheet.unit.code, str(sheet.month), one.rule, one.message)
        for sheet in recent
        for one in findings_of(sheet)
        if one.level == "hard" and one.rule != MISSING
    ]
    assert broken == []
    assert recent.count() > 300


def test_what_the_towns_have_to_explain_is_explained() -> None:
    towns = Sheet.objects.filter(month__gte=CURRENT - 2, unit__kind="town").select_related("unit")
    findings = [one for sheet in towns for one in findings_of(sheet) if one.level == "soft"]
    assert findings != []
    assert [one.message for one in findings if one.is_open] == []


def test_a_town_has_at_most_three_findings_to_explain_and_most_have_none() -> None:
    sheets = Sheet.objects.filter(month=CURRENT, unit__kind="town").select_related("unit")
    waiting = [sum(one.level == "soft" for one in findings_of(sheet)) for sheet in sheets]
    assert max(waiting) <= 3
    assert 0 < sum(waiting) < len(waiting)


def test_the_published_years_keep_their_contradictions_as_findings() -> None:
    sweep_checks()
    kept = KeptFinding.objects.standing().filter(month__lt=202401)
    assert set(kept.values_list("rule", "level")) == {
        ("B2", "hard"),
        ("C28", "soft"),
        ("C19", "soft"),
        ("C16", "soft"),
    }
    arbitration = kept.get(rule="B2")
    assert arbitration.month == Month(2023, 11)
    assert [one["value"] for one in arbitration.suggestions] == ["2452", "1369"]
