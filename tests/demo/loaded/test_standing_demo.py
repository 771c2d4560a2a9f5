"""What stands after the load: people who can work, sheets with a past, and nothing that a second run would change."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q

from bureau.audit.models import AuditEntry
from bureau.catalogue.models import Indicator, Target
from bureau.figures.hashing import content_hashes
from bureau.figures.models import Figure, Mark, Sheet, SheetEvent, SheetState
from bureau.organisation.models import Post, Unit, UnitKind, User
from bureau.periods import Month
from bureau.returns.history import history_of_cell
from bureau.returns.steps import approve, submit
from tests.demo.loaded.conftest import CURRENT, PASSWORD, Demo
from tests.demo.loaded.queries import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def run(monkeypatch: pytest.MonkeyPatch, password: str | None) -> str:
    if password is None:
        monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    else:
        monkeypatch.setenv("DEMO_PASSWORD", password)
    output = io.StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_second_run_changes_nothing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, password: str | None
) -> None:
    before = AuditEntry.objects.count(), Figure.objects.count(), SheetEvent.objects.count()
    assert run(monkeypatch, password) == "演示数据已经装好，没有改动。\n"
    assert (AuditEntry.objects.count(), Figure.objects.count(), SheetEvent.objects.count()) == before
    assert not Mark.objects.exists()


def test_another_password_in_the_environment_opens_the_accounts_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "15 个演示账号的口令" in run(monkeypatch, "Harbour-7-again")
    assert User.objects.get(username="zhang").check_password("Harbour-7-again")
    assert not User.objects.get(username="demo-entry").check_password("Harbour-7-again")


def test_beside_a_real_unit_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    Unit.objects.create(code="real", name="真实局", kind=UnitKind.BUREAU)
    with pytest.raises(CommandError, match="正式单位"):
        run(monkeypatch, PASSWORD)


def test_every_figure_left_its_mark(demo: Demo) -> None:
    assert demo.unmarked == 0


def test_everything_is_a_demonstration() -> None:
    assert not Unit.objects.filter(is_demonstration=False).exists()
    assert not User.objects.filter(is_demonstration=False).exists()


@pytest.mark.parametrize("bureau", ["east", "west"])
def test_a_bureau_has_twelve_sections_and_ten_open_towns(bureau: str) -> None:
    below = Unit.objects.filter(parent__code=bureau).open_in(CURRENT)
    assert below.filter(kind=UnitKind.SECTION).count() == 12
    assert below.filter(kind=UnitKind.TOWN).count() == 10
    assert {unit.lineage[-1] == unit.pk and len(unit.lineage) == 3 for unit in below} == {True}


def test_the_promised_people_hold_the_promised_posts() -> None:
    promised = {
        "zhang": ("east-01", "clerk"),
        "wang": ("east-02", "clerk"),
        "chen": ("east-jy", "clerk"),
        "li": ("east-jy", "reviewer"),
        "zhao": ("east-zh", "office"),
        "director": ("east", "leader"),
        "sysadmin": ("east", "system_admin"),
        "secadmin": ("east", "security_admin"),
        "auditor": ("east", "audit_admin"),
    }
    posts = Post.objects.filter(user__username__in=promised).values_list(
        "user__username", "unit__code", "role"
    )
    assert {username: (unit, role) for username, unit, role in posts} == promised
    assert all(user.check_password(PASSWORD) for user in User.objects.filter(username__in=["zhang", "li"]))


def test_nobody_reviewed_what_she_filed() -> None:
    settled = Sheet.objects.filter(state__in=[SheetState.APPROVED, SheetState.LOCKED])
    assert not settled.filter(Q(submitted_by=F("approved_by")) | Q(approved_by=None)).exists()
    assert not settled.filter(figures__changed_by=F("approved_by")).exists()


def test_a_settled_sheet_carries_the_hash_of_its_content() -> None:
    settled = dict(Sheet.objects.filter(state=SheetState.APPROVED).values_list("pk", "content_hash"))
    assert settled == content_hashes(list(settled))


def test_only_settled_sheets_have_approved_figures() -> None:
    states = rows(
        "SELECT DISTINCT s.state IN ('approved', 'locked'), f.approved_value IS NOT DISTINCT FROM f.value"
        " FROM figures_figure f JOIN figures_sheet s ON s.id = f.sheet_id"
    )
    assert sorted(states) == [(False, False), (True, True)]


def test_the_steps_of_a_sheet_follow_one_another_in_time() -> None:
    assert rows(
        "SELECT count(*) FROM figures_sheetevent a JOIN figures_sheetevent b"
        " ON b.sheet_id = a.sheet_id AND b.id > a.id WHERE b.at < a.at"
    ) == [(0,)]
    sheet = Sheet.objects.filter(state=SheetState.LOCKED).earliest("pk")
    assert [event.step for event in sheet.events.all()] == ["open", "submit", "approve", "lock"]


def test_a_figure_was_filled_after_its_month_and_before_its_sheet_was_reported() -> None:
    filed = rows("""
        SELECT count(*) FILTER (WHERE f.changed_at > s.submitted_at),
               count(*) FILTER (WHERE f.changed_at < make_timestamptz(f.month / 100, f.month % 100, 28, 0, 0, 0)),
               count(DISTINCT f.changed_at::date) > 50
        FROM figures_figure f JOIN figures_sheet s ON s.id = f.sheet_id WHERE s.state <> 'open'
    """)
    assert filed == [(0, 0, True)]


def test_the_history_of_a_loaded_cell_names_its_clerk_and_her_day() -> None:
    sheet = Sheet.objects.get(unit__code="east-01", domain="employment", month=Month(2026, 5))
    jobs = Indicator.objects.get(code="employment.urban_new_jobs")
    (line,) = history_of_cell(sheet, jobs)
    assert (line.by, line.at.date()) == ("张晓敏", datetime.date(2026, 6, 1))


def test_li_has_two_sheets_waiting_and_can_approve_one() -> None:
    li = User.objects.get(username="li")
    waiting = Sheet.objects.reviewable_by(li).filter(state=SheetState.SUBMITTED)
    assert [sheet.unit.code for sheet in waiting.order_by("unit__code")] == ["east-03", "east-05"]
    sheet = waiting[0]
    assert approve(sheet, seen=content_hashes([sheet.pk])[sheet.pk], by=li).state == SheetState.APPROVED


def test_zhang_can_report_her_open_sheets_at_once() -> None:
    zhang = User.objects.get(username="zhang")
    mine = Sheet.objects.fillable_by(zhang).filter(state=SheetState.OPEN)
    assert mine.count() == 15
    for sheet in mine:
        assert submit(sheet, by=zhang).state == SheetState.SUBMITTED


def test_the_towns_targets_sum_to_the_bureaus() -> None:
    whole = Target.objects.get(
        unit__code="east", year=2026, indicator__code="employment.urban_new_jobs"
    ).value
    parts = Target.objects.filter(
        unit__parent__code="east", year=2026, indicator__code="employment.urban_new_jobs"
    )
    assert parts.count() == 11
    assert sum(part.value for part in parts) == whole


def test_every_assessed_indicator_that_has_figures_has_its_yearly_targets() -> None:
    assert (
        rows(
            "SELECT b.code, i.code, y FROM catalogue_indicator i CROSS JOIN organisation_unit b"
            " CROSS JOIN generate_series(2024, 2026) y"
            " WHERE i.assessed AND i.unit <> '位次' AND b.kind = 'bureau' AND NOT EXISTS (SELECT 1"
            " FROM catalogue_target t WHERE t.unit_id = b.id AND t.indicator_id = i.id AND t.year = y)"
        )
        == []
    )
