"""就业见习和公益性岗位: posts with their limits, and the people in them."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from bureau.registers.deadlines.computing import add_months
from bureau.registers.deadlines.settings import setting_of
from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
    FirmLink,
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
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import Expiry, FollowUp, Setting
from employment.models import Internship, InternshipPost, WelfarePost

DAY = datetime.timedelta(days=1)
STARTED = ("到岗", "期满", "留用", "结束", "中途离岗")


def kept_by_a_base(post: InternshipPost) -> str:
    if post.recognised and post.state == "申报":
        return "还在申报，没有认定，不能勾选“基地已认定”。"
    return ""


INTERNSHIP_POSTS = Register(
    code="employment.internship_posts",
    title="就业见习岗位台账",
    model=InternshipPost,
    measure="批",
    letters="JG",
    decides="opened_on",
    label="company",
    what="见习单位的一批见习岗位",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    aliases=("就业见习台账",),
    states=(
        State("申报", counts=False),
        State("认定"),
        State("招募中"),
        State("满员", phase=Phase.DONE),
        State("到期", phase=Phase.DONE),
    ),
    steps=(
        Step("recognise", "认定", ("申报",), "认定", by=Doer.REVIEWER, asks=("opened_on", "expires_on")),
        Step("recruit", "开始招募", ("认定",), "招募中"),
        Step("fill", "满员", ("招募中",), "满员"),
        Step("expire", "到期", ("认定", "招募中", "满员"), "到期"),
    ),
    columns=("opened_on", "company", "base", "posts", "recognised", "expires_on"),
    filters=("base", "recognised", "expires_on"),
    search=("company",),
    sums=("posts",),
    sections=(
        FormSection("岗位", ("company", "base", "posts")),
        FormSection("认定", ("opened_on", "expires_on", "recognised")),
    ),
    expiries=(
        Expiry(
            "recognition",
            "认定到期",
            on="expires_on",
            remind_days=30,
            runs_in=("认定", "招募中", "满员"),
        ),
    ),
    checks=(
        RowCheck("kept_by_a_base", Level.HARD, kept_by_a_base, ("recognised",)),
        in_order("opened_on", "expires_on"),
    ),
    firm=FirmLink("company"),
)


def more_people_than_posts(internship: Internship) -> str:
    """One post may see one intern after the other: that is possible, and has to be explained."""
    post = internship.post
    if post is None or internship.state not in STARTED:
        return ""
    others = Internship.objects.filter(post=post, state__in=STARTED).exclude(pk=internship.pk)
    people = others.count() + 1
    if people <= post.posts:
        return ""
    return f"{post.company}的见习岗位（{post.number}）有 {post.posts} 个，到岗已有 {people} 人，超过岗位数。"


def as_long_as_allowed(internship: Internship) -> str:
    if internship.start_on is None or internship.end_on is None:
        return ""
    least, most = setting_of(internship, "least_months"), setting_of(internship, "most_months")
    shortest, longest = add_months(internship.start_on, least), add_months(internship.start_on, most)
    # Contracts end on the day itself or on the day before.
    if shortest - DAY <= internship.end_on <= longest:
        return ""
    return f"见习期（{internship.start_on} 至 {internship.end_on}）不在 {least} 至 {most} 个月之内。"


INTERNSHIPS = Register(
    code="employment.internships",
    title="就业见习人员台账",
    model=Internship,
    measure="人",
    letters="JX",
    decides="start_on",
    label="name",
    what="一名青年的一次见习",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    states=(
        State("匹配", counts=False),
        State("到岗"),
        State("期满"),
        State("留用", phase=Phase.DONE),
        State("结束", phase=Phase.DONE),
        State("中途离岗", phase=Phase.DROPPED),
    ),
    steps=(
        Step("start", "到岗", ("匹配",), "到岗", asks=("start_on", "end_on", "post")),
        Step("end", "期满", ("到岗",), "期满"),
        Step("keep", "留用", ("期满",), "留用", asks=("retained",)),
        Step("close", "结束", ("期满",), "结束"),
        Step("leave", "中途离岗", ("到岗",), "中途离岗", asks=("end_on",), reason=True),
    ),
    columns=("start_on", "name", "post", "end_on", "retained", "subsidy"),
    filters=("post", "retained", "end_on"),
    search=("name", "id_no"),
    sums=("subsidy",),
    sections=(
        FormSection("本人", ("name", "id_no")),
        FormSection("见习", ("post", "start_on", "end_on")),
        FormSection("期满", ("retained", "subsidy")),
    ),
    follow_ups=(FollowUp("on_post", "确认在岗", since="start_on", every_months=1, runs_in=("到岗",)),),
    expiries=(Expiry("end", "见习期满（留用、补贴）", on="end_on", remind_days=15, runs_in=("到岗",)),),
    settings=(
        Setting("least_months", "见习期下限", 3, "个月"),
        Setting("most_months", "见习期上限", 12, "个月"),
    ),
    checks=(
        in_order("start_on", "end_on"),
        not_ahead("start_on", ("到岗",)),
        RowCheck("more_people_than_posts", Level.SOFT, more_people_than_posts, ("post",)),
        RowCheck("as_long_as_allowed", Level.SOFT, as_long_as_allowed, ("end_on",)),
    ),
    person=PersonLink("name", "id_no"),
    retention=Retention(years=5, after=("end_on",)),
)


def as_long_as_subsidised(post: WelfarePost) -> str:
    """Three years at most; whoever has under five years to her pension may stay until it, which is explained."""
    if post.start_on is None or post.expire_on is None:
        return ""
    most = setting_of(post, "most_months")
    if post.expire_on <= add_months(post.start_on, most):
        return ""
    return (
        f"期满日（{post.expire_on}）超过上岗日（{post.start_on}）起的 {most} 个月；距退休不足 5 年的请写明。"
    )


def expired(posts: QuerySet[WelfarePost], today: datetime.date) -> QuerySet[WelfarePost]:
    """Posts whose time is over and that were not prolonged: their holders have to leave."""
    return posts.filter(state__in=("开发", "上岗", "续期"), expire_on__lt=today, exited_on__isnull=True)


WELFARE_POSTS = Register(
    code="employment.welfare_posts",
    title="公益性岗位台账",
    model=WelfarePost,
    measure="个",
    letters="GY",
    decides="developed_on",
    label="title",
    what="一个公益性岗位及其在岗人员",
    duty="jobs",
    states=(
        State("开发"),
        State("上岗"),
        State("续期"),
        State("退出", phase=Phase.DONE),
    ),
    steps=(
        Step("start", "上岗", ("开发",), "上岗", asks=("holder", "start_on", "expire_on")),
        Step("prolong", "续期", ("上岗", "续期"), "续期", by=Doer.REVIEWER, asks=("expire_on",), reason=True),
        Step("leave", "退出", ("开发", "上岗", "续期"), "退出", asks=("exited_on",)),
    ),
    columns=("developed_on", "title", "company", "area", "holder", "start_on", "expire_on", "exited_on"),
    filters=("area", "expire_on"),
    search=("title", "company", "holder"),
    sections=(
        FormSection("岗位", ("title", "company", "area", "developed_on", "standard")),
        FormSection("在岗人员", ("holder", "start_on", "expire_on", "exited_on")),
    ),
    expiries=(
        Expiry(
            "term",
            "岗位期满",
            on="expire_on",
            remind_days=60,
            stops="exited_on",
            runs_in=("开发", "上岗", "续期"),
        ),
    ),
    follow_ups=(
        FollowUp(
            "on_post",
            "核查在岗",
            since="start_on",
            every_months=3,
            runs_in=("上岗", "续期"),
            remind_days=10,
        ),
    ),
    listings=(Listing("expired", "退出名单（期满未续期）", expired, late=True),),
    settings=(Setting("most_months", "公益性岗位补贴期限", 36, "个月"),),
    breakdowns=(Breakdown("by_area", "城镇和乡村", "area"),),
    checks=(
        RowCheck("as_long_as_subsidised", Level.SOFT, as_long_as_subsidised, ("expire_on",)),
        in_order("developed_on", "start_on"),
        in_order("start_on", "expire_on"),
        in_order("start_on", "exited_on"),
        not_ahead("developed_on", ("开发", "上岗", "续期")),
    ),
    firm=FirmLink("company"),
    person=PersonLink("holder"),
    retention=Retention(years=5, after=("exited_on",)),
)
