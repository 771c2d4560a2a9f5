"""A ledger of 20,000 people from one workbook: read through the gate, checked, previewed, and entered.

The limit is COPY of the same rows into a bare table, in clear and with no check at all. The product reads the file in
its own process, judges every cell, seals name, ID number and phone of each person, looks for rows that stand there
already, shows the preview, and then writes with numbers, blind indexes, marks, deadlines and a line in the trail each.
The goal is ten seconds for all of it.
"""

from __future__ import annotations

import datetime
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from django.db import connection, transaction

from bureau.organisation.models import Post, Role, Unit, User
from bureau.registers.declarations import Register
from bureau.registers.exchange.importing import apply_rows, preview_rows
from bureau.registers.identifiers import id_check_character
from bureau.registers.personal import personal_fields
from bureau.registers.registry import find_register
from bureau.uploads.kinds import Preview, Wish
from bureau.uploads.reading import read_tables
from tests.benchmarks.data import Size
from tests.benchmarks.measuring import Contest, Result, must_be_equal, rows, run, seconds

CODE = "employment.placements"
PEOPLE = 20_000
SECONDS = 10.0
ROUNDS = 3
HEADS = (
    "姓名",
    "证件号",
    "电话",
    "类别",
    "就业前状态",
    "用人单位",
    "街镇",
    "就业形式",
    "就业日期",
    "登记日期",
)
BARE = """
CREATE UNLOGGED TABLE IF NOT EXISTS bench_people (name text, id_no text, phone text, kind text, prior text,
    employer text, town text, form text, start_on date, registered_on date)
"""
Line = tuple[str | datetime.date, ...]


def import_register(size: Size) -> Result:
    register = find_register(CODE)
    assert register is not None
    run(BARE)
    wish = Wish(_clerk())
    table = list(_people())
    data = _workbook(table)
    bare = "\n".join("\t".join(str(cell) for cell in line) for line in table)
    previews: list[Preview] = []
    parts: list[tuple[float, float]] = []

    def limit() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE bench_people")
            cursor.copy_expert("COPY bench_people FROM STDIN", io.StringIO(bare))

    def read() -> None:
        previews[:] = [preview_rows(register, wish, read_tables("people.xlsx", data))]

    def write() -> None:
        with tempfile.NamedTemporaryFile() as plan:
            plan.write(previews[0].plan)
            plan.flush()
            with transaction.atomic():
                apply_rows(register, wish, Path(plan.name))

    def product() -> None:
        parts.append((seconds(read), seconds(write)))

    def forget() -> None:
        _forget(register)

    best_limit, best_product = Contest(limit=limit, product=product, before_product=forget).best(ROUNDS)
    must_be_equal(previews[0].faults, "the file and what may be imported")
    must_be_equal(_missing(register, table), "the people of the file and those in the register")
    again = seconds(read)
    must_be_equal(
        [] if previews[0].same == PEOPLE else [previews[0].counts], "the file read twice and no change"
    )
    forget()
    read_best, write_best = (min(part) for part in zip(*parts, strict=True))
    return Result(
        "import_register",
        best_limit,
        best_product,
        SECONDS / best_limit,
        (
            f"{PEOPLE} people of {len(HEADS)} columns: reading and preview {read_best:.2f} s, "
            f"entering {write_best:.2f} s; the goal is {SECONDS:.0f} s for both",
            f"the same file again, found to change nothing: {again:.2f} s",
        ),
    )


def _clerk() -> User:
    user, made = User.objects.get_or_create(username="bench-keeper", defaults={"full_name": "测量"})
    if made:
        town = Unit.objects.filter(kind="town").order_by("pk")[0]
        Post.objects.create(user=user, unit=town, role=Role.CLERK)
    return User.objects.get(pk=user.pk)


def _people() -> Iterator[Line]:
    town = Unit.objects.filter(kind="town").order_by("pk")[0]
    day = datetime.date(2025, 1, 1)
    for number in range(PEOPLE):
        begun = day + datetime.timedelta(days=number % 300)
        yield (
            f"测{chr(0x4E00 + number % 5000)}{chr(0x4E00 + number % 4999)}",
            _id_number(number),
            f"138{number:08d}",
            "城镇新增",
            ("初次", "失业", "转移")[number % 3],
            f"第{number % 400}纺织有限公司",
            town.name,
            ("单位", "个体", "灵活")[number % 3],
            begun,
            begun + datetime.timedelta(days=number % 20),
        )


def _id_number(number: int) -> str:
    born = datetime.date(1970, 1, 1) + datetime.timedelta(days=number % 9000)
    first = f"450981{born:%Y%m%d}{number // 9000 + 100:03d}"
    return first + id_check_character(first)


def _workbook(table: list[Line]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("台账")
        for number, row in enumerate([HEADS, *table]):
            page.write_row(number, 0, row)
    return stream.getvalue()


def _missing(register: Register, table: list[Line]) -> list[object]:
    """ID numbers of the file that no row holds: rows are found by the blind index, as the product finds them."""
    field = personal_fields(register.model)["id_no"]
    stand = {index for (index,) in rows(f"SELECT id_no_index FROM {register.table}")}
    wanted = {field.sealed(str(line[1])).index for line in table}
    return sorted(wanted ^ stand)


def _forget(register: Register) -> None:
    """Back to before the import, behind the triggers' backs."""
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        for table in (register.table, "registers_deadline", "registers_mention", "registers_rowmark"):
            run(f"DELETE FROM {table}")
    run(f"VACUUM ANALYZE {register.table}")
