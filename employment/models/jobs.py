"""就业登记和失业登记: who found work, and who lost it and is looked after until there is new work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class Placement(Row):
    """就业实名登记: one person taking up work once."""

    name = fields.person_name("姓名", required=True)
    id_no = fields.id_number("证件号", required=True)
    phone = fields.phone("电话")
    kind = fields.choice("类别", "城镇新增/转移就业", required=True)
    prior_status = fields.choice("就业前状态", "初次/失业/转移")
    employer = fields.text("用人单位")
    town = fields.town("街镇")
    form = fields.choice("就业形式", "单位/个体/公益性岗位/灵活")
    start_on = fields.day("就业日期")
    registered_on = fields.day("登记日期", required=True)
    destination = fields.choice("转移去向", "本地/省内/省外")
    left_on = fields.day("自然减员日期")
    check_result = fields.choice("抽查结果", "属实/不实/未核")

    class Meta:
        verbose_name = "就业登记"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "registered_on"], name="employment_placement_unit"),
            models.Index(fields=["reporting_unit", "left_on"], name="employment_placement_left"),
            models.Index(fields=["state"], name="employment_placement_state"),
        ]


class UnemployedPerson(Row):
    """失业登记: one time that one person is registered as out of work."""

    name = fields.person_name("姓名", required=True)
    id_no = fields.id_number("证件号", required=True)
    phone = fields.phone("电话")
    town = fields.town("街镇")
    registered_on = fields.day("失业登记日", required=True)
    reason = fields.choice("失业原因", "合同期满/被裁减/辞职/单位关闭破产/毕业后未就业/停止经营/其他")
    reemployed_on = fields.day("再就业日")
    reemploy_form = fields.choice("再就业形式", "单位/个体/公益性岗位/灵活")
    cancelled_on = fields.day("注销日")
    cancel_reason = fields.choice("注销原因", "就业/退休/死亡/迁出/其他")

    class Meta:
        verbose_name = "失业登记"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "reemployed_on"], name="employment_unemployed_unit"),
            models.Index(fields=["reporting_unit", "registered_on"], name="employment_unemployed_since"),
            models.Index(fields=["state"], name="employment_unemployed_state"),
        ]
