"""引才: recruiting events, job sites, employers to recruit for, and the partners of agreements."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class RecruitEvent(Row):
    """引才活动: one event at which firms recruit talents, here, elsewhere, on a campus or online."""

    title = fields.text("名称", required=True)
    kind = fields.choice("类型", "本地招聘会/全国巡回/校园招聘/云校招/直播送岗/人才博览会", required=True)
    school = fields.text("院校")
    held_on = fields.day("日期", required=True)
    firms = fields.number("参加企业数")
    firm_list = fields.name_list("企业清单")
    posts = fields.number("岗位数")
    intents = fields.number("意向人次")
    shared_event = fields.text("对应招聘活动", 40)
    shared_event.help_text = "同一场活动在招聘活动台账里的编号，如 ZP-2023-022"

    class Meta:
        verbose_name = "引才活动"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "held_on"], name="talent_recruitevent_unit"),
            models.Index(fields=["state"], name="talent_recruitevent_state"),
        ]


class SitePosting(Row):
    """招聘网站岗位发布: how one site or column stands at the end of one month."""

    site = fields.text("网站或专栏", required=True)
    kind = fields.choice("类别", "合作招聘网站/人才网专栏", required=True)
    month = fields.month("统计月", required=True)
    firms = fields.number("企业数")
    open_posts = fields.number("可投递岗位数")
    past_posts = fields.number("历史岗位数")
    new_posts = fields.number("本月发布职位数")
    new_firms = fields.number("本月新发布企业数")
    resumes = fields.number("本月收到简历数")

    class Meta:
        verbose_name = "招聘网站岗位发布"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "month"], name="talent_siteposting_unit"),
            models.Index(fields=["state"], name="talent_siteposting_state"),
        ]


class KeyEmployer(Row):
    """重点引才企业: a firm somebody keeps in touch with about the people it needs."""

    company = fields.text("企业", required=True)
    industry = fields.text("行业")
    needs = fields.long_text("人才需求")
    contact = fields.person_name("联系人")
    listed_on = fields.day("入库日", required=True)
    removed_on = fields.day("出库日")
    applied = fields.long_text("已申报项目")

    class Meta:
        verbose_name = "重点引才企业"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "listed_on"], name="talent_keyemployer_unit"),
            models.Index(fields=["state"], name="talent_keyemployer_state"),
        ]


class Agreement(Row):
    """合作协议与基地: what was agreed with a school, a place or a platform, and for how long."""

    partner = fields.text("合作方", required=True)
    kind = fields.choice("类型", "校地合作/劳务合作基地/招聘平台/信息化合作/校企项目", required=True)
    signed_on = fields.day("签订日期")
    valid_to = fields.day("有效期")
    content = fields.long_text("合作事项")
    firms = fields.name_list("参与企业")
    output = fields.number("输送或实习人数")
    reviewed_on = fields.day("回头看日期")

    class Meta:
        verbose_name = "合作协议与基地"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "signed_on"], name="talent_agreement_unit"),
            models.Index(fields=["state"], name="talent_agreement_state"),
        ]
