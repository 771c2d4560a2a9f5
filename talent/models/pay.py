"""工资人事审批: what public bodies ask to be approved for their people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class PersonnelApproval(Row):
    """工资人事审批: one matter of one public body.

    `applied_on` is when it was asked for; `quota` is how many posts were approved (岗位设置), against which `persons`
    stand.
    """

    employer = fields.text("单位", required=True)
    employer_kind = fields.choice("单位性质", "机关/事业", required=True)
    matter = fields.choice(
        "事项",
        "级别工资/薪级工资/考核奖/年度考核/档案专审/人员划转/岗位设置/编外用工/乡镇补贴/防疫津贴",
        required=True,
    )
    year = fields.number("所属年度", required=True)
    applied_on = fields.day("申报日期", required=True)
    approved_on = fields.month("审批月份")
    quota = fields.number("核定岗位数")
    persons = fields.number("人数")
    amount = fields.amount("金额")
    opinion = fields.long_text("问题与意见")

    class Meta:
        verbose_name = "工资人事审批"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "approved_on"], name="talent_approval_unit"),
            models.Index(fields=["state"], name="talent_approval_state"),
        ]
