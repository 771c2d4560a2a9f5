from __future__ import annotations

import datetime
import logging
import threading
from pathlib import Path

import pytest
from celery import current_app
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection, transaction
from django.http import Http404
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from bureau.audit.models import AuditEntry
from bureau.jobs import running
from bureau.jobs.models import Job, JobState
from bureau.jobs.registry import Run, job
from bureau.jobs.run import Cancelled
from bureau.jobs.starting import start
from bureau.organisation.models import Unit
from tests.people import People, settle

LONG_AGO = datetime.timedelta(minutes=5)


def rename(run: Run) -> dict[str, object]:
    run.progress(40, "正在更名")
    Unit.objects.filter(code="east-01").update(name=run.params["name"])
    return {"rows": 1}


@pytest.fixture
def renaming() -> None:
    job("rename", label="更名")(rename)


def fails_with(error: Exception) -> None:
    def handler(run: Run) -> dict[str, object]:
        raise error

    job("fail", label="出错")(handler)


def ended(job_row: Job) -> Job:
    running.run(job_row.pk)
    job_row.refresh_from_db()
    return job_row


def abandoned(people: People, *, attempts: int) -> Job:
    """A job whose worker was killed: running by its row, silent, its lock free."""
    row = start("rename", {"name": "新名"}, owner=people["zhang"])
    then = timezone.now() - LONG_AGO
    Job.objects.filter(pk=row.pk).update(state=JobState.RUNNING, attempts=attempts, pulse_at=then)
    return row


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids that were sent through the broker."""
    calls: list[int] = []

    def send(name: str, args: list[int], **options: object) -> None:
        calls.extend(args)

    monkeypatch.setattr(current_app, "send_task", send)
    return calls


def test_a_job_runs_and_keeps_its_result(people: People, renaming: None) -> None:
    row = ended(start("rename", {"name": "新名"}, owner=people["zhang"]))
    assert (row.state, row.progress, row.result) == (JobState.DONE, 100, {"rows": 1})
    assert Unit.objects.get(code="east-01").name == "新名"
    assert row.finished_at is not None


def test_what_a_job_changes_is_attributed_to_its_owner(people: People, renaming: None) -> None:
    row = ended(start("rename", {"name": "新名"}, owner=people["zhang"]))
    entry = AuditEntry.objects.get(subject="organisation_unit", action="update", new__name="新名")
    assert (entry.actor, entry.detail) == ("zhang", f"更名（任务 {row.pk}）")


def test_a_job_runs_once_however_often_it_is_rung(people: People, renaming: None) -> None:
    row = start("rename", {"name": "新名"}, owner=people["zhang"])
    assert [running.run(row.pk) for _ in range(3)] == [True, False, False]


def test_a_kind_that_nobody_declares_is_refused_at_once(people: People) -> None:
    with pytest.raises(LookupError):
        start("nothing", {}, owner=people["zhang"])
    assert not Job.objects.exists()


def test_two_handlers_of_one_kind_are_a_mistake(renaming: None) -> None:
    with pytest.raises(ValueError, match="rename"):
        job("rename", label="再更名")(rename)


def test_the_bell_rings_after_the_commit_and_not_before(
    people: People, renaming: None, rung: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        row = start("rename", {"name": "新名"}, owner=people["zhang"])
        assert rung == []
    assert rung == [row.pk]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_start_owes_nothing_and_rings_nobody(renaming: None, rung: list[int]) -> None:
    people = settle()
    with transaction.atomic():
        start("rename", {"name": "新名"}, owner=people["zhang"])
        transaction.set_rollback(True)
    assert rung == []
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_is_no_error_and_the_sweep_rings_again(
    renaming: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = settle()

    def refuse(*args: object, **options: object) -> None:
        raise ConnectionRefusedError("no broker")

    with monkeypatch.context() as dead:
        dead.setattr(current_app, "send_task", refuse)
        row = start("rename", {"name": "新名"}, owner=people["zhang"])
    Job.objects.update(created_at=timezone.now() - LONG_AGO)
    calls: list[list[int]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **options: calls.append(args))
    running.sweep()
    assert calls == [[row.pk]]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ValidationError("第3行 人数：请填整数。"), "第3行 人数：请填整数。"),
        (Http404(), "已经不存在"),
        (PermissionDenied(), "没有做这件事的权限"),
    ],
)
def test_an_error_the_person_can_mend_is_told_in_its_own_words(
    error: Exception, sentence: str, people: People
) -> None:
    fails_with(error)
    row = ended(start("fail", {}, owner=people["zhang"]))
    assert row.state == JobState.FAILED
    assert sentence in row.message


def test_an_error_of_ours_is_a_number_for_her_and_a_traceback_for_us(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    fails_with(RuntimeError("secret detail"))
    with caplog.at_level(logging.ERROR):
        row = ended(start("fail", {}, owner=people["zhang"]))
    assert "secret" not in row.message
    reference = row.message.split("编号 ")[1][:8]
    assert reference in caplog.text
    assert "secret detail" in caplog.text


def test_a_closed_account_has_no_work_done_for_it(people: People, renaming: None) -> None:
    row = start("rename", {"name": "新名"}, owner=people["zhang"])
    people["zhang"].is_active = False
    people["zhang"].save()
    assert ended(row).state == JobState.FAILED
    assert Unit.objects.get(code="east-01").name == "城关镇"


def test_a_job_whose_worker_died_runs_again(people: People, renaming: None, rung: list[int]) -> None:
    row = abandoned(people, attempts=1)
    running.sweep()
    assert rung == [row.pk]
    assert ended(row).state == JobState.DONE
    assert row.attempts == 2


def test_after_three_dead_workers_the_job_is_given_up_with_a_sentence(people: People, renaming: None) -> None:
    row = abandoned(people, attempts=running.MAX_ATTEMPTS)
    running.sweep()
    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert "重新提交" in row.message


def test_a_running_job_with_a_fresh_pulse_is_left_alone(people: People, renaming: None) -> None:
    row = abandoned(people, attempts=1)
    Job.objects.update(pulse_at=timezone.now())
    running.sweep()
    row.refresh_from_db()
    assert row.state == JobState.RUNNING


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_holds_the_lock_lives_however_silent_it_is(renaming: None, rung: list[int]) -> None:
    row = abandoned(settle(), attempts=1)
    holding, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with running._held(row.pk) as held:
            assert held
            holding.set()
            let_go.wait(10)
        connection.close()

    worker = threading.Thread(target=hold)
    worker.start()
    holding.wait(10)
    rung.clear()
    running.sweep()
    let_go.set()
    worker.join()
    row.refresh_from_db()
    assert (row.state, rung) == (JobState.RUNNING, [])


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_leaves_the_job_to_the_sweep(renaming: None) -> None:
    people = settle()
    fails_with(OperationalError("server closed the connection"))
    row = start("fail", {}, owner=people["zhang"])
    with pytest.raises(OperationalError):
        running.run(row.pk)
    row.refresh_from_db()
    assert row.state == JobState.RUNNING
    assert running._claim(row.pk) is None


@pytest.mark.django_db(transaction=True)
def test_progress_shows_while_the_handlers_transaction_is_open() -> None:
    people = settle()
    seen: list[tuple[int, str]] = []

    def handler(run: Run) -> dict[str, object]:
        with transaction.atomic():
            run.progress(40, "第 40 行")
            seen.append(progress_of_another_session(run.job.pk))
        return {}

    job("slow", label="慢")(handler)
    ended(start("slow", {}, owner=people["zhang"]))
    assert seen == [(40, "第 40 行")]


def progress_of_another_session(job_id: int) -> tuple[int, str]:
    """What somebody else reads, once the pulse has told it (it beats every second; a minute is enough)."""
    found: list[tuple[int, str]] = []

    def look() -> None:
        for _ in range(600):
            row = Job.objects.get(pk=job_id)
            if row.progress:
                found.append((row.progress, row.message))
                break
            threading.Event().wait(0.1)
        connection.close()

    reader = threading.Thread(target=look)
    reader.start()
    reader.join()
    return found[0]


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_job_stops_and_leaves_no_file(export_root: Path) -> None:
    people = settle()

    def handler(run: Run) -> dict[str, object]:
        run.save_file("表.csv", b"1")
        assert running.cancel(run.job)
        for _ in range(600):
            run.progress(10)
            threading.Event().wait(0.1)
        raise AssertionError("the handler was never told")

    job("slow", label="慢")(handler)
    row = ended(start("slow", {}, owner=people["zhang"]))
    assert row.state == JobState.CANCELLED
    assert list(export_root.iterdir()) == []


def test_a_job_that_was_cancelled_while_it_waited_does_not_run(people: People, renaming: None) -> None:
    row = start("rename", {"name": "新名"}, owner=people["zhang"])
    assert running.cancel(row)
    assert ended(row).state == JobState.CANCELLED
    assert not running.cancel(row)


def test_a_run_that_was_taken_over_writes_no_end(people: People, renaming: None) -> None:
    row = start("rename", {"name": "新名"}, owner=people["zhang"])
    claimed = running._claim(row.pk)
    assert claimed is not None
    Job.objects.filter(pk=row.pk).update(attempts=2)
    assert not running._end(claimed, JobState.DONE)
    row.refresh_from_db()
    assert row.state == JobState.RUNNING


def test_cancelled_is_not_an_error_of_the_handler() -> None:
    assert not issubclass(Cancelled, ValidationError)
