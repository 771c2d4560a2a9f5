"""Rebuild totals from the facts."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bureau.totals import rolling


class Command(BaseCommand):
    help = "从已报数据重新生成汇总：--all 全部年度，--year 某一统计年度。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="全部年度")
        which.add_argument("--year", type=int, help="统计年度，如 2026")

    def handle(self, *args: Any, **options: Any) -> None:  # the signature is Django's
        years = rolling.roll_up(None if options["all"] else [options["year"]])
        if years:
            self.stdout.write(f"已重新汇总{len(years)}个统计年度：{'、'.join(str(year) for year in years)}。")
        else:
            self.stdout.write("没有可以汇总的数据。")
