"""就业专项资金: what was allocated, and what was paid from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class FundAllocation(Row):
    """资金下达: one amount allocated by one document."""

    doc_no = fields.text("下达文号", required=True)
    source = fields.choice("来源", "中央/省/市/区", required=True)
    issued_on = fields.day("下达日期", required=True)
    amount = fields.amount("金额", required=True)
    purpose = fields.text("用途")

    class Meta:
        verbose_name = "就业专项资金下达"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "issued_on"], name="employment_allocation_unit"),
            models.Index(fields=["state"], name="employment_allocation_state"),
        ]


class SubsidyPayment(Row):
    """就业补助资金发放: one batch of one subsidy."""

    item = fields.choice(
        "科目",
        "社会保险补贴/公益性岗位补贴/就业见习补贴/基层特岗补贴/职业技能培训补贴/两项奖补/企业普惠制岗位补贴/其他",
        required=True,
    )
    payee = fields.text("对象", required=True)
    persons = fields.number("人数")
    period = fields.text("所属期", 40)
    allocation = fields.row("employment.FundAllocation", "资金来源")
    amount = fields.amount("金额", required=True)
    paid_on = fields.day("拨付日")
    notice_on = fields.day("公示日")

    class Meta:
        verbose_name = "就业补助资金发放"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "paid_on"], name="employment_payment_unit"),
            models.Index(fields=["state"], name="employment_payment_state"),
        ]
