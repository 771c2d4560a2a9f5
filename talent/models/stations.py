"""博士（后）工作站: where doctors and postdoctoral fellows work with a firm."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class DoctorStation(Row):
    """博士（后）工作站或基地: empty when nobody is in it, and closed from `revoked_on` on."""

    host = fields.text("设站单位", required=True)
    kind = fields.choice("类型", "省级博士工作站/博士后创新实践基地/博士后工作站", required=True)
    approved_on = fields.day("批准日期")
    in_station = fields.number("在站博士后人数")
    assessed_on = fields.day("评估日期")
    assessed = fields.choice("评估结果", "优秀/良好/合格/不合格")
    revoked_on = fields.day("撤销日期")

    class Meta:
        verbose_name = "博士（后）工作站"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "approved_on"], name="talent_station_unit"),
            models.Index(fields=["reporting_unit", "revoked_on"], name="talent_station_revoked"),
            models.Index(fields=["state"], name="talent_station_state"),
        ]
