"""家庭和帮扶户: families without any job, and households watched month by month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class ZeroJobFamily(Row):
    """零就业家庭: one family in which nobody of working age has a job."""

    holder = fields.person_name("户主", required=True)
    address = fields.address("住址")
    town = fields.town("街镇")
    members = fields.number("法定劳动年龄人数")
    found_on = fields.day("认定日")
    helped_on = fields.day("消除日")
    measure = fields.long_text("帮扶措施")
    employed_member = fields.person_name("就业成员")

    class Meta:
        verbose_name = "零就业家庭"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "helped_on"], name="employment_zerojob_unit"),
            models.Index(fields=["reporting_unit", "found_on"], name="employment_zerojob_since"),
            models.Index(fields=["state"], name="employment_zerojob_state"),
        ]


class MonitoredHousehold(Row):
    """帮扶户就业监测: one household in one month."""

    holder = fields.person_name("户主", required=True)
    household_no = fields.text("户编号", 40, required=True)
    kind = fields.choice("户类", "建档立卡/易地搬迁/边缘户", required=True)
    town = fields.town("街镇")
    month = fields.month("监测月", required=True)
    workforce = fields.number("劳动力人数", required=True)
    employed = fields.number("已就业人数", required=True)
    channel = fields.choice("解决渠道", "农村产业/重大工程/工业企业/服务业/安置点/林业/劳务输出/公益性岗位")
    place = fields.text("就业地点")

    class Meta:
        verbose_name = "帮扶户就业监测"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "month"], name="employment_household_unit"),
            models.Index(fields=["household_no", "month"], name="employment_household_no"),
            models.Index(fields=["state"], name="employment_household_state"),
        ]
