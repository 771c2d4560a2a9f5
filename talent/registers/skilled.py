"""技能人才的台账: contests and the firms that may assess."""

from __future__ import annotations

from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
    FirmLink,
    FormSection,
    Listing,
    Phase,
    Register,
    Retention,
    State,
    Step,
    Transfer,
)
from bureau.registers.listings import not_passed_on, overdue
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import Expiry
from talent.models import FilingFirm, SkillContest


def has_winners(contest: SkillContest) -> bool:
    return bool(contest.winners)


SKILL_CONTESTS = Register(
    code="talent.skill_contests",
    title="技能竞赛台账",
    model=SkillContest,
    measure="场",
    letters="JS",
    decides="held_on",
    label="title",
    what="一场职业技能竞赛",
    duty="skills",
    filled_by=FilledBy.SECTION,
    states=(State("计划", counts=False), State("举办"), State("公布成绩", phase=Phase.DONE)),
    steps=(
        Step("hold", "举办", ("计划",), "举办", asks=("held_on",)),
        Step("announce", "公布成绩", ("举办",), "公布成绩", asks=("entrants", "winners")),
    ),
    columns=("held_on", "title", "level", "trade", "entrants", "winners"),
    filters=("level",),
    search=("title", "trade"),
    sums=("entrants",),
    sections=(
        FormSection("竞赛", ("title", "level", "trade", "held_on")),
        FormSection("成绩", ("entrants", "winners")),
    ),
    listings=(
        Listing(
            "winners",
            "获奖人员未转入技能人才台账",
            not_passed_on("talent.skill_contests", "skilled", state="公布成绩", winners__isnull=False),
        ),
    ),
    breakdowns=(Breakdown("levels", "按级别", "level", ("entrants",)),),
    checks=(not_ahead("held_on", ("举办", "公布成绩")),),
    transfers=(
        Transfer(
            "skilled",
            "获奖人员转技能人才台账",
            "talent.skilled_people",
            ("公布成绩",),
            {"certified_on": "held_on"},
            many=True,
            applies=has_winners,
        ),
    ),
    retention=Retention(5, ("held_on",)),
)

FILING_FIRMS = Register(
    code="talent.filing_firms",
    title="技能等级认定备案企业台账",
    model=FilingFirm,
    measure="家",
    letters="BAQ",
    decides="filed_on",
    label="company",
    what="一家备案企业",
    duty="skills",
    filled_by=FilledBy.SECTION,
    states=(
        State("申报", counts=False),
        State("评估", counts=False),
        State("备案"),
        State("退出", phase=Phase.DONE),
    ),
    steps=(
        Step("assess", "评估", ("申报",), "评估"),
        Step("file", "备案", ("评估",), "备案", Doer.REVIEWER, asks=("filed_on", "valid_to")),
        Step("quit", "退出", ("备案",), "退出", asks=("closed_on",), reason=True),
    ),
    columns=("company", "trades", "filed_on", "valid_to", "closed_on"),
    search=("company", "trades"),
    sections=(
        FormSection("企业", ("company", "trades")),
        FormSection("备案", ("filed_on", "valid_to", "closed_on")),
    ),
    expiries=(
        Expiry("validity", "备案到期", "valid_to", remind_days=60, stops="closed_on", runs_in=("备案",)),
    ),
    listings=(Listing("expired", "备案已到期", overdue("talent.filing_firms", "validity"), late=True),),
    checks=(in_order("filed_on", "valid_to"), in_order("filed_on", "closed_on")),
    firm=FirmLink("company"),
)
