"""`./portal manage load_demo`: the demonstration bureau with its people, years and targets."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from bureau.demo.loading import CatalogueMissing, NotADemonstration, load_demo
from bureau.demo.people import random_password, renew_password
from bureau.periods import Month
from bureau.returns.checks.sweeping import sweep_checks
from bureau.totals.rolling import Locking, drain


class Command(BaseCommand):
    help = (
        "装入演示数据（示范市、东区和西区两个区局、人员、2022 年以来各月数据）。只装进空库；"
        "口令取环境变量 DEMO_PASSWORD，未设置时随机生成并显示一次。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows-later", action="store_true", help="台账行由后台任务装入，门户先打开")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        chosen = os.environ.get("DEMO_PASSWORD", "")
        password = chosen or random_password()
        try:
            loaded = load_demo(
                password=password,
                current=Month.of(timezone.localdate()),
                rows_later=options["rows_later"],
            )
        except (NotADemonstration, CatalogueMissing) as error:
            raise CommandError(str(error)) from error
        if loaded is None:
            renewed = renew_password(chosen) if chosen else 0
            changed = f"{renewed} 个演示账号的口令已改为 DEMO_PASSWORD 的值" if renewed else "没有改动"
            self.stdout.write(f"演示数据已经装好，{changed}。")
            return
        with connection.cursor() as cursor:
            # Whatever is asked next is planned for tables that were empty a moment ago.
            cursor.execute("ANALYZE")
        # The load has left its marks; settling them here means that the first page shows every total. The nightly
        # look of the checks would only come tomorrow.
        drain(Locking.WAIT)
        if not options["rows_later"]:
            sweep_checks()
        self.stdout.write(
            f"演示数据已装入：单位 {loaded.units} 个，人员 {loaded.people} 人，填报任务 {loaded.assignments} 条，"
            f"目标 {loaded.targets} 条，月报表 {loaded.sheets} 张，数据 {loaded.figures} 条，"
            + ("台账行正由后台任务装入。" if options["rows_later"] else f"台账 {loaded.rows} 行。")
        )
        if not chosen:
            self.stdout.write(f"演示账号口令：{password}（只显示这一次）")
