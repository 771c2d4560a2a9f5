"""重点群体: people certified, graduates of a class, and the contacts that keep up with them."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FormSection,
    Level,
    Listing,
    PersonLink,
    Phase,
    Register,
    Retention,
    RowCheck,
    State,
    Step,
)
from bureau.registers.listings import overdue
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import FollowUp
from employment.models import FollowUpContact, Graduate, HardshipPerson


def not_served(people: QuerySet[HardshipPerson], today: datetime.date) -> QuerySet[HardshipPerson]:
    """Certified people whom nobody has served or contacted yet: what keeps the service rate under 100%."""
    contacts = FollowUpContact.objects.filter(
        person_index=OuterRef("name_index"), state__in=("已联系", "办结")
    )
    return people.filter(~Exists(contacts), state__in=("认定", "援助中"), served=False)


HARDSHIP_PEOPLE = Register(
    code="employment.hardship_people",
    title="就业困难人员实名制台账",
    model=HardshipPerson,
    measure="人",
    letters="KN",
    decides="employed_on",
    label="name",
    what="一名经认定的就业困难人员",
    duty="jobs",
    aliases=("就业困难人员台账",),
    states=(
        State("申请", counts=False),
        State("认定"),
        State("援助中"),
        State("就业", phase=Phase.DONE),
        State("退出", phase=Phase.DONE),
        State("不予认定", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("certify", "认定", ("申请",), "认定", by=Doer.REVIEWER, asks=("certified_on",)),
        Step("refuse", "不予认定", ("申请",), "不予认定", by=Doer.REVIEWER, reason=True),
        Step("help", "开始援助", ("认定",), "援助中"),
        Step("employ", "就业", ("认定", "援助中"), "就业", asks=("employed_on", "employer")),
        Step("leave", "退出", ("认定", "援助中", "就业"), "退出", asks=("exit_on", "exit_reason")),
    ),
    columns=("certified_on", "name", "category", "town", "served", "employed_on", "employer", "exit_on"),
    filters=("category", "town", "served", "certified_on", "exit_reason"),
    search=("name", "id_no", "employer"),
    sections=(
        FormSection("本人", ("name", "id_no", "phone", "town")),
        FormSection("认定", ("category", "certified_on", "served")),
        FormSection("就业和退出", ("employed_on", "employer", "exit_on", "exit_reason")),
    ),
    follow_ups=(
        FollowUp("contact", "定期联系", since="certified_on", every_days=30, runs_in=("认定", "援助中")),
    ),
    listings=(
        Listing("not_served", "未服务名单", not_served, late=True),
        Listing("not_contacted", "逾期未联系", overdue("employment.hardship_people", "contact"), late=True),
    ),
    breakdowns=(
        Breakdown("by_category", "按困难类型", "category"),
        Breakdown("by_town", "按街镇", "town"),
    ),
    checks=(
        in_order("certified_on", "employed_on"),
        in_order("certified_on", "exit_on"),
    ),
    person=PersonLink("name", "id_no"),
    retention=Retention(years=5, after=("exit_on", "employed_on")),
)

FOLLOW_UPS = Register(
    code="employment.follow_ups",
    title="重点群体联系服务台账",
    model=FollowUpContact,
    measure="次",
    letters="LX",
    decides="done_on",
    label="person",
    what="对一名服务对象的一次联系、走访、抽查或调查",
    duty="jobs",
    aliases=("失业登记人员跟进服务台账", "就业困难人员跟进服务台账", "重点群体摸底调查台账"),
    states=(
        State("计划", counts=False),
        State("已联系"),
        State("办结", phase=Phase.DONE),
        State("联系不上", counts=False),
        State("改期", counts=False),
    ),
    steps=(
        Step("contact", "记联系结果", ("计划", "改期"), "已联系", asks=("done_on", "result")),
        Step("finish", "办结", ("已联系",), "办结"),
        Step("miss", "联系不上", ("计划", "改期"), "联系不上"),
        Step("postpone", "改期", ("联系不上",), "改期", asks=("next_due",)),
    ),
    columns=("done_on", "person", "group", "kind", "job_status", "intention", "next_due", "staff"),
    filters=("group", "kind", "job_status", "intention", "next_due", "staff"),
    search=("person", "intention", "result"),
    sections=(
        FormSection("对象", ("person", "group")),
        FormSection("联系", ("kind", "done_on", "job_status", "intention", "result", "staff")),
        FormSection("下次", ("next_due",)),
    ),
    follow_ups=(
        FollowUp(
            "next",
            "下次联系",
            since="done_on",
            every_days=30,
            next_on="next_due",
            remind_days=3,
            runs_in=("计划", "已联系", "联系不上", "改期"),
        ),
    ),
    listings=(Listing("overdue", "逾期名单", overdue("employment.follow_ups", "next"), late=True),),
    breakdowns=(
        Breakdown("by_group", "按群体", "group"),
        Breakdown("by_kind", "按方式", "kind"),
        Breakdown("by_intention", "按就业意愿", "intention"),
    ),
    checks=(
        not_ahead("done_on", ("已联系", "办结")),
        in_order("done_on", "next_due"),
    ),
    person=PersonLink("person"),
    retention=Retention(years=3, after=("done_on",)),
)


def names_a_year(graduate: Graduate) -> str:
    """A class is named by the year in which it left school."""
    if not 1949 < graduate.class_year < 2200:
        return f"届别 {graduate.class_year} 不是年份，请填四位数字的毕业年份。"
    return ""


def registered_in_its_class(graduate: Graduate) -> str:
    """A class runs from July of its year to June of the next."""
    first = datetime.date(graduate.class_year, 7, 1)
    last = datetime.date(graduate.class_year + 1, 6, 30)
    if not first <= graduate.registered_on <= last:
        return (
            f"登记日（{graduate.registered_on}）不在 {graduate.class_year} 届的登记期（{first} 至 {last}）。"
        )
    return ""


def without_service(graduates: QuerySet[Graduate], today: datetime.date) -> QuerySet[Graduate]:
    """Each is owed advice, a proposal and a chance of training once at least."""
    return graduates.filter(Q(services=None) | Q(services=0), state__in=("登记", "服务中"))


def not_updated(graduates: QuerySet[Graduate], today: datetime.date) -> QuerySet[Graduate]:
    """Rows nobody has looked at in this period: a month from July to December, a quarter from January to June."""
    begins = [datetime.date(today.year, month, 1) for month in (1, 4, *range(7, 13))]
    ends = [*begins[1:], datetime.date(today.year + 1, 1, 1)]
    start = next(first for first, last in zip(begins, ends, strict=True) if first <= today < last)
    return graduates.filter(state__in=("登记", "服务中", "暂不就业"), changed_at__date__lt=start)


GRADUATES = Register(
    code="employment.graduates",
    title="离校未就业高校毕业生实名制登记台账",
    model=Graduate,
    measure="人",
    letters="BY",
    decides="employed_on",
    label="name",
    what="一名离校未就业毕业生（按届）",
    duty="jobs",
    states=(
        State("登记"),
        State("服务中"),
        State("就业", phase=Phase.DONE),
        State("升学", phase=Phase.DONE),
        State("暂不就业", phase=Phase.DONE),
    ),
    steps=(
        Step("serve", "开始服务", ("登记", "暂不就业"), "服务中"),
        Step(
            "employ",
            "就业",
            ("登记", "服务中", "暂不就业"),
            "就业",
            asks=("employed_on", "destination"),
        ),
        Step("study", "升学", ("登记", "服务中", "暂不就业"), "升学"),
        Step("rest", "暂不就业", ("登记", "服务中"), "暂不就业"),
    ),
    columns=(
        "registered_on",
        "name",
        "class_year",
        "school",
        "degree",
        "services",
        "employed_on",
        "destination",
    ),
    filters=("class_year", "degree", "destination", "registered_on"),
    search=("name", "id_no", "school", "intention"),
    sums=("services",),
    sections=(
        FormSection("本人", ("name", "id_no", "phone", "school", "degree", "class_year")),
        FormSection("登记和服务", ("registered_on", "intention", "services")),
        FormSection("去向", ("employed_on", "destination")),
    ),
    listings=(
        Listing("without_service", "未服务名单", without_service, late=True),
        Listing("not_updated", "本期未更新", not_updated),
    ),
    breakdowns=(
        Breakdown("by_class", "按届", "class_year", ("services",)),
        Breakdown("by_degree", "按学历", "degree", ("services",)),
        Breakdown("by_destination", "按去向", "destination"),
    ),
    checks=(
        RowCheck("names_a_year", Level.HARD, names_a_year, ("class_year",)),
        RowCheck("registered_in_its_class", Level.SOFT, registered_in_its_class, ("registered_on",)),
        not_ahead("registered_on", ("登记", "服务中")),
        in_order("registered_on", "employed_on", Level.SOFT),
    ),
    person=PersonLink("name", "id_no"),
    retention=Retention(years=5, after=("employed_on", "registered_on")),
)
