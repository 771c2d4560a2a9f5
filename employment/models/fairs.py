"""招聘和就业服务活动: fairs in halls and online, talks, visits and months of help."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class JobFair(Row):
    """招聘活动: one fair in a hall, or one issue of a fair online."""

    title = fields.text("名称", required=True)
    series = fields.text("系列名称")
    kind = fields.choice("形式", "线下/线上", required=True)
    topic = fields.choice("专场", "综合/乡镇/困难人员/退役军人/其他")
    held_on = fields.day("举办日期", required=True)
    town = fields.town("地点")
    firms = fields.number("参会企业数")
    firm_list = fields.name_list("企业清单")
    posts = fields.number("岗位数")
    attendees = fields.number("进场人数")
    hired = fields.number("现场录用人数")
    clicks = fields.number("点击浏览人次")
    resumes = fields.number("简历数")
    shared_event = fields.text("对应引才活动", 40)
    shared_event.help_text = "同一场活动在引才活动台账里的编号；只在一处计场次"

    class Meta:
        verbose_name = "招聘活动"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "held_on"], name="employment_jobfair_unit"),
            models.Index(fields=["state"], name="employment_jobfair_state"),
        ]


class ServiceEvent(Row):
    """就业服务活动: one talk, visit, month of help or bus home."""

    title = fields.text("名称", required=True)
    kind = fields.choice("类别", "政策宣讲/雁归观摩/就业援助月/专项服务月/返岗接驳/其他", required=True)
    held_on = fields.day("日期", required=True)
    place = fields.text("地点")
    participants = fields.number("参加人数")
    students = fields.number("大学生人数")
    households = fields.number("走访户数")
    helped = fields.number("帮扶人数")

    class Meta:
        verbose_name = "就业服务活动"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "held_on"], name="employment_serviceevent_unit"),
            models.Index(fields=["state"], name="employment_serviceevent_state"),
        ]
