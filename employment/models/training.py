"""职业技能培训: one row for each time a class is held."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class TrainingClass(Row):
    """培训班期: one class from its filing to the subsidy."""

    title = fields.text("班名", required=True)
    programme = fields.choice(
        "工程或项目",
        "粤菜师傅/技工/南粤家政/农村电商/家政/纺织/岗前/岗位提升/就业技能/创业/农村劳动力转移/新型学徒制/其他",
        required=True,
    )
    subsidised = fields.flag("补贴性")
    order_firm = fields.text("订单企业")
    base = fields.row("employment.Facility", "培训基地")
    institution = fields.text("机构")
    trade = fields.text("工种")
    start_on = fields.day("开班日")
    end_on = fields.day("结业日")
    persons = fields.number("参训人数")
    trips = fields.number("培训人次")
    passed = fields.number("考核通过人数")
    carded = fields.number("建档持卡人数")
    pushed = fields.number("推送上岗人数")
    subsidy = fields.amount("补贴金额")
    source = fields.choice("统计来源", "本局/园区专班")

    class Meta:
        verbose_name = "培训班期"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "end_on"], name="employment_training_unit"),
            models.Index(fields=["state"], name="employment_training_state"),
        ]
