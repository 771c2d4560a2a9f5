"""`./portal manage sync_catalogue`: bring the catalogue in line with the declarations."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from bureau.catalogue.syncing import sync_catalogue


class Command(BaseCommand):
    help = "把各领域声明的指标同步到数据库：新增、更新、停用；本局自设指标不动。"

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        outcome = sync_catalogue()
        self.stdout.write(
            f"指标目录已同步：新增 {outcome.created} 项，更新 {outcome.changed} 项，"
            f"未变 {outcome.unchanged} 项，停用 {outcome.retired} 项；"
            f"别名变动 {outcome.aliases} 个，口径变动 {outcome.definitions} 条。"
        )
        for conflict in outcome.conflicts:
            self.stderr.write(
                f"重名：“{conflict.name}”是 {conflict.declared} 的名称或别名，"
                f"但本局自设指标 {conflict.own} 已在使用，请给自设指标改名后再同步。"
            )
