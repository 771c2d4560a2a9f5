"""Two years of a district from one file: 19,200 rows of twelve months, read through the gate, compared and written.

The limit is COPY of the same cells, looked up and sorted beforehand, into an empty table with the columns, indexes and
foreign keys of the one they belong in, and nothing else. The product reads the file in its own process, checks every
cell, shows the preview, and then writes with versions, marks and a line in the trail for each cell.

Beside it stand two more: COPY into a bare heap, which no table of figures can be, and COPY + upsert into the table
itself, which is what the promises of the database (keys, guard, marks, trail) cost whoever writes.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from django.db import connection, transaction

from bureau.figures.importing import apply_plan
from bureau.jobs import lists
from bureau.organisation.models import Post, Role, Unit, User
from bureau.periods import Month
from bureau.returns.imports.figures_layout import preview_figures
from bureau.uploads import child
from bureau.uploads.kinds import Preview, Wish
from bureau.uploads.reading import read_tables
from tests.benchmarks.data import Size
from tests.benchmarks.measuring import Contest, Result, Step, must_be_equal, rows, run, seconds

YEARS = (2016, 2017)
HEAD = ("单位代码", "指标代码", "年度", *(f"{month}月" for month in range(1, 13)))
ROUNDS = 3
BARE = "CREATE UNLOGGED TABLE IF NOT EXISTS bench_bare (unit_id bigint, month int, indicator_id bigint, value numeric)"

DIFFERENT = """
WITH imported AS (SELECT unit_id, month, indicator_id, value FROM figures_figure WHERE month < 201801)
(TABLE bench_bare EXCEPT TABLE imported) UNION ALL (TABLE imported EXCEPT TABLE bench_bare)
"""

# The table of figures without its triggers: same columns, same indexes, same foreign keys, logged like any other.
KEYED = """
CREATE TABLE IF NOT EXISTS bench_keyed (LIKE figures_figure INCLUDING ALL);
DO $$
DECLARE
    key text;
BEGIN
    FOR key IN SELECT pg_get_constraintdef(oid) FROM pg_constraint
               WHERE conrelid = 'figures_figure'::regclass AND contype = 'f' LOOP
        EXECUTE 'ALTER TABLE bench_keyed ADD ' || key;
    END LOOP;
END $$;
"""
KEYED_COLUMNS = "unit_id, month, indicator_id, sheet_id, value, version, source, changed_by_id, changed_at"

# The cells as complete rows; any sheet does for the foreign key.
COMPLETE = """
COPY (SELECT unit_id, month, indicator_id, (SELECT min(id) FROM figures_sheet), value, 1, 'historic',
             (SELECT id FROM organisation_user WHERE username = 'bench-office'), now()
      FROM bench_bare ORDER BY unit_id, month, indicator_id) TO STDOUT
"""

# What the table itself asks for the same cells: keys, marks, the guard, a line in the trail for each.
GUARDED = """
CREATE TEMPORARY TABLE stage ON COMMIT DROP AS TABLE bench_bare WITH NO DATA;
COPY stage FROM STDIN;
ANALYZE stage;
INSERT INTO figures_sheet (unit_id, month, domain, state, content_hash, opened_at)
SELECT DISTINCT unit_id, month, 'employment', 'open', '', now() FROM stage;
INSERT INTO figures_figure (unit_id, month, indicator_id, sheet_id, value, version, source, changed_by_id, changed_at)
SELECT b.unit_id, b.month, b.indicator_id, s.id, b.value, 1, 'historic',
       (SELECT id FROM organisation_user WHERE username = 'bench-office'), now()
FROM stage b JOIN figures_sheet s ON s.unit_id = b.unit_id AND s.month = b.month
ORDER BY b.unit_id, b.month, b.indicator_id
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE SET value = excluded.value
"""


def import_csv(size: Size) -> Result:
    return _race("import_csv", 0.45, "csv")


def import_xlsx(size: Size) -> Result:
    return _race("import_xlsx", 0.15, "xlsx")


def _race(name: str, share: float, form: str) -> Result:
    run(BARE)
    run("UPDATE catalogue_assignment SET begins = 201501")
    wish = Wish(_office())
    table = list(_table())
    data = _workbook(table) if form == "xlsx" else lists.render(HEAD, table)
    bare = "\n".join(_cells(table))
    previews: list[Preview] = []
    parts: list[tuple[float, float]] = []

    def heap() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE bench_bare")
            cursor.copy_expert("COPY bench_bare FROM STDIN", io.StringIO(bare))

    heap_time = min(seconds(heap) for _ in range(ROUNDS))
    complete = _complete()

    def limit() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.copy_expert(f"COPY bench_keyed ({KEYED_COLUMNS}) FROM STDIN", io.BytesIO(complete))

    def guarded() -> None:
        before, stage, after = GUARDED.partition("COPY stage FROM STDIN;")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(before)
            cursor.copy_expert(stage, io.StringIO(bare))
            cursor.execute(after)

    def read() -> None:
        previews[:] = [preview_figures(wish, read_tables(f"years.{form}", data))]

    def write() -> None:
        with tempfile.NamedTemporaryFile() as plan:
            plan.write(previews[0].plan)
            plan.flush()
            apply_plan(
                Path(plan.name), by=wish.user, refusals=lambda keys: {}, historic_before=Month(2020, 1)
            )

    def product() -> None:
        parts.append((seconds(read), seconds(write)))

    contest = Contest(
        limit=limit,
        product=product,
        before_limit=lambda: run("TRUNCATE bench_keyed"),
        before_product=_forget,
    )
    best_limit, best_product = contest.best(ROUNDS)
    must_be_equal(previews[0].faults, "the file and what may be imported")
    must_be_equal(rows(DIFFERENT), "the cells that COPY wrote and those that were imported")
    floors = []
    for _ in range(ROUNDS):
        _forget()
        floors.append(seconds(guarded))
    _forget()
    run("DROP TABLE bench_keyed")
    floor = min(floors)
    peak, growth = _reader_peak(form, data), _growth(read)
    read_best, write_best = (min(part) for part in zip(*parts, strict=True))
    return Result(
        name,
        best_limit,
        best_product,
        round(1 / share, 2),
        (
            f"{best_limit / best_product:.2f} of COPY into an equal keyed table (goal ≥ {share}), "
            f"{floor / best_product:.2f} of COPY + upsert with the same triggers ({floor:.2f} s), "
            f"{heap_time / best_product:.3f} of COPY into a bare heap ({heap_time:.2f} s)",
            f"{previews[0].new} cells in {len(table)} rows; reading and preview {read_best:.2f} s, "
            f"writing {write_best:.2f} s",
            "four foreign keys are checked row by row at the commit, and every cell is a line of the trail with its "
            "own index entries: no way of writing escapes these, a bare heap has neither",
            f"peak memory: the reading process {peak} MB, and {growth} MB on top of what the portal holds anyway",
        ),
    )


def _complete() -> bytes:
    run(KEYED)
    rows_of_keyed = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(COMPLETE, rows_of_keyed)
    return rows_of_keyed.getvalue()


def _reader_peak(form: str, data: bytes) -> int:
    """Megabytes, as a fresh interpreter counts them for the reader it starts: ours would count its own size."""
    measure = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, '-I', sys.argv[1], sys.argv[2]], stdin=0, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-c", measure, child.__file__, f".{form}"],
        input=data,
        capture_output=True,
        check=True,
    )
    return int(answer.stdout)


def _growth(step: Step) -> int:
    """Megabytes by which this process grows at most while it takes a step."""
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark begins anew
    before = _resident("VmRSS")
    step()
    return (_resident("VmHWM") - before) // 1024


def _resident(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _office() -> User:
    user, made = User.objects.get_or_create(username="bench-office", defaults={"full_name": "测量"})
    if made:
        Post.objects.create(user=user, unit=Unit.objects.get(code="bench-1"), role=Role.OFFICE)
    return User.objects.get(pk=user.pk)


def _table() -> Iterator[list[lists.Value]]:
    units = rows(
        "SELECT code FROM organisation_unit WHERE kind IN ('section', 'town') AND code LIKE 'bench-1-%%' ORDER BY id",
        [],
    )
    indicators = rows("SELECT code FROM catalogue_indicator WHERE aggregate <> 'ratio' ORDER BY id")
    for year in YEARS:
        for place, (unit,) in enumerate(units):
            for number, (indicator,) in enumerate(indicators):
                yield [
                    unit,
                    indicator,
                    year,
                    *((place * 7 + number * 13 + month) % 900 for month in range(12)),
                ]


def _cells(table: list[list[lists.Value]]) -> Iterator[str]:
    """The same cells as the database keeps them: ids, and money in yuan."""
    units = dict(rows("SELECT code, id FROM organisation_unit"))
    indicators = {
        code: (pk, unit) for code, pk, unit in rows("SELECT code, id, unit FROM catalogue_indicator")
    }
    for unit, indicator, year, *values in table:
        pk, measure = indicators[indicator]
        for month, value in enumerate(values, start=1):
            amount = int(str(value)) * (10_000 if measure == "元" else 1)
            yield f"{units[unit]}\t{int(str(year)) * 100 + month}\t{pk}\t{amount}"


def _workbook(table: list[list[lists.Value]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        page = book.add_worksheet("数据")
        for number, row in enumerate([list(HEAD), *table]):
            page.write_row(number, 0, row)
    return stream.getvalue()


def _forget() -> None:
    """Back to before the import, behind the triggers' backs."""
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        run("DELETE FROM figures_figure WHERE month < 201801")
        run("DELETE FROM figures_sheetevent")
        run("DELETE FROM figures_sheet WHERE month < 201801")
        run("DELETE FROM figures_mark")
    run("VACUUM ANALYZE figures_figure")
