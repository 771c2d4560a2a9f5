"""roll_up and rollup_verify, as an administrator runs them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from bureau.totals import rolling
from bureau.totals.asking import request_rollup
from bureau.totals.models import Total
from tests.totals.conftest import JANUARY, SmallTree
from tests.totals.workbench import marks_waiting, stored_pages


def said(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def rolled(tree: SmallTree) -> SmallTree:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30, approved=30)
    tree.bench.report(tree.hekou, tree.due, JANUARY - 12, 8, approved=8)
    rolling.drain()
    return tree


def falsify(column: str, series: int = 0, units: list[int] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE totals_total SET {column} = coalesce({column}, 0) + 1 "
            "WHERE series = %(series)s AND (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s))",
            {"series": series, "units": units},
        )


def test_verify_is_content_with_what_the_roller_made(rolled: SmallTree) -> None:
    assert "逐格相符" in said("rollup_verify")


@pytest.mark.parametrize(
    ("column", "series"), [("a_m01", 0), ("p_t12", 0), ("e_m02", 0), ("r_m12", 0), ("p_q1", 1)]
)
def test_verify_names_a_false_cell_and_fails(rolled: SmallTree, column: str, series: int) -> None:
    rolled.bench.report(rolled.chengguan, rolled.due, JANUARY, 40)
    rolling.drain()
    falsify(column, series)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("rollup_verify", stdout=out)
    assert ended.value.code == 1
    assert f"2026 {column}：" in out.getvalue()


def test_verify_misses_no_page_that_is_gone(rolled: SmallTree) -> None:
    Total.objects.filter(unit_id=rolled.bureau.pk).delete()
    with pytest.raises(SystemExit):
        call_command("rollup_verify", stdout=StringIO())


def test_verify_says_what_still_waits(rolled: SmallTree) -> None:
    request_rollup(unit_id=rolled.hekou.pk)
    assert "1 处改动正等待汇总" in said("rollup_verify")


def test_roll_up_of_one_year_mends_that_year_only(rolled: SmallTree) -> None:
    right = stored_pages()
    falsify("a_m01")
    assert "2026" in said("roll_up", "--year", "2026")
    mended = stored_pages()
    assert {key for key in right if mended[key] != right[key]} == {key for key in right if key[1] == 2025}
    said("roll_up", "--all")
    assert stored_pages() == right


def test_roll_up_drops_pages_of_units_and_years_that_are_no_more(rolled: SmallTree) -> None:
    right = stored_pages()
    for unit_id, year in [(999_999, 2026), (rolled.hekou.pk, 1999)]:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO totals_total (unit_id, year, indicator_id, series, computed_at) "
                "VALUES (%s, %s, 1, 0, now())",
                [unit_id, year],
            )
    said("roll_up", "--all")
    assert stored_pages() == right


def test_a_mark_without_unit_month_or_indicator_means_all(rolled: SmallTree) -> None:
    right = stored_pages()
    falsify("a_m01")
    request_rollup()
    rolling.drain()
    assert marks_waiting() == 0
    assert stored_pages() == right


def test_a_mark_of_a_unit_and_month_means_all_its_indicators(rolled: SmallTree) -> None:
    right = stored_pages()
    falsify("a_m01", units=[rolled.chengguan.pk, rolled.bureau.pk])
    request_rollup(unit_id=rolled.chengguan.pk, month=JANUARY)
    rolling.drain()
    wrong = {key for key, columns in stored_pages().items() if columns != right[key]}
    assert {year for _, year, indicator, _ in wrong if indicator != rolled.close_rate} == {2025}


def test_a_mark_of_a_unit_that_is_gone_is_settled_too(rolled: SmallTree) -> None:
    request_rollup(unit_id=999_999)
    rolling.drain()
    assert marks_waiting() == 0
