"""Compare every count with its rows and every counted cell with its count, and print what differs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit
from bureau.quantities import plain
from bureau.registers.counting.verifying import Wrong, differences, marks_waiting

SENTENCES = {
    "tally": "台账计数 {found}，逐行重数为 {wanted}",
    "rows": "台账行数 {found}，逐行重数为 {wanted}",
    "cell": "月报表上是 {found}，台账计数为 {wanted}",
    "queue": "审定数加待处理差额为 {found}，台账计数为 {wanted}",
    "sum": "各月相加 {found}，台账共 {wanted} 行",
}


class Command(BaseCommand):
    help = "逐行重数台账，与计数、月报表和待重述逐格比较；有出入时列出并以 1 退出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show", type=int, default=50, help="最多列出几处（默认 50）")

    def handle(self, *args: Any, **options: Any) -> None:  # the signature is Django's
        units = dict(Unit.objects.values_list("pk", "code"))
        indicators = dict(Indicator.objects.values_list("pk", "code"))
        count = 0
        for wrong in differences():
            count += 1
            if count <= options["show"]:
                place = f"{units.get(wrong.unit_id)} {indicators.get(wrong.indicator_id)} {wrong.month or '全部月份'}"
                self.stdout.write(f"{place}：{_sentence(wrong)}")
        if waiting := marks_waiting():
            self.stdout.write(f"另有 {waiting} 处改动正等待计数，计数完成后请再核一次。")
        if count:
            self.stdout.write(
                self.style.ERROR(f"共有 {count} 处不符。请运行 registers_count --all 重新计数后再核。")
            )
            sys.exit(1)
        self.stdout.write("台账、计数、月报表和待重述逐格相符。")


def _sentence(wrong: Wrong) -> str:
    return SENTENCES[wrong.what].format(found=_told(wrong.found), wanted=_told(wrong.wanted))


def _told(value: Decimal | int | None) -> str:
    return "无" if value is None else plain(Decimal(value))
