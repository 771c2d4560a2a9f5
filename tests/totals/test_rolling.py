"""Marks, locks and rollers on real connections: nothing is lost, nothing is done from an old picture."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.db import OperationalError, connection, transaction
from redis import Redis

from bureau.celery import app
from bureau.periods import YEAR_SPAN, Month
from bureau.totals import rolling, tasks
from bureau.totals.asking import request_rollup
from bureau.totals.reading import amount, is_stale, oldest_mark_seconds
from bureau.totals.rolling import Locking
from tests.totals.conftest import JANUARY, SmallTree
from tests.totals.workbench import marks_waiting, stored_pages

# Lets a test stop a roller between its reading of the facts and its writing of the page.
PAUSE = """
CREATE OR REPLACE FUNCTION pause_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('test.pause', true) = 'on' THEN
        PERFORM pg_advisory_xact_lock(77, 77);
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER pause_for_test BEFORE INSERT ON totals_total FOR EACH ROW EXECUTE FUNCTION pause_for_test();
"""
NO_PAUSE = "DROP TRIGGER pause_for_test ON totals_total; DROP FUNCTION pause_for_test();"
PAUSED = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 77 AND NOT granted"


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def until(happened: Callable[[], bool]) -> None:
    for _ in range(2000):
        if happened():
            return
        threading.Event().wait(0.005)
    raise AssertionError("never happened")


def is_paused() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(PAUSED)
        (count,) = cursor.fetchone() or (0,)
    return bool(count)


class Paused:
    """A roller on a connection of its own, stopped with its pages computed and not yet written."""

    def __init__(self, rolled: Future[int]) -> None:
        self.rolled = rolled
        until(is_paused)

    def go_on(self) -> int:
        run("SELECT pg_advisory_unlock(77, 77)")
        return self.rolled.result(timeout=20)


@contextmanager
def paused_roller(roll: Callable[[], int]) -> Iterator[Paused]:
    def work() -> int:
        try:
            run("SET test.pause = 'on'")
            return roll()
        finally:
            connection.close()

    run(PAUSE)
    run("SELECT pg_advisory_lock(77, 77)")
    try:
        with ThreadPoolExecutor(1) as pool:
            try:
                yield Paused(pool.submit(work))
            finally:
                run("SELECT pg_advisory_unlock_all()")
    finally:
        run(NO_PAUSE)


def total_of(tree: SmallTree) -> object:
    return amount(tree.bureau.pk, tree.closed, 2026).provisional(YEAR_SPAN)


@pytest.mark.parametrize(("locking", "outcome"), [(Locking.TRY, 40), (Locking.NONE, 30)])
def test_the_lock_keeps_a_slow_roller_from_writing_over_a_newer_total(
    real_tree: SmallTree, locking: Locking, outcome: int
) -> None:
    """Without it the roller that read 30 ends last, over 40, and the mark that could mend it is gone."""
    tree = real_tree
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 20)
    rolling.drain()
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30)
    with paused_roller(lambda: rolling.drain(locking)) as slow:
        tree.bench.report(tree.chengguan, tree.closed, JANUARY, 40)
        rolling.drain(locking)
        slow.go_on()
    assert marks_waiting() == 0
    assert total_of(tree) == outcome


def test_a_mark_appended_while_a_roller_works_waits_for_the_next_round(real_tree: SmallTree) -> None:
    tree = real_tree
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30)
    with paused_roller(lambda: rolling.settle(tree.bureau.pk)) as roller:
        tree.bench.report(tree.hekou, tree.closed, JANUARY, 5)
        assert roller.go_on() == 1
    assert marks_waiting() == 1
    assert total_of(tree) == 30
    rolling.drain()
    assert total_of(tree) == 35


def test_a_figure_newer_than_the_marks_in_hand_reaches_every_level(real_tree: SmallTree) -> None:
    """The roller holds January's mark only and finds February already in the facts: both must climb."""
    tree = real_tree
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30)
    rolling.drain()
    tree.bench.report(tree.chengguan, tree.closed, JANUARY + 1, 7)
    run("DELETE FROM figures_mark")
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 31)
    rolling.drain()
    assert stored_pages() == tree.bench.world.pages()


def test_a_roller_that_is_killed_has_changed_nothing(real_tree: SmallTree) -> None:
    tree = real_tree
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 20)
    rolling.drain()
    before = stored_pages()
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30)
    with paused_roller(rolling.drain) as roller:
        run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE classid = 77 AND NOT granted")
        with pytest.raises(OperationalError):
            roller.rolled.result(timeout=20)
    assert stored_pages() == before
    assert marks_waiting() == 1
    rolling.drain()
    assert total_of(tree) == 30


def test_readers_see_the_old_pages_until_a_rebuild_is_done(real_tree: SmallTree) -> None:
    tree = real_tree
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 20)
    rolling.drain()
    before = stored_pages()
    with paused_roller(lambda: len(rolling.roll_up())) as rebuild:
        assert stored_pages() == before
        rebuild.go_on()
    assert stored_pages() == before


def test_a_roller_that_finds_the_tree_taken_goes_home_and_its_marks_are_settled_all_the_same(
    real_tree: SmallTree,
) -> None:
    tree = real_tree
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30)
    with paused_roller(rolling.drain) as roller:
        tree.bench.report(tree.hekou, tree.closed, JANUARY, 5)
        assert rolling.drain() == 0
        roller.go_on()
    assert total_of(tree) == 35


def test_losing_all_of_redis_loses_no_total(real_tree: SmallTree) -> None:
    tree = real_tree
    redis = Redis.from_url(settings.REDIS_URL) if "socket" not in settings.REDIS_URL else _over_socket()
    with transaction.atomic():
        tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30)
        request_rollup(unit_id=tree.hekou.pk)
    assert redis.llen("celery") > 0
    redis.flushdb()
    assert is_stale(tree.bureau.pk)
    assert oldest_mark_seconds() > 0
    tasks.sweep()
    assert not is_stale(tree.bureau.pk)
    assert oldest_mark_seconds() == 0
    assert total_of(tree) == 30


def _over_socket() -> Redis:
    path, _, database = settings.REDIS_URL.removeprefix("redis+socket://").partition("?virtual_host=")
    return Redis(unix_socket_path=path, db=int(database or 0))


def test_a_dead_broker_is_no_error_for_whoever_saves(real_tree: SmallTree) -> None:
    dead = Celery(
        broker="redis://127.0.0.1:1/0", broker_transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS
    )
    dead.set_current()
    try:
        assert current_app.conf.broker_url == "redis://127.0.0.1:1/0"
        request_rollup(unit_id=real_tree.hekou.pk)
    finally:
        app.set_current()
        dead.close()
    assert marks_waiting() == 1


def test_the_task_that_the_bell_rings_settles_the_marks(real_tree: SmallTree) -> None:
    tree = real_tree
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30)
    app.tasks["totals.roll"].apply()
    assert total_of(tree) == 30


def test_writers_and_rollers_at_once_leave_the_totals_that_the_facts_say(real_tree: SmallTree) -> None:
    """Watched meanwhile: in every picture of the pages the bureau is the sum of its units; at quiet all is right."""
    tree = real_tree
    units = [tree.chengguan, tree.hekou, tree.section]
    torn: list[object] = []
    writing = threading.Event()
    writing.set()

    def write(place: int) -> None:
        try:
            for turn in range(60):
                month = Month(2026, (turn * 7 + place) % 12 + 1)
                indicator = (tree.closed, tree.due, tree.insured)[turn % 3]
                tree.bench.report(units[place], indicator, month, turn * 10 + place, approved=turn)
        finally:
            connection.close()

    def roll() -> None:
        try:
            while writing.is_set():
                rolling.drain()
        finally:
            connection.close()

    def watch() -> None:
        try:
            while writing.is_set():
                pages = stored_pages()
                for indicator in (tree.closed, tree.due):
                    parts = [pages.get((u.pk, 2026, indicator, 0), {}).get("p_t12") for u in units]
                    whole = pages.get((tree.bureau.pk, 2026, indicator, 0), {}).get("p_t12")
                    found = [part for part in parts if part is not None]
                    if whole != (sum(found) if found else None):
                        torn.append((whole, parts))
        finally:
            connection.close()

    with ThreadPoolExecutor(7) as pool:
        others = [pool.submit(roll), pool.submit(roll), pool.submit(roll), pool.submit(watch)]
        for writer in [pool.submit(write, place) for place in range(3)]:
            writer.result(timeout=120)
        writing.clear()
        for other in others:
            other.result(timeout=60)
    rolling.drain()
    assert torn == []
    assert marks_waiting() == 0
    assert stored_pages() == tree.bench.world.pages()
