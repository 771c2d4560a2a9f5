"""`manage.py add_unit east-12 新河镇 town --parent east`: the first units of a new installation."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, ArgumentTypeError

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from bureau.audit.attribution import acting
from bureau.organisation.forms import domain_keys
from bureau.organisation.models import Unit, UnitKind
from bureau.organisation.units import UnitFacts, add_unit


class Command(BaseCommand):
    help = "加一个单位：市、区局、股室或街镇。平时由系统管理员在“单位”页面办理。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="单位代码，英文字母、数字、- 和 _，以后不能改")
        parser.add_argument("name", help="名称")
        parser.add_argument(
            "kind", choices=UnitKind.values, help="类别：city 市，bureau 区局，section 股室，town 街镇"
        )
        parser.add_argument("--parent", default="", help="上级单位代码")
        parser.add_argument("--short-name", default="", help="简称")
        parser.add_argument("--order", type=int, default=0, help="排序，小的在前")
        parser.add_argument(
            "--domain", action="append", default=[], choices=domain_keys(), help="股室的业务领域，可多次"
        )
        parser.add_argument("--duty", action="append", default=[], help="股室的职责，可多次")
        parser.add_argument("--opened-on", type=_day, help="成立日期，如 2026-01-01")

    def handle(
        self,
        code: str,
        name: str,
        kind: str,
        *,
        parent: str,
        short_name: str,
        order: int,
        domain: list[str],
        duty: list[str],
        opened_on: datetime.date | None,
        **options: object,
    ) -> None:
        above = Unit.objects.filter(code=parent).first()
        if parent and above is None:
            raise CommandError(f"没有单位“{parent}”，请先加上级单位。")
        facts = UnitFacts(name, short_name, order, tuple(domain), tuple(duty), opened_on)
        try:
            with acting("system", reason="命令行 add_unit"):
                unit = add_unit(code=code, kind=UnitKind(kind), parent=above, facts=facts)
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        beneath = f"，上级{above.name}" if above else ""
        self.stdout.write(f"已加{unit.get_kind_display()} {unit.code}（{unit.name}）{beneath}。")


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("日期请写成 2026-01-01 这样。") from error
