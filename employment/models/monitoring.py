"""用工监测: what firms report of their staff."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class FirmReport(Row):
    """重点企业用工监测: what one firm reports of its staff for one month."""

    company = fields.text("企业", required=True)
    sector = fields.text("行业")
    month = fields.month("监测期", required=True)
    on_job = fields.number("在岗人数")
    vacancies = fields.number("缺工数")
    reduced = fields.number("减员数")
    increased = fields.number("增员数")
    alert = fields.choice("预警级别", "无/黄/红")
    handled_on = fields.day("处置日")

    class Meta:
        verbose_name = "重点企业用工监测"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "month"], name="employment_firmreport_unit"),
            models.Index(fields=["company", "month"], name="employment_firmreport_company"),
            models.Index(fields=["state"], name="employment_firmreport_state"),
        ]
