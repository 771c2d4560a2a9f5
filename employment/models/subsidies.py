"""企业稳岗: refunds and subsidies to firms that keep and hire people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class StableJobRefund(Row):
    """稳岗返还: one application of one firm."""

    company = fields.text("企业", required=True)
    credit_code = fields.credit_code()
    accepted_on = fields.day("受理日")
    layoff_rate = fields.decimal("裁员率")
    layoff_rate.help_text = "百分数，5.5 就是 5.5%"
    ratio = fields.decimal("返还比例")
    ratio.help_text = "百分数，60 就是 60%"
    approved_amount = fields.amount("核定金额")
    notice_on = fields.day("公示日")
    paid_on = fields.day("拨付日")
    amount = fields.amount("返还金额")
    dispatch = fields.flag("劳务派遣单位")

    class Meta:
        verbose_name = "稳岗返还"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "paid_on"], name="employment_refund_unit"),
            models.Index(fields=["reporting_unit", "accepted_on"], name="employment_refund_accepted"),
            models.Index(fields=["state"], name="employment_refund_state"),
        ]


class FirmSubsidy(Row):
    """企业稳岗用工补贴: one subsidy to one firm in one batch."""

    company = fields.text("企业", required=True)
    item = fields.choice("种类", "留温补助/路费补贴/招用工补贴", required=True)
    batch = fields.text("批次", 40)
    persons = fields.number("人数")
    person_list = fields.personal_list("人员名单")
    unit_amount = fields.amount("单人标准")
    amount = fields.amount("金额", required=True)
    reviewed_on = fields.day("区审核日")
    submitted_on = fields.day("提交市局日")
    paid_on = fields.day("发放日")
    stated_on = fields.day("统计日期")
    stated_on.help_text = "招用工补贴按提交市局日统计，留温补助和路费补贴按发放日统计"

    class Meta:
        verbose_name = "企业稳岗用工补贴"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "stated_on"], name="employment_firmsubsidy_unit"),
            models.Index(fields=["reporting_unit", "paid_on"], name="employment_firmsubsidy_paid"),
            models.Index(fields=["reporting_unit", "submitted_on"], name="employment_firmsubsidy_handed"),
            models.Index(fields=["state"], name="employment_firmsubsidy_state"),
        ]
