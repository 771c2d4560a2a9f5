"""Count the rows of registers again, from the first to the last."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bureau.registers.counting import draining
from bureau.registers.registry import find_register


class Command(BaseCommand):
    help = "重新计数：--all 全部台账，--register 某一台账（代码，如 employment.job_fairs）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="全部台账")
        which.add_argument("--register", help="台账代码")

    def handle(self, *args: Any, **options: Any) -> None:  # the signature is Django's
        code = options["register"]
        if code is not None and find_register(code) is None:
            raise CommandError(f"没有“{code}”这个台账，请核对代码。")
        moved = draining.count_all(None if code is None else [code])
        self.stdout.write(f"已重新计数，{moved} 格有变动。")
