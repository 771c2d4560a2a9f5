"""企业服务和人力资源机构: visits to firms, and agencies that place people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class FirmContact(Row):
    """企业走访联系: one visit or call to one firm, or one policy handed over."""

    company = fields.text("企业", required=True)
    sector = fields.text("板块")
    kind = fields.choice("方式", "走访/定点联系/电话/政策送达", required=True)
    policy = fields.text("政策文件", 80)
    policy.help_text = "送达的政策文件的文号或编号"
    received = fields.flag("已签收送达")
    contact_on = fields.day("日期", required=True)
    staff = fields.staff("人员")
    need = fields.long_text("诉求")
    handler = fields.section("承办科室")
    due_on = fields.day("答复期限")
    closed_on = fields.day("办结日")

    class Meta:
        verbose_name = "企业走访联系"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "contact_on"], name="employment_firmcontact_unit"),
            models.Index(fields=["state"], name="employment_firmcontact_state"),
        ]


class HrAgency(Row):
    """人力资源服务机构: one agency with its licence."""

    title = fields.text("机构", required=True)
    licence_no = fields.text("许可或备案号", 60)
    licensed_on = fields.day("许可日")
    valid_to = fields.day("有效期")
    staff = fields.number("从业人数")
    annual_report = fields.flag("年度报告已交")
    problem = fields.long_text("检查问题")
    closed_on = fields.day("注销日")

    class Meta:
        verbose_name = "人力资源服务机构"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "licensed_on"], name="employment_agency_unit"),
            models.Index(fields=["state"], name="employment_agency_state"),
        ]
