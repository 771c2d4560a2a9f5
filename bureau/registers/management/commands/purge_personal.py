"""Remove personal data whose time is over."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bureau.registers.directory.purging import due_now, purge


class Command(BaseCommand):
    help = "清除保存期已满的个人信息；计数和汇总不变。先用 --dry-run 看清楚会清除什么。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只列出，不清除")

    def handle(self, *args: Any, **options: Any) -> None:  # the signature is Django's
        today = timezone.localdate()
        is_rehearsal = options["dry_run"]
        lines = due_now(today) if is_rehearsal else purge(today, by="purge_personal")
        verb = "应清除" if is_rehearsal else "已清除"
        for line in lines:
            self.stdout.write(
                f"{line.register.title}：{verb} {line.rows} 行的个人信息（保存 {line.register.retention.years} 年）"
            )
        if not lines:
            self.stdout.write("没有到期的个人信息。")
