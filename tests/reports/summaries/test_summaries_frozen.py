"""定稿: what went out stays as it was, and whoever corrects a figure of it afterwards makes it say so."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import docx
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from bureau.audit.models import AuditEntry
from bureau.catalogue.models import Target
from bureau.figures import correcting
from bureau.figures.loading import LoadedCell, load_cells
from bureau.figures.models import Correction, Sheet, SheetState
from bureau.jobs import running
from bureau.jobs.models import Job
from bureau.periods import Month
from bureau.totals.rolling import Locking, drain
from reports.models import FrozenFigure, FrozenSummary
from reports.summaries.since import NO_LONGER, differences
from tests.reports.summaries.conftest import CODE, Filed

EAST_2023 = {"unit": "east", "year": 2023}
FEBRUARY = Month(2023, 2)


def address(name: str, **more: object) -> str:
    return reverse(f"summaries:{name}", kwargs=EAST_2023 | more)


def export(filed: Filed) -> bytes:
    """The office orders the text as Word and fetches it."""
    client = filed.client("zhao")
    client.post(address("export"), {"format": "docx"})
    job = Job.objects.latest("pk")
    running.run(job.pk)
    return b"".join(client.get(reverse("jobs:file", args=[job.pk])).streaming_content)  # type: ignore[attr-defined]  # a file


def freeze(filed: Filed) -> FrozenSummary:
    export(filed)
    response = filed.client("zhao").post(address("freeze"))
    frozen = FrozenSummary.objects.latest("edition")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        address("frozen", edition=frozen.edition),
    )
    return frozen


def correct(filed: Filed, value: int, month: Month = FEBRUARY) -> Correction:
    """zhang asks for another number of her town, li accepts it, the totals follow."""
    asked = correcting.request_correction(
        sheet=Sheet.objects.get(unit=filed.people.town, month=month),
        indicator=filed.jobs,
        value=Decimal(value),
        reason="复核名册",
        document="城关报〔2023〕3号",
        style=Correction.Style.RESTATE,
        by=filed.people["zhang"],
    )
    one = correcting.accept_correction(asked, remark="同意", by=filed.people["li"])
    drain(Locking.WAIT)
    return one


def text_of(filed: Filed, username: str, url: str) -> str:
    response = filed.client(username).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_final_text_keeps_every_number_with_its_origin_and_the_number_of_its_file(filed: Filed) -> None:
    frozen = freeze(filed)
    file = (Job.objects.get().result or {})["file"]
    assert (frozen.edition, frozen.last, frozen.frozen_by) == (1, FEBRUARY, filed.people["zhao"])
    assert (frozen.serial, frozen.file_sha256) == (file["serial"], file["sha256"])
    kept = set(
        frozen.figures.values_list("unit__code", "indicator__code", "year", "span", "kind", "value", "text")
    )
    assert ("east", CODE, 2023, "t02", "value", Decimal(900), "900人") in kept
    assert ("east", CODE, 2023, "t12", "target", Decimal(1000), "1000人") in kept
    assert any(row[4] == "completion" and row[6] == "90%" for row in kept)
    assert frozen.is_intact
    assert AuditEntry.objects.get(subject="reports_frozensummary").actor == "zhao"
    assert differences(frozen) == []


def test_nothing_is_final_before_it_was_exported_or_after_it_has_changed(filed: Filed) -> None:
    client = filed.client("zhao")
    response = client.post(address("freeze"))
    assert response.status_code == 409
    assert "请先导出" in response.content.decode()
    export(filed)
    correct(filed, 470)
    assert client.post(address("freeze")).status_code == 409
    assert not FrozenSummary.objects.exists()
    assert freeze(filed).edition == 1


def test_a_text_of_unapproved_figures_is_never_final(filed: Filed) -> None:
    client = filed.client("zhao")
    client.post(address("export"), {"format": "docx", "provisional": "1"})
    running.run(Job.objects.get().pk)
    assert client.post(address("freeze")).status_code == 409


def test_the_same_text_is_not_final_twice_and_a_changed_one_is_the_next_edition(filed: Filed) -> None:
    freeze(filed)
    assert filed.client("zhao").post(address("freeze")).status_code == 409
    correct(filed, 470)
    second = freeze(filed)
    assert second.edition == 2
    assert differences(second) == []
    assert "第1稿" in text_of(filed, "director", address("frozen", edition=2))


def test_a_correction_after_it_is_told_on_the_page_and_to_the_office_and_edits_nothing(filed: Filed) -> None:
    frozen = freeze(filed)
    before = list(frozen.figures.values())
    home = reverse("returns:month")
    assert "定稿后有更正" not in text_of(filed, "zhao", home)
    one = correct(filed, 470)
    found = differences(frozen)
    told = {(each.frozen.kind, each.frozen.text, each.now) for each in found}
    assert {("value", "900人", "870人"), ("completion", "90%", "87%")} <= told
    assert {each.frozen.kind for each in found} <= {"value", "completion", "change"}
    assert all(each.causes == (one,) for each in found)
    page = text_of(filed, "director", address("summary"))
    assert f"{len(found)} 个数现在会不同" in page
    assert "900人 → <b>870人</b>" in page
    assert reverse("returns:correction", args=[one.pk]) in page
    first = text_of(filed, "zhao", home)
    assert f"（第1稿）定稿后有更正：{len(found)} 个数现在会不同" in first
    assert address("frozen", edition=1) in first
    for other in ("director", "li", "zhang"):
        assert "定稿后有更正" not in text_of(filed, other, home)
    frozen.refresh_from_db()
    assert list(frozen.figures.values()) == before
    assert frozen.is_intact


def test_a_correction_that_moves_no_printed_number_raises_no_notice(filed: Filed) -> None:
    frozen = freeze(filed)
    correct(filed, 470)
    correct(filed, 500)
    assert differences(frozen) == []
    assert "定稿后有更正" not in text_of(filed, "zhao", reverse("returns:month"))


def test_months_approved_later_are_not_what_the_text_told(filed: Filed) -> None:
    frozen = freeze(filed)
    load_cells(
        [LoadedCell(filed.people.town.pk, Month(2023, 3), filed.jobs.pk, Decimal(50))],
        state_of=lambda unit, month, domain: SheetState.APPROVED,
        by=filed.people["zhang"],
    )
    drain(Locking.WAIT)
    assert ">950人</a>" in text_of(filed, "zhao", address("summary"))
    assert differences(frozen) == []


def test_a_target_set_anew_is_told_without_blaming_a_correction(filed: Filed) -> None:
    frozen = freeze(filed)
    Target.objects.filter(indicator=filed.jobs, year=2023).update(value=Decimal(1800))
    found = differences(frozen)
    assert ("target", "1000人", "1800人") in {
        (each.frozen.kind, each.frozen.text, each.now) for each in found
    }
    assert not any(each.causes for each in found)
    assert "定稿后又有数审定，或目标有变" in text_of(filed, "zhao", address("frozen", edition=1))
    assert "定稿后有更正" not in text_of(filed, "zhao", reverse("returns:month"))


def test_a_number_whose_figure_is_gone_is_told_too(filed: Filed) -> None:
    frozen = freeze(filed)
    filed.jobs.retired = True
    filed.jobs.save()
    found = differences(frozen)
    assert len(found) == frozen.figures.count()
    assert {each.now for each in found} == {NO_LONGER}


ATTEMPTS: dict[str, Callable[[FrozenSummary], object]] = {
    "another number": lambda frozen: frozen.figures.update(text="901人"),
    "fewer numbers": lambda frozen: frozen.figures.all().delete(),
    "another edition": lambda frozen: FrozenSummary.objects.filter(pk=frozen.pk).update(edition=9),
    "no edition": lambda frozen: FrozenSummary.objects.filter(pk=frozen.pk)._raw_delete(using="default"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses_to_alter_or_remove_what_is_final(filed: Filed, attempt: str) -> None:
    frozen = freeze(filed)
    with pytest.raises(DatabaseError, match="定稿的数不能修改或删除"), transaction.atomic():
        ATTEMPTS[attempt](frozen)


def test_a_number_added_behind_the_back_breaks_the_hash(filed: Filed) -> None:
    frozen = freeze(filed)
    one = frozen.figures.latest("place")
    FrozenFigure.objects.create(
        summary=frozen,
        place=one.place + 1,
        unit=one.unit,
        indicator=one.indicator,
        year=2023,
        span="t02",
        kind="value",
        value=1,
        text="1人",
    )
    assert not frozen.is_intact
    assert "校验不符" in text_of(filed, "zhao", address("frozen", edition=1))


@pytest.mark.parametrize("username", ["director", "chen", "li", "zhang"])
def test_nobody_but_the_office_declares_a_text_final(filed: Filed, username: str) -> None:
    export(filed)
    assert filed.client(username).post(address("freeze")).status_code == 403
    assert not FrozenSummary.objects.exists()


def test_the_origin_and_the_annex_mark_what_was_corrected(filed: Filed) -> None:
    asked = f"?figure={CODE}&year=2023&span=t02"
    assert "更正" not in text_of(filed, "chen", address("origin") + asked)
    one = correct(filed, 470)
    panel = text_of(filed, "chen", address("origin") + asked)
    assert "原 500，更正为 470" in panel
    assert reverse("returns:correction", args=[one.pk]) in panel
    assert "更正" not in text_of(filed, "chen", address("origin") + f"?figure={CODE}&year=2023&span=t01")
    assert "城镇新增就业人数（更正）" in text_of(filed, "chen", address("summary"))
    (table,) = docx.Document(io.BytesIO(export(filed))).tables
    assert "城镇新增就业人数（更正）" in {row.cells[0].text for row in table.rows}
