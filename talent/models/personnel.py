"""事业单位人事: posts recruited for, titles applied for and held, and the training of cadres."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class Title(Row):
    """职称评聘: one person's application, recognition or appointment. `closes_on` is when the batch closes."""

    name = fields.person_name("姓名", required=True)
    employer = fields.text("单位")
    kind = fields.choice("环节", "评审申报/初次考核认定/聘任", required=True)
    level = fields.choice("级别", "正高/高级/中级/初级", required=True)
    private = fields.flag("民营企业")
    exceptional = fields.flag("破格")
    closes_on = fields.day("申报截止日")
    accepted_on = fields.day("受理或聘任日期", required=True)
    result = fields.choice("结果", "通过/未通过")
    decided_on = fields.day("结果日期")

    class Meta:
        verbose_name = "职称评聘"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "accepted_on"], name="talent_title_unit"),
            models.Index(fields=["state"], name="talent_title_state"),
        ]


class Recruitment(Row):
    """公开招聘: one post of one batch. The list of people stands in public from `public_from` to `public_to`."""

    batch = fields.text("批次", required=True)
    kind = fields.choice(
        "类别",
        "省集中公开招聘/中小学教师/特岗教师/市免费医学生/卫健系统/人才引进/遴选/三支一扶/其他公开招聘",
        required=True,
    )
    employer = fields.text("单位", required=True)
    posts = fields.number("岗位数")
    planned = fields.number("计划人数", required=True)
    notice_on = fields.day("公告日")
    exam_on = fields.day("考试日")
    public_from = fields.day("公示起始日")
    public_to = fields.day("公示截止日")
    hired = fields.number("录用人数")
    hired_on = fields.day("聘用日期")
    reported_on = fields.day("报到日期")
    list = fields.personal_list("拟聘名单")

    class Meta:
        verbose_name = "事业单位公开招聘"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "hired_on"], name="talent_recruitment_unit"),
            models.Index(fields=["reporting_unit", "notice_on"], name="talent_recruitment_notice"),
            models.Index(fields=["state"], name="talent_recruitment_state"),
        ]


class CadreTraining(Row):
    """干部教育培训: one lecture, training course, contest or party day."""

    title = fields.text("主题", required=True)
    kind = fields.choice("类别", "干部大讲堂/讲业务荐好书/技能大比武/骨干培训班/党员活动日", required=True)
    held_on = fields.day("日期", required=True)
    lecturer = fields.text("主讲")
    trips = fields.number("参训人次")
    scores = fields.long_text("成绩")

    class Meta:
        verbose_name = "干部教育培训"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "held_on"], name="talent_training_unit"),
            models.Index(fields=["state"], name="talent_training_state"),
        ]
