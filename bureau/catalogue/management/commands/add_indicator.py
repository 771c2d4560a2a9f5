"""`./portal manage add_indicator`: add an indicator of the bureau's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.catalogue.declarations import Direction, Indicator, Kind, Reporter
from bureau.catalogue.own import add_local_indicator


class Command(BaseCommand):
    help = (
        "增加一项本局自设指标，例如："
        "add_indicator employment.x_night_fairs 夜间招聘会场次 --unit 场 --kind event --group fairs"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="代码：领域.x_名称")
        parser.add_argument("name", help="名称")
        parser.add_argument("--unit", required=True, help="计量单位，如 人、元、件、%%")
        parser.add_argument(
            "--kind", required=True, choices=[kind.value for kind in Kind], help="流量、发生数、存量或比率"
        )
        parser.add_argument("--group", required=True, help="所属分组的代码，如 jobs")
        parser.add_argument(
            "--direction",
            default="none",
            choices=[one.value for one in Direction],
            help="越高越好、越低越好等",
        )
        parser.add_argument("--display-unit", default="", help="显示单位，如 万元")
        parser.add_argument("--decimals", type=int, default=0, help="显示小数位")
        parser.add_argument("--short-name", default="", help="简称")
        parser.add_argument("--alias", action="append", default=[], help="别名，可重复")
        parser.add_argument("--numerator", default="", help="分子：指标代码的和或差")
        parser.add_argument("--denominator", default="", help="分母：指标代码的和或差")
        parser.add_argument("--maximum", action="store_true", help="取最大值，没有分子分母")
        parser.add_argument("--parent", default="", help="上级指标的代码（其中项）")
        parser.add_argument(
            "--reported-by", default="section", choices=[one.value for one in Reporter], help="填报方"
        )
        parser.add_argument("--assessed", action="store_true", help="纳入年度目标")
        parser.add_argument("--definition", default="", help="口径")
        parser.add_argument("--basis", default="", help="依据")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        indicator = Indicator(
            options["code"],
            options["name"],
            unit=options["unit"],
            kind=Kind(options["kind"]),
            direction=Direction(options["direction"]),
            display_unit=options["display_unit"],
            decimals=options["decimals"],
            short_name=options["short_name"],
            aliases=tuple(options["alias"]),
            numerator=options["numerator"],
            denominator=options["denominator"],
            maximum=options["maximum"],
            parent=options["parent"],
            exhaustive=False if options["parent"] else None,
            reported_by=Reporter(options["reported_by"]),
            assessed=options["assessed"],
            definition=options["definition"],
            legal_basis=options["basis"],
        )
        try:
            row = add_local_indicator(indicator, group_key=options["group"])
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"已增加自设指标：{row.name}（{row.code}，{row.group}）。")
