"""创业: people helped to start, the loans guaranteed for them, and the places that take them in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class StartupSupport(Row):
    """创业扶持: one person helped to start a business."""

    name = fields.person_name("创业者", required=True)
    entity = fields.text("创业主体")
    support = fields.choice("扶持方式", "贷款/培训/场地/补贴/大赛项目", required=True)
    contest = fields.text("大赛届次与奖项")
    supported_on = fields.day("扶持日期")
    jobs_created = fields.number("带动就业人数")
    survived = fields.flag("项目存续")

    class Meta:
        verbose_name = "创业扶持"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "supported_on"], name="employment_startup_unit"),
            models.Index(fields=["state"], name="employment_startup_state"),
        ]


class StartupLoan(Row):
    """创业担保贷款: one loan, from the application to the last repayment."""

    borrower = fields.person_name("申请人", required=True)
    entity = fields.text("企业")
    kind = fields.choice("类别", "个人/小微企业", required=True)
    applied_on = fields.day("申请日", required=True)
    reviewed_on = fields.day("审核日")
    paid_on = fields.day("放款日")
    amount = fields.amount("贷款金额")
    term_months = fields.number("期限")
    term_months.help_text = "按月计"
    subsidy = fields.amount("贴息金额")
    subsidy_on = fields.day("贴息日")
    jobs = fields.number("带动就业")
    due_on = fields.day("到期日")
    repaid_on = fields.day("还清日")

    class Meta:
        verbose_name = "创业担保贷款"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "paid_on"], name="employment_loan_unit"),
            models.Index(fields=["reporting_unit", "subsidy_on"], name="employment_loan_subsidy"),
            models.Index(fields=["state"], name="employment_loan_state"),
        ]


class Facility(Row):
    """就业创业载体: one place for founders, trainees, domestic workers or day labourers."""

    title = fields.text("名称", required=True)
    kind = fields.choice(
        "类别",
        "创业孵化基地/纺织培训基地/培训基地/家政服务网点/见习基地/就业驿站/零工市场",
        required=True,
    )
    level = fields.choice("级别", "国家级/省级/市级/区级")
    town = fields.town("街镇")
    opened_on = fields.day("建成或认定日期")
    closed_on = fields.day("撤销日期")
    area = fields.decimal("面积平方米")
    hosted_firms = fields.number("入孵企业数")
    contact = fields.person_name("联系人")

    class Meta:
        verbose_name = "就业创业载体"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "opened_on"], name="employment_facility_unit"),
            models.Index(fields=["state"], name="employment_facility_state"),
        ]

    def __str__(self) -> str:
        return self.title
