"""外来和园区工人: people brought in from elsewhere, and people who work in the park."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class LaborInflow(Row):
    """外来务工人员引进: one group brought in from elsewhere."""

    # `origin` is how a row came in.
    origin_place = fields.text("来源地", required=True)
    base = fields.text("劳务合作基地", 40)
    base.help_text = "合作协议与基地台账里的编号"
    company = fields.text("用工企业", required=True)
    arrived_on = fields.day("到岗日")
    persons = fields.number("人数")
    transport = fields.choice("方式", "专车接驳/自行")
    list = fields.personal_list("名单")

    class Meta:
        verbose_name = "外来务工人员引进"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "arrived_on"], name="employment_inflow_unit"),
            models.Index(fields=["state"], name="employment_inflow_state"),
        ]


class ParkWorker(Row):
    """园区工人: what is known of one worker of the park in one firm."""

    name = fields.person_name("姓名", required=True)
    phone = fields.phone("电话")
    company = fields.text("企业", required=True)
    trade = fields.text("工种")
    collected_on = fields.day("采集日期", required=True)
    on_job = fields.flag("在职")
    left_on = fields.day("离职日")

    class Meta:
        verbose_name = "园区工人"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "collected_on"], name="employment_parkworker_unit"),
            models.Index(fields=["state"], name="employment_parkworker_state"),
        ]
