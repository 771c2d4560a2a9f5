"""重点群体: people who find it hard to get work, graduates without work, and every contact with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class HardshipPerson(Row):
    """就业困难人员: one person certified as having a hard time finding work."""

    name = fields.person_name("姓名", required=True)
    id_no = fields.id_number("证件号", required=True)
    phone = fields.phone("电话")
    town = fields.town("街镇")
    category = fields.choice("困难类型", "大龄/残疾/低保/失地/长期失业/其他", required=True)
    certified_on = fields.day("认定日")
    employed_on = fields.day("就业日")
    employer = fields.text("就业单位")
    exit_on = fields.day("退出日")
    exit_reason = fields.choice("退出原因", "稳定就业/退休/死亡/迁出/不再符合条件/其他")
    served = fields.flag("已提供服务")

    class Meta:
        verbose_name = "就业困难人员"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "employed_on"], name="employment_hardship_unit"),
            models.Index(fields=["reporting_unit", "certified_on"], name="employment_hardship_since"),
            models.Index(fields=["state"], name="employment_hardship_state"),
        ]


class FollowUpContact(Row):
    """联系服务: one call, visit, spot check or survey of one person."""

    person = fields.person_name("对象", required=True)
    group = fields.choice("群体", "失业登记/就业困难/离校毕业生/帮扶户/其他", required=True)
    kind = fields.choice("方式", "电话/走访/摸底调查/电话抽查/推送岗位", required=True)
    done_on = fields.day("日期", required=True)
    job_status = fields.choice("就业状态", "未就业/单位就业/灵活就业/自主创业/升学或参军/退出劳动力市场")
    intention = fields.text("就业意愿")
    result = fields.long_text("结果")
    next_due = fields.day("下次联系日")
    staff = fields.staff("经办人")

    class Meta:
        verbose_name = "联系服务"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "done_on"], name="employment_followup_unit"),
            models.Index(fields=["state"], name="employment_followup_state"),
        ]


class Graduate(Row):
    """离校未就业毕业生: one graduate who left school without work, kept with the class of that year."""

    name = fields.person_name("姓名", required=True)
    id_no = fields.id_number("证件号", required=True)
    phone = fields.phone("电话")
    school = fields.text("院校")
    degree = fields.choice("学历", "博士/硕士/本科/专科")
    class_year = fields.number("届别", required=True)
    class_year.help_text = "毕业的年份，四位数字；一届从当年 7 月到次年 6 月"
    registered_on = fields.day("登记日", required=True)
    intention = fields.text("就业意愿")
    services = fields.number("服务次数")
    employed_on = fields.day("就业日")
    destination = fields.choice("去向", "单位就业/灵活就业/自主创业/升学/参军/暂不就业")

    class Meta:
        verbose_name = "离校未就业毕业生"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "employed_on"], name="employment_graduate_unit"),
            models.Index(fields=["reporting_unit", "class_year"], name="employment_graduate_class"),
            models.Index(fields=["state"], name="employment_graduate_state"),
        ]
