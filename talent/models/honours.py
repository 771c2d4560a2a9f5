"""人才项目与称号: people who hold an honour, and applications for projects, prizes and selections."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class HighLevelPerson(Row):
    """高层次人才: one honour held by one person."""

    name = fields.person_name("姓名", required=True)
    honour = fields.choice(
        "称号", "政府特殊津贴/突出贡献中青年专家/省首席技师/市技术能手/其他", required=True
    )
    granted_by = fields.text("授予单位")
    granted_on = fields.day("授予日期", required=True)
    employer = fields.text("单位")
    left_on = fields.day("离库日")

    class Meta:
        verbose_name = "高层次人才"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "granted_on"], name="talent_highlevel_unit"),
            models.Index(fields=["state"], name="talent_highlevel_state"),
        ]


class ProjectApplication(Row):
    """人才项目申报: one application, from the call it answers to the money it brings.

    `closes_on` and `public_from` are what its clocks begin with; the paper ledger keeps them on the call itself.
    """

    project = fields.text("项目名称", required=True)
    kind = fields.choice(
        "类别",
        "技能先锋奖/双创计划/人才计划/引育奖励/政府特殊津贴/园区奖励/博士工作站/海外引智",
        required=True,
    )
    applicant = fields.person_name("申报人")
    company = fields.text("申报单位")
    closes_on = fields.day("申报截止日")
    accepted_on = fields.day("受理日期")
    recommended_on = fields.day("推荐日期")
    public_from = fields.day("公示起始日")
    approved_on = fields.day("批准日期")
    fund = fields.amount("经费")
    result = fields.choice("结果", "通过/未通过")

    class Meta:
        verbose_name = "人才项目申报"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "accepted_on"], name="talent_project_unit"),
            models.Index(fields=["reporting_unit", "recommended_on"], name="talent_project_recommended"),
            models.Index(fields=["state"], name="talent_project_state"),
        ]
