"""技能人才: contests, assessments, the people who passed, and the firms that may assess."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class SkillContest(Row):
    """技能竞赛: one contest of skills, held for the city or by the district."""

    title = fields.text("名称", required=True)
    level = fields.choice("级别", "市级承接/区级举办", required=True)
    trade = fields.text("工种")
    held_on = fields.day("日期", required=True)
    entrants = fields.number("参赛人数")
    winners = fields.personal_list("获奖人员")

    class Meta:
        verbose_name = "技能竞赛"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "held_on"], name="talent_contest_unit"),
            models.Index(fields=["state"], name="talent_contest_state"),
        ]


class SkillAssessment(Row):
    """技能等级认定与鉴定: one sitting or batch. `public_from` is the day its results are put up."""

    kind = fields.choice("类别", "等级认定/职业技能鉴定", required=True)
    institution = fields.text("评价机构", required=True)
    trade = fields.text("工种")
    held_on = fields.day("日期", required=True)
    persons = fields.number("考核人数")
    public_from = fields.day("公示起始日")
    certs = fields.number("核发证书数")
    certs_senior = fields.number("高级工证书数")
    certs_technician = fields.number("技师证书数")
    certs_senior_tech = fields.number("高级技师证书数")
    issued_on = fields.day("发证日期")

    class Meta:
        verbose_name = "技能等级认定与鉴定"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "held_on"], name="talent_assessment_unit"),
            models.Index(fields=["reporting_unit", "issued_on"], name="talent_assessment_issued"),
            models.Index(fields=["state"], name="talent_assessment_state"),
        ]


class SkilledPerson(Row):
    """技能人才: one person who was newly certified this year."""

    name = fields.person_name("姓名", required=True)
    id_no = fields.id_number("证件号", required=True)
    level = fields.choice("等级", "初级/中级/高级/技师/高级技师", required=True)
    cert_no = fields.certificate("证书号")
    certified_on = fields.day("取证日期", required=True)
    employer = fields.text("单位")
    craftsman = fields.flag("列入工匠人才")

    class Meta:
        verbose_name = "技能人才"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "certified_on"], name="talent_skilled_unit"),
            models.Index(fields=["state"], name="talent_skilled_state"),
        ]


class FilingFirm(Row):
    """备案企业: one firm that may assess the skills of its own people."""

    company = fields.text("企业", required=True)
    trades = fields.name_list("工种")
    filed_on = fields.day("备案日期")
    valid_to = fields.day("有效期")
    closed_on = fields.day("退出日期")

    class Meta:
        verbose_name = "备案企业"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "filed_on"], name="talent_filingfirm_unit"),
            models.Index(fields=["state"], name="talent_filingfirm_state"),
        ]
