"""引才的台账: events, job sites, employers to recruit for, and agreements."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from bureau.registers.declarations import (
    DRAFT,
    VOID,
    Breakdown,
    Doer,
    FilledBy,
    FirmLink,
    FormSection,
    Level,
    Listing,
    Phase,
    Register,
    Retention,
    RowCheck,
    State,
    Step,
    Transfer,
)
from bureau.registers.listings import overdue
from bureau.registers.models import Contact
from bureau.registers.row_checks import as_many_as_named, at_most, in_order, not_ahead
from bureau.registers.timing import Cadence, Clock, Every, Expiry, FollowUp
from talent.models import Agreement, KeyEmployer, RecruitEvent, SitePosting

QUARTER_DAYS = 92
LIVING_AGREEMENTS = ("签订", "履行", "续签")


def has_intents(event: RecruitEvent) -> bool:
    return bool(event.intents)


RECRUIT_EVENTS = Register(
    code="talent.recruit_events",
    title="引才活动台账",
    model=RecruitEvent,
    measure="场",
    letters="YC",
    decides="held_on",
    label="title",
    what="一场引才或校园招聘活动",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(State("计划", counts=False), State("已举办"), State("结果已报", phase=Phase.DONE)),
    steps=(
        Step("hold", "已举办", ("计划",), "已举办", asks=("held_on",)),
        Step("report", "报结果", ("已举办",), "结果已报", asks=("firms", "posts", "intents")),
    ),
    columns=("held_on", "title", "kind", "school", "firms", "posts", "intents", "shared_event"),
    filters=("kind",),
    search=("title", "school", "firm_list", "shared_event"),
    sums=("firms", "posts", "intents"),
    sections=(
        FormSection("活动", ("title", "kind", "school", "held_on", "shared_event")),
        FormSection("结果", ("firms", "firm_list", "posts", "intents")),
    ),
    clocks=(Clock("results", "结果填报时限", "held_on", 5, stops_in=("结果已报",)),),
    follow_ups=(
        FollowUp(
            "signing",
            "跟踪意向人员签约",
            "held_on",
            after_months=(1,),
            runs_in=("已举办", "结果已报"),
            applies=has_intents,
        ),
    ),
    listings=(Listing("unreported", "逾期未报结果", overdue("talent.recruit_events", "results"), late=True),),
    breakdowns=(Breakdown("kinds", "按类型", "kind", ("firms", "posts", "intents")),),
    checks=(not_ahead("held_on", ("已举办", "结果已报")), as_many_as_named("firms", "firm_list")),
    transfers=(
        Transfer(
            "intake",
            "转入人才引进台账",
            "talent.intake",
            ("已举办", "结果已报"),
            {"arrived_on": "held_on"},
            many=True,
        ),
    ),
    firm=FirmLink("firm_list", many=True),
)


def find_other_snapshot(posting: SitePosting) -> str:
    """A site is looked at once a month: a second row would count its posts twice."""
    others = SitePosting.objects.filter(
        reporting_unit=posting.reporting_unit, site=posting.site, kind=posting.kind, month=posting.month
    )
    other = others.exclude(pk=posting.pk).exclude(state__in=(DRAFT, VOID)).first()
    return f"“{posting.site}”这个月已采集过（{other.number}），请改那一行。" if other else ""


SITE_POSTINGS = Register(
    code="talent.site_postings",
    title="招聘网站岗位发布台账",
    model=SitePosting,
    measure="条",
    letters="WZ",
    decides="month",
    label="site",
    what="一个合作网站（专栏）在一个月末的情况",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(State("采集"), State("核对"), State("锁定", phase=Phase.DONE)),
    steps=(
        Step("verify", "核对", ("采集",), "核对", Doer.REVIEWER),
        Step("lock", "锁定", ("核对",), "锁定", Doer.REVIEWER),
    ),
    columns=(
        "month",
        "site",
        "kind",
        "firms",
        "open_posts",
        "past_posts",
        "new_posts",
        "new_firms",
        "resumes",
    ),
    filters=("kind", "site"),
    search=("site",),
    sums=("new_posts", "new_firms", "resumes"),
    sections=(
        FormSection("网站", ("site", "kind", "month")),
        FormSection("月末在架", ("firms", "open_posts", "past_posts")),
        FormSection("本月新增", ("new_firms", "new_posts", "resumes")),
    ),
    cadences=(Cadence("monthly", "每月末采集一次", Every.MONTH, "month", per="site"),),
    breakdowns=(Breakdown("sites", "按网站", "site", ("new_posts", "new_firms", "resumes")),),
    checks=(
        RowCheck("once_a_month", Level.HARD, find_other_snapshot, ("month",)),
        at_most("open_posts", "past_posts", Level.SOFT),
        at_most("new_firms", "new_posts", Level.SOFT, "每家企业至少一个职位"),
    ),
)


def not_updated(rows: QuerySet[KeyEmployer], today: datetime.date) -> QuerySet[KeyEmployer]:
    """Employers about whom nothing was changed or noted for more than a quarter."""
    since = today - datetime.timedelta(days=QUARTER_DAYS)
    contacts = Contact.objects.filter(
        register="talent.key_employers", row_id=OuterRef("pk"), done_on__gte=since
    )
    return rows.filter(
        ~Exists(contacts), state__in=("入库", "服务中"), listed_on__lt=since, changed_at__date__lt=since
    )


KEY_EMPLOYERS = Register(
    code="talent.key_employers",
    title="重点引才企业信息库",
    model=KeyEmployer,
    measure="家",
    letters="ZQ",
    decides="listed_on",
    label="company",
    what="一家重点引才企业",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(State("入库"), State("服务中"), State("出库", phase=Phase.DONE)),
    steps=(
        Step("serve", "开始服务", ("入库",), "服务中"),
        Step("remove", "出库", ("入库", "服务中"), "出库", asks=("removed_on",), reason=True),
    ),
    columns=("company", "industry", "needs", "contact", "listed_on", "applied", "removed_on"),
    filters=("industry",),
    search=("company", "needs", "applied"),
    sections=(
        FormSection("企业", ("company", "industry", "contact", "listed_on", "removed_on")),
        FormSection("需求和申报", ("needs", "applied")),
    ),
    follow_ups=(
        FollowUp(
            "needs", "更新需求、点对点联系", "listed_on", every_months=3, remind_days=7, stops="removed_on"
        ),
    ),
    listings=(Listing("not_updated", "超过一季未更新", not_updated, late=True),),
    breakdowns=(Breakdown("industries", "按行业", "industry"),),
    checks=(in_order("listed_on", "removed_on"),),
    firm=FirmLink("company"),
    retention=Retention(3, ("removed_on",)),
)

AGREEMENTS = Register(
    code="talent.agreements",
    title="合作协议与基地台账",
    model=Agreement,
    measure="份",
    letters="XY",
    decides="signed_on",
    label="partner",
    what="一份合作协议或一个合作基地",
    duty="talent",
    states=(
        State("洽谈", counts=False),
        State("签订"),
        State("履行"),
        State("续签"),
        State("终止", phase=Phase.DONE),
    ),
    steps=(
        Step("sign", "签订", ("洽谈",), "签订", asks=("signed_on", "valid_to")),
        Step("carry_out", "开始履行", ("签订",), "履行"),
        Step("renew", "续签", ("履行", "续签"), "续签", asks=("valid_to",)),
        Step("end", "终止", ("洽谈", *LIVING_AGREEMENTS), "终止", reason=True),
    ),
    columns=("partner", "kind", "signed_on", "valid_to", "content", "output", "reviewed_on"),
    filters=("kind",),
    search=("partner", "content", "firms"),
    sums=("output",),
    sections=(
        FormSection("协议", ("partner", "kind", "signed_on", "valid_to", "content")),
        FormSection("履行", ("firms", "output", "reviewed_on")),
    ),
    expiries=(Expiry("validity", "协议到期", "valid_to", remind_days=60, runs_in=LIVING_AGREEMENTS),),
    follow_ups=(
        FollowUp(
            "performance",
            "更新履行情况",
            "signed_on",
            every_months=6,
            remind_days=15,
            runs_in=LIVING_AGREEMENTS,
        ),
    ),
    listings=(Listing("expired", "已到期未续签", overdue("talent.agreements", "validity"), late=True),),
    breakdowns=(Breakdown("kinds", "按类型", "kind", ("output",)),),
    checks=(in_order("signed_on", "valid_to"),),
    transfers=(
        Transfer(
            "placement",
            "登记基地输送的转移就业",
            "employment.placements",
            LIVING_AGREEMENTS,
            {},
            sets={"kind": "转移就业", "prior_status": "转移"},
            many=True,
            applies=lambda agreement: bool(agreement.kind == "劳务合作基地"),
        ),
    ),
    firm=FirmLink("firms", many=True),
)
