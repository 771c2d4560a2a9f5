"""就业见习和公益性岗位: posts that were opened, and the people in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class InternshipPost(Row):
    """见习岗位: a number of posts for interns that one firm opens at once."""

    company = fields.text("见习单位", required=True)
    base = fields.row("employment.Facility", "见习基地")
    posts = fields.number("岗位数", required=True)
    opened_on = fields.day("开发日期")
    expires_on = fields.day("有效期")
    recognised = fields.flag("基地已认定")

    class Meta:
        verbose_name = "见习岗位"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "opened_on"], name="employment_internpost_unit"),
            models.Index(fields=["state"], name="employment_internpost_state"),
        ]


class Internship(Row):
    """就业见习: one young person in one post."""

    name = fields.person_name("姓名", required=True)
    id_no = fields.id_number("证件号", required=True)
    post = fields.row("employment.InternshipPost", "见习岗位")
    start_on = fields.day("到岗日")
    end_on = fields.day("期满日")
    retained = fields.flag("留用")
    subsidy = fields.amount("见习补贴")

    class Meta:
        verbose_name = "就业见习"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "start_on"], name="employment_internship_unit"),
            models.Index(fields=["state"], name="employment_internship_state"),
        ]


class WelfarePost(Row):
    """公益性岗位: one post and whoever holds it."""

    title = fields.text("岗位名称", required=True)
    company = fields.text("用人单位")
    area = fields.choice("城乡", "城镇/乡村", required=True)
    developed_on = fields.day("开发日期", required=True)
    holder = fields.person_name("在岗人员")
    start_on = fields.day("上岗日")
    expire_on = fields.day("期满日")
    exited_on = fields.day("退出日")
    standard = fields.amount("补贴标准")
    standard.help_text = "每人每月"

    class Meta:
        verbose_name = "公益性岗位"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "developed_on"], name="employment_welfarepost_unit"),
            models.Index(fields=["reporting_unit", "exited_on"], name="employment_welfarepost_exited"),
            models.Index(fields=["state"], name="employment_welfarepost_state"),
        ]
