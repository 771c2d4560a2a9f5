"""`manage.py export_summary --unit east --year 2023 --out summary.docx`."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from bureau.organisation.models import Unit
from reports.summaries.access import KINDS
from reports.summaries.exporting import FILES, summary_file


class Command(BaseCommand):
    help = "把某个区局（或市）的年度工作总结导出为 .docx，或把附表导出为 .xlsx。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, help="单位代码，如 east")
        parser.add_argument("--year", required=True, type=int, help="年份，如 2023")
        parser.add_argument("--out", required=True, type=Path, help="文件，扩展名 .docx 或 .xlsx")
        parser.add_argument("--provisional", action="store_true", help="把未审定的数也算进去，文中注明")

    def handle(
        self, *args: object, unit: str, year: int, out: Path, provisional: bool, **options: object
    ) -> None:
        file_format = out.suffix.lower().removeprefix(".")
        if file_format not in FILES:
            raise CommandError(f"不能导出“{out.suffix}”，文件名请以 .docx 或 .xlsx 结尾。")
        if not 1990 <= year <= 2099:
            raise CommandError(f"“{year}”不是可用的年份，请填 1990 到 2099。")
        found = Unit.objects.filter(code=unit, kind__in=KINDS).first()
        if found is None:
            known = "、".join(Unit.objects.filter(kind__in=KINDS).values_list("code", flat=True))
            raise CommandError(f"没有代码为“{unit}”的区局，可选：{known or '（尚未建立单位）'}。")
        made = summary_file(found, year, file_format, provisional=provisional)
        _write(out, made.content)
        self.stdout.write(f"{out}：{made.name}，共 {made.rows} 处数据。")


def _write(out: Path, content: bytes) -> None:
    """The whole file or none: a reader never meets half of one."""
    try:
        descriptor, part = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(part).chmod(0o644)
        Path(part).replace(out)
    except OSError as error:
        raise CommandError(f"不能写入 {out}：{error.strerror}。请换一个文件夹。") from error
