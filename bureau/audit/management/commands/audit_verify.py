"""`manage.py audit_verify`: recompute the chain of the audit trail."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from bureau.audit.verifying import verify


class Command(BaseCommand):
    help = "核对审计链：封存的记录有没有被修改、删除或插入。有问题时退出码为 1。"

    def handle(self, *args: object, **options: object) -> None:
        verdict = verify()
        for fault in verdict.faults:
            self.stdout.write(fault)
        if verdict.faults:
            raise CommandError(f"审计链有 {len(verdict.faults)} 处问题，请立即报告审计管理员。", returncode=1)
        self.stdout.write(f"审计链完好：已封存 {verdict.sealed} 条，待封存 {verdict.unsealed} 条。")
