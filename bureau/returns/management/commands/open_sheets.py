"""`manage.py open_sheets [--month 2026-10]`: open every sheet that is due and not there yet."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bureau.audit.attribution import acting
from bureau.periods import Month, PeriodError
from bureau.returns.steps import current_month, open_sheets_of


class Command(BaseCommand):
    help = "开出应报而未开的月报表；不指定月份时开上月和本月。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", help="月份，如 2026-10")

    def handle(self, *args: Any, **options: Any) -> None:  # the signature is Django's
        now = current_month()
        try:
            months = [Month.parse(options["month"])] if options["month"] else [now.previous, now]
        except PeriodError as error:
            raise CommandError(str(error)) from error
        if months[-1] > now:
            raise CommandError(f"{months[-1].label}还没有开始，不能开表。")
        with acting("system", reason="开表"):
            made = sum(open_sheets_of(month) for month in months)
        self.stdout.write(f"新开 {made} 张表。")
