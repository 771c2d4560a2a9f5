"""人才引进: people who came to work in the district."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class Intake(Row):
    """引进人才: one person who came, or newly counts as a talent."""

    name = fields.person_name("姓名", required=True)
    id_no = fields.id_number("证件号", required=True)
    degree = fields.choice("学历", "本科/硕士/博士/其他", required=True)
    title = fields.choice("职称", "无/中级/高级")
    level = fields.choice("层次", "大学生/高层次/工匠/医务", required=True)
    employer = fields.text("单位", required=True)
    employer_kind = fields.choice("单位性质", "机关企事业/企业/其他", required=True)
    arrived_on = fields.day("引进日期", required=True)
    establishment = fields.choice("编制", "事业编/非事业编/企业")

    class Meta:
        verbose_name = "引进人才"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "arrived_on"], name="talent_intake_unit"),
            models.Index(fields=["state"], name="talent_intake_state"),
        ]
