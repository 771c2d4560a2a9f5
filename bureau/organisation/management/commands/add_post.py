"""`manage.py add_post zhang clerk east-01`: the first posts of a new installation, before anybody can grant any."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from bureau.audit.attribution import acting
from bureau.organisation.forms import domain_keys
from bureau.organisation.models import Role, Unit, User
from bureau.organisation.posting import Duty, add_duty


class Command(BaseCommand):
    help = "给账号加一个岗位（角色 + 单位）。平时由安全管理员在“人员”页面办理。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("role", choices=Role.values, help="角色")
        parser.add_argument("unit", help="单位代码")
        parser.add_argument(
            "--domain", action="append", default=[], choices=domain_keys(), help="业务领域，可多次"
        )

    def handle(self, username: str, role: str, unit: str, *, domain: list[str], **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有账号“{username}”，请先用 create_user 建立。")
        place = Unit.objects.filter(code=unit).first()
        if place is None:
            raise CommandError(f"没有单位“{unit}”，请检查单位代码。")
        duty = Duty(Role(role), place, tuple(domain))
        try:
            with acting("system", reason="命令行 add_post"):
                add_duty(user, duty)
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        self.stdout.write(f"{user.full_name}：{duty.role.label}，{place.name}。")
