"""人才服务: services to high-level people, events of the talent stations, and the experts they call on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registers import fields
from bureau.registers.rows import Row


class Service(Row):
    """高层次人才服务: one thing done for one person, by the `handler` it was passed on to."""

    person = fields.person_name("服务对象", required=True)
    kind = fields.choice("类别", "子女入学/项目对接/政策咨询/医疗健康/资金扶持/项目申报", required=True)
    station = fields.choice("窗口", "一站式服务中心/人才驿站", required=True)
    requested_on = fields.day("受理日", required=True)
    handler = fields.staff("承办人")
    done_on = fields.day("办结日")
    result = fields.long_text("结果")

    class Meta:
        verbose_name = "高层次人才服务"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "done_on"], name="talent_service_unit"),
            models.Index(fields=["state"], name="talent_service_state"),
        ]


class Event(Row):
    """人才活动: exchanges, HR salons, meetings of doctors, and experts taking their skills to the villages."""

    title = fields.text("主题", required=True)
    kind = fields.choice("类别", "交流对接/HR沙龙/博士交流/送技下乡", required=True)
    station = fields.text("驿站")
    held_on = fields.day("日期", required=True)
    place = fields.text("地点")
    trips = fields.number("参与人次")
    trainees = fields.number("培训人次")
    experts = fields.name_list("专家名单")
    expert_count = fields.number("专家人数")
    firms = fields.number("参加企业数")

    class Meta:
        verbose_name = "人才活动"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "held_on"], name="talent_event_unit"),
            models.Index(fields=["state"], name="talent_event_state"),
        ]


class Expert(Row):
    """入库专家: somebody a station or a town may call on."""

    name = fields.person_name("专家", required=True)
    level = fields.choice("层级", "区驿站/镇助飞智囊团/纺织评审", required=True)
    field = fields.text("专业")
    listed_on = fields.day("入库日期", required=True)
    removed_on = fields.day("出库日期")
    last_visit = fields.day("最近走访")
    reviews = fields.number("评审次数")

    class Meta:
        verbose_name = "入库专家"
        indexes: ClassVar = [
            models.Index(fields=["reporting_unit", "listed_on"], name="talent_expert_unit"),
            models.Index(fields=["state"], name="talent_expert_state"),
        ]
