"""技能等级认定的台账: the sittings, and the people who were certified."""

from __future__ import annotations

import datetime

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth

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
    PersonLink,
    Phase,
    Register,
    Retention,
    State,
    Step,
)
from bureau.registers.models import Contact
from bureau.registers.row_checks import at_most, in_order, not_ahead, parts_within
from bureau.registers.timing import Clock, FollowUp
from talent.models import SkillAssessment, SkilledPerson

NOT_COUNTED = (DRAFT, VOID, "重复剔除")


def without_supervision(rows: QuerySet[SkillAssessment], today: datetime.date) -> QuerySet[SkillAssessment]:
    """Sittings of the past about which no supervision was noted."""
    noted = Contact.objects.filter(
        register="talent.skill_assessments", row_id=OuterRef("pk"), key="supervision"
    )
    return rows.filter(~Exists(noted), held_on__lt=today)


SKILL_ASSESSMENTS = Register(
    code="talent.skill_assessments",
    title="技能等级认定与鉴定台账",
    model=SkillAssessment,
    measure="场",
    letters="RD",
    decides="held_on",
    label="institution",
    what="一场（批）认定或鉴定",
    duty="skills",
    filled_by=FilledBy.SECTION,
    states=(
        State("报备", counts=False),
        State("考核"),
        State("公示"),
        State("发证", phase=Phase.DONE),
    ),
    steps=(
        Step("examine", "考核", ("报备",), "考核", asks=("held_on", "persons")),
        Step("publish", "公示", ("考核",), "公示", asks=("public_from",)),
        Step("issue", "发证", ("公示",), "发证", asks=("issued_on", "certs"), waits_for="public"),
    ),
    columns=("held_on", "kind", "institution", "trade", "persons", "certs", "certs_senior", "issued_on"),
    filters=("kind", "institution"),
    search=("institution", "trade"),
    sums=("persons", "certs", "certs_senior"),
    sections=(
        FormSection("考核", ("kind", "institution", "trade", "held_on", "persons", "public_from")),
        FormSection("发证", ("issued_on", "certs", "certs_senior", "certs_technician", "certs_senior_tech")),
    ),
    clocks=(Clock("public", "公示期", "public_from", 5, notice=True),),
    follow_ups=(
        FollowUp(
            "supervision",
            "质量督导记录",
            "held_on",
            after_months=(1,),
            runs_in=("考核", "公示", "发证"),
        ),
    ),
    listings=(Listing("unsupervised", "没有质量督导记录", without_supervision, late=True),),
    breakdowns=(
        Breakdown("kinds", "按类别", "kind", ("persons", "certs")),
        Breakdown(
            "institutions",
            "按评价机构",
            "institution",
            ("persons", "certs", "certs_senior", "certs_technician", "certs_senior_tech"),
        ),
    ),
    checks=(
        in_order("held_on", "issued_on"),
        # The other certificates are not told apart, so these need not add up to all.
        parts_within("certs", ("certs_senior", "certs_technician", "certs_senior_tech")),
        at_most("certs", "persons", Level.SOFT, "一人一证；一人多证的请写说明"),
        not_ahead("held_on", ("考核", "公示", "发证")),
    ),
    firm=FirmLink("institution"),
    aliases=("技能等级认定台账", "职业技能鉴定台账"),
)


def others_of(person: SkilledPerson) -> QuerySet[SkilledPerson]:
    """The same person with the same level in the same year."""
    return (
        SkilledPerson.objects.filter(
            id_no_index=person.id_no.index, level=person.level, certified_on__year=person.certified_on.year
        )
        .exclude(pk=person.pk)
        .exclude(state__in=NOT_COUNTED)
    )


def why_not_counted(person: SkilledPerson) -> str:
    other = others_of(person).filter(state="计入").first()
    return f"同一证件号当年已按同一等级计入（{other.number}），请作重复剔除。" if other else ""


def entered_twice(rows: QuerySet[SkilledPerson], today: datetime.date) -> QuerySet[SkilledPerson]:
    """People who stand there again with the same level and year."""
    again = SkilledPerson.objects.filter(
        id_no_index=OuterRef("id_no_index"),
        level=OuterRef("level"),
        certified_on__year=OuterRef("certified_on__year"),
    ).exclude(state__in=NOT_COUNTED)
    return rows.filter(Exists(again.exclude(pk=OuterRef("pk")))).exclude(state__in=NOT_COUNTED)


def unlike_certificates(rows: QuerySet[SkilledPerson], today: datetime.date) -> QuerySet[SkilledPerson]:
    """People certified in a month in which the unit's batches issued another number of certificates."""
    people = SkilledPerson.objects.exclude(state__in=NOT_COUNTED).annotate(month=TruncMonth("certified_on"))
    certified = (
        people.filter(reporting_unit=OuterRef("reporting_unit"), month=OuterRef("month"))
        .order_by()
        .values("month")
        .annotate(number=Count("pk"))
        .values("number")
    )
    issued = (
        SkillAssessment.objects.exclude(state__in=(DRAFT, VOID))
        .annotate(month=TruncMonth("issued_on"))
        .filter(reporting_unit=OuterRef("reporting_unit"), month=OuterRef("month"))
        .order_by()
        .values("month")
        .annotate(number=Sum("certs"))
        .values("number")
    )
    return (
        rows.exclude(state__in=NOT_COUNTED)
        .alias(month=TruncMonth("certified_on"))
        .alias(
            certified=Coalesce(Subquery(certified, IntegerField()), 0),
            issued=Coalesce(Subquery(issued, IntegerField()), 0),
        )
        .filter(~Q(certified=F("issued")))
    )


SKILLED_PEOPLE = Register(
    code="talent.skilled_people",
    title="技能人才台账",
    model=SkilledPerson,
    measure="名",
    letters="JN",
    decides="certified_on",
    label="name",
    what="一名当年新取得技能等级的人员",
    duty="skills",
    states=(
        State("取证", counts=False),
        State("核验", counts=False),
        State("计入", phase=Phase.DONE),
        State("重复剔除", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("verify", "核验", ("取证",), "核验", Doer.REVIEWER),
        Step("count", "计入", ("核验",), "计入", Doer.REVIEWER, guard=why_not_counted),
        Step("drop", "重复剔除", ("取证", "核验", "计入"), "重复剔除", Doer.REVIEWER, reason=True),
    ),
    columns=("certified_on", "name", "id_no", "level", "cert_no", "employer", "craftsman"),
    filters=("level", "craftsman"),
    search=("name", "id_no", "cert_no", "employer"),
    sections=(
        FormSection("人员", ("name", "id_no", "employer")),
        FormSection("证书", ("level", "cert_no", "certified_on", "craftsman")),
    ),
    listings=(
        Listing("twice", "同一人同年同等级重复", entered_twice, late=True),
        Listing("unlike", "与发证批次不符", unlike_certificates),
    ),
    breakdowns=(Breakdown("levels", "按等级", "level"),),
    checks=(not_ahead("certified_on", ("取证", "核验", "计入")),),
    firm=FirmLink("employer"),
    person=PersonLink("name", "id_no"),
    retention=Retention(5, ("certified_on",)),
)
