"""Recompute totals from the facts by a second road and print what differs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit
from bureau.totals.reading import marks_waiting
from bureau.totals.verifying import differences

SERIES = ("", "（分子）", "（分母）")


class Command(BaseCommand):
    help = "从已报数据另行重算，与汇总逐格比较；有出入时列出并以 1 退出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show", type=int, default=50, help="最多列出几处（默认 50）")

    def handle(self, *args: Any, **options: Any) -> None:  # the signature is Django's
        units = dict(Unit.objects.values_list("pk", "code"))
        indicators = dict(Indicator.objects.values_list("pk", "code"))
        count = 0
        for difference in differences():
            count += 1
            if count <= options["show"]:
                self.stdout.write(
                    f"{units.get(difference.unit_id, difference.unit_id)} "
                    f"{indicators.get(difference.indicator_id, difference.indicator_id)}"
                    f"{SERIES[difference.series]} {difference.year} {difference.column}："
                    f"汇总 {_plain(difference.found)}，应为 {_plain(difference.wanted)}"
                )
        waiting = marks_waiting()
        if waiting:
            self.stdout.write(f"另有 {waiting} 处改动正等待汇总，汇总完成后请再核一次。")
        if count:
            self.stdout.write(self.style.ERROR(f"共有 {count} 处不符。请运行 roll_up --all 重新汇总后再核。"))
            sys.exit(1)
        self.stdout.write("汇总与已报数据逐格相符。")


def _plain(amount: object) -> str:
    return "无" if amount is None else f"{amount:f}" if isinstance(amount, Decimal) else str(amount)
