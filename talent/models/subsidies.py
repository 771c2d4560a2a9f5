"""人才奖补资金: money paid to talents and to the firms that employ them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class Subsidy(Row):
    """人才补贴: one payment to one person or firm. `public_from` is the day its notice begins."""

    payee = fields.person_name("对象", required=True)
    company = fields.text("企业单位")
    item = fields.choice("类别", "生活补贴/安家补贴/其他人才补贴", required=True)
    year = fields.number("所属年度", required=True)
    amount = fields.amount("金额", required=True)
    public_from = fields.day("公示起始日")
    paid_on = fields.day("发放日期")

    class Meta:
        verbose_name = "人才补贴"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "paid_on"], name="talent_subsidy_unit"),
            models.Index(fields=["state"], name="talent_subsidy_state"),
        ]
