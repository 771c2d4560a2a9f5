"""An approved month stays as it is at every door; what opens it is one decision, made once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from bureau.audit.models import AuditEntry
from bureau.figures import correcting
from bureau.figures.hashing import content_hash
from bureau.figures.loading import LoadedCell, load_cells
from bureau.figures.models import Booking, Correction, Figure, Reopening, Sheet, SheetState
from bureau.figures.writing import CellChange, WrongState, save_figures
from bureau.returns import steps
from tests.returns.office import MONTH, Office, build

CODE = "employment.jobs"


def by_sheet_page(office: Office, sheet: Sheet) -> int:
    return (
        office.page("zhang")
        .post(f"/sheets/{sheet.pk}/", {f"v-{CODE}": "99", f"w-{CODE}": "1:30"})
        .status_code
    )


def by_cell_page(office: Office, sheet: Sheet) -> int:
    form = {"value": "99", "version": "1", "explanation": "改一下"}
    return office.page("zhang").post(f"/sheets/{sheet.pk}/cells/{CODE}/", form).status_code


def by_grid(office: Office, sheet: Sheet) -> int:
    body = [{"indicator": CODE, "value": "99", "version": 1}]
    return office.page("zhang").put(f"/sheets/{sheet.pk}/cells/", body, "application/json").status_code


def by_api(office: Office, sheet: Sheet) -> int:
    body = [{"indicator": CODE, "value": "99", "version": 1}]
    return office.api("zhang").put(f"/api/v1/sheets/{sheet.pk}/cells/", body, format="json").status_code


def by_returning(office: Office, sheet: Sheet) -> int:
    body = {"reason": "请核对"}
    return office.api("li").post(f"/api/v1/sheets/{sheet.pk}/return/", body, format="json").status_code


def by_leader(office: Office, sheet: Sheet) -> int:
    body = [{"indicator": CODE, "value": "99", "version": 1}]
    return office.api("director").put(f"/api/v1/sheets/{sheet.pk}/cells/", body, format="json").status_code


@pytest.mark.parametrize(
    ("door", "status"),
    [
        (by_sheet_page, 409),
        (by_cell_page, 409),
        (by_grid, 409),
        (by_api, 409),
        (by_returning, 409),
        (by_leader, 403),
    ],
)
@pytest.mark.parametrize("state", ["approved", "locked"])
def test_no_page_and_no_address_changes_a_settled_month(
    office: Office, state: str, door: Callable[[Office, Sheet], int], status: int
) -> None:
    sheet = office.approved()
    if state == "locked":
        steps.lock(sheet, by=office["zhao"])
    before = content_hash(sheet.pk)
    assert door(office, sheet) == status
    sheet.refresh_from_db()
    assert (sheet.state, content_hash(sheet.pk)) == (state, before)


def by_save(office: Office, sheet: Sheet) -> object:
    change = CellChange(office.indicators["jobs"].pk, Decimal(99), 1)
    return save_figures(sheet=sheet, changes=[change], by=office["zhang"])


def by_loading(office: Office, sheet: Sheet) -> object:
    cell = LoadedCell(office.town.pk, MONTH, office.indicators["jobs"].pk, Decimal(99))
    return load_cells([cell], state_of=lambda *_: SheetState.APPROVED, by=office["zhao"])


def by_query(office: Office, sheet: Sheet) -> object:
    return Figure.objects.filter(indicator=office.indicators["jobs"]).update(value=99, approved_value=99)


def by_object(office: Office, sheet: Sheet) -> object:
    figure = Figure.objects.get(indicator=office.indicators["jobs"])
    figure.value = figure.approved_value = Decimal(99)
    figure.save()
    return figure


def by_removal(office: Office, sheet: Sheet) -> object:
    return Figure.objects.filter(indicator=office.indicators["jobs"]).delete()


def by_state(office: Office, sheet: Sheet) -> object:
    sheet.state = SheetState.OPEN
    sheet.save()
    return sheet


def by_its_own_booking(office: Office, sheet: Sheet) -> object:
    one = Correction.objects.create(
        sheet=sheet,
        unit=office.town,
        indicator=office.indicators["jobs"],
        month=MONTH,
        style="book",
        version=1,
        old_value=30,
        value=99,
        reason="x",
        document="x",
        requested_by=office["zhang"],
    )
    return Booking.objects.create(
        correction=one, unit=office.town, indicator=one.indicator, month=MONTH, amount=69
    )


def by_a_decision_of_ones_own(office: Office, sheet: Sheet) -> object:
    one = Reopening.objects.create(sheet=sheet, reason="x", requested_by=office["zhao"])
    return Reopening.objects.filter(pk=one.pk).update(
        state="accepted", decided_by=office["zhao"], decided_at=timezone.now()
    )


@pytest.mark.parametrize(
    "door",
    [
        by_save,
        by_loading,
        by_query,
        by_object,
        by_removal,
        by_state,
        by_its_own_booking,
        by_a_decision_of_ones_own,
    ],
)
def test_no_shell_changes_a_settled_month(office: Office, door: Callable[[Office, Sheet], object]) -> None:
    sheet = office.approved()
    before = content_hash(sheet.pk)
    with pytest.raises((IntegrityError, WrongState)), transaction.atomic():
        door(office, sheet)
    sheet.refresh_from_db()
    assert (sheet.state, content_hash(sheet.pk)) == ("approved", before)
    assert not Booking.objects.exists()


def asked(office: Office, sheet: Sheet, style: str, value: int = 28) -> Correction:
    return correcting.request_correction(
        sheet=sheet,
        indicator=office.indicators["jobs"],
        value=Decimal(value),
        reason="复核名册，有两人不在本镇就业",
        document="城关报〔2026〕3号",
        style=Correction.Style(style),
        by=office["zhang"],
    )


def test_a_correction_leaves_who_when_why_old_and_new_in_the_trail(office: Office) -> None:
    one = asked(office, office.approved(), "restate")
    office.api("li").post(f"/api/v1/corrections/{one.pk}/decide/", {"accept": True}, format="json")
    entry = AuditEntry.objects.filter(subject="figures_figure", action="update").latest("pk")
    assert (entry.actor, entry.detail) == ("li", "复核名册，有两人不在本镇就业")
    assert entry.old is not None
    assert entry.new is not None
    assert (entry.old["value"], entry.new["value"]) == (30, 28)
    # What is written next has its own reason, or none.
    later = AuditEntry.objects.filter(subject="figures_correction").latest("pk")
    assert later.detail == ""
    history = office.api("zhang").get(f"/api/v1/sheets/{one.sheet_id}/history/").json()
    assert [line["what"] for line in history if line["indicator"] is None][-1] == "correct"


@pytest.fixture
def lasting_office(transactional_db: None) -> Office:
    return build()


def at_once(*works: Callable[[], object]) -> list[str]:
    """Run each in a thread of its own, started together; a result is the name of what it returned or raised."""
    gate = threading.Barrier(len(works))
    results = [""] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            gate.wait()
            results[place] = type(work()).__name__
        except Exception as error:  # the kind of error is what the test looks at
            results[place] = type(error).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.mark.parametrize("style", ["restate", "book"])
def test_two_who_accept_one_correction_at_once_make_one_change(lasting_office: Office, style: str) -> None:
    office = lasting_office
    one = asked(office, office.approved(), style)
    works = [
        lambda name=name: correcting.accept_correction(
            Correction.objects.get(pk=one.pk), remark="", by=office[name]
        )
        for name in ("li", "zhao")
    ]
    assert at_once(*works) == ["Correction", "WrongState"]
    assert Figure.objects.get(indicator=office.indicators["jobs"]).version == (2 if style == "restate" else 1)
    assert Booking.objects.count() == (style == "book")


def test_a_correction_and_a_reopening_that_meet_never_both_change_the_cell_unseen(
    lasting_office: Office,
) -> None:
    office = lasting_office
    sheet = office.approved()
    one = asked(office, sheet, "restate")
    reopening = correcting.request_reopening(sheet, reason="整表口径有误", by=office["zhao"])
    results = at_once(
        lambda: correcting.accept_correction(one, remark="", by=office["li"]),
        lambda: correcting.accept_reopening(reopening, remark="", by=office["li"]),
    )
    sheet.refresh_from_db()
    assert sheet.state == SheetState.RETURNED
    cell = Figure.objects.get(indicator=office.indicators["jobs"])
    assert (results, cell.value) in [
        (["Correction", "Reopening"], Decimal(28)),
        (["Reopening", "WrongState"], Decimal(30)),
    ]


def test_of_two_requests_for_one_cell_at_once_one_is_kept(lasting_office: Office) -> None:
    office = lasting_office
    sheet = office.approved()
    works = [lambda value=value: asked(office, sheet, "restate", value) for value in (27, 28)]
    assert at_once(*works) == ["Correction", "WrongState"]
    assert Correction.objects.count() == 1
