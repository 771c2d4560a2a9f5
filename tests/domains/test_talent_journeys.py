"""One row of every register of 人才 from entry to its last state: what is due on the way, what it counts for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from bureau.periods import Month
from bureau.registers.declarations import DRAFT, VOID, Phase
from bureau.registers.registry import register_of, registers_of
from bureau.registers.writing import enter_row, take_step, void_row
from tests.domains.talent_ground import Ground, due, id_no, listed, parts, register, settle_talent
from tests.people import People

OCTOBER = Month(2025, 10)
Values = dict[str, object]
Steps = tuple[tuple[str, Values], ...]


@dataclass(frozen=True)
class Journey:
    """`first` is typed, `steps` lead to the last state; `waits` is what is due at its `place` (0: as entered).

    `counts` is the indicator whose month the row brings to `value`; blank where no figure is made of the register.
    """

    first: Values
    steps: Steps
    counts: str = ""
    value: int = 1
    waits: str = ""
    until: date | None = None
    place: int = 0
    month: Month = field(default=OCTOBER)


PERSON: Values = {"name": "何为", "id_no": id_no(7), "employer": "某公司"}
ACCEPTED: Values = {"accepted_on": "2025-10-09", "closes_on": "2025-10-31"}
HELD: Values = {"held_on": "2025-10-16"}
# A notice that is over, whatever is set for it.
OVER: Values = {"public_from": "2025-09-01"}

JOURNEYS = {
    "talent.intake": Journey(
        PERSON | {"degree": "硕士", "level": "大学生", "employer_kind": "企业", "arrived_on": "2025-10-09"},
        (("verify", {}), ("settle", {}), ("leave", {})),
        counts="masters_in",
        waits="on_post",
        until=date(2026, 10, 9),
        place=2,
    ),
    "talent.recruit_events": Journey(
        HELD | {"title": "名校行", "kind": "全国巡回"},
        (("hold", {}), ("report", {"firms": 12, "posts": 80, "intents": 9})),
        counts="national_tours",
        waits="results",
        until=date(2025, 10, 23),
    ),
    "talent.site_postings": Journey(
        {"site": "人才网", "kind": "合作招聘网站", "month": "2025-10", "new_posts": 40},
        (("verify", {}), ("lock", {})),
        counts="site_posts",
        value=40,
    ),
    "talent.key_employers": Journey(
        {"company": "某公司", "listed_on": "2025-10-09"},
        (("serve", {}), ("remove", {"removed_on": "2025-12-01"})),
        counts="key_employers_count",
        waits="needs",
        until=date(2026, 1, 9),
    ),
    "talent.high_level_people": Journey(
        {"name": "何为", "honour": "市技术能手", "granted_on": "2025-10-09"},
        (("confirm", {}), ("leave", {"left_on": "2025-12-01"})),
        counts="city_skill_experts",
        waits="yearly",
        until=date(2026, 10, 9),
    ),
    "talent.doctor_stations": Journey(
        {"host": "某公司", "kind": "博士后工作站"},
        (
            ("approve", {"approved_on": "2025-10-09"}),
            ("staff", {"in_station": 2}),
            ("assess", {"assessed_on": "2025-11-10", "assessed": "合格"}),
            ("revoke", {"revoked_on": "2025-12-01"}),
        ),
        counts="postdoc_stations_new",
        waits="in_station",
        until=date(2026, 1, 9),
        place=1,
    ),
    "talent.project_applications": Journey(
        {"project": "先锋奖", "kind": "技能先锋奖", "closes_on": "2025-10-31"},
        (
            ("accept", {"accepted_on": "2025-10-09"}),
            ("judge", {}),
            ("recommend", {"recommended_on": "2025-10-20", "public_from": "2025-10-20"}),
            ("approve", {"approved_on": "2025-11-03"}),
            ("pay", {"fund": "20000"}),
        ),
        counts="pioneer_applications",
        waits="closing",
        until=date(2025, 10, 31),
    ),
    "talent.subsidies": Journey(
        {"payee": "何为", "item": "生活补贴", "year": 2025, "amount": "12000"},
        (("examine", {}), ("publish", OVER), ("pay", {"paid_on": "2025-10-20"})),
        counts="living_amount",
        value=12000,
        waits="public",
        until=date(2025, 9, 8),
        place=2,
    ),
    "talent.services": Journey(
        {"person": "何为", "kind": "医疗健康", "station": "人才驿站", "requested_on": "2025-10-13"},
        (("finish", {"done_on": "2025-10-20", "result": "已办"}), ("rate", {})),
        counts="high_level_services",
        waits="finishing",
        until=date(2025, 10, 27),
    ),
    "talent.events": Journey(
        HELD | {"title": "秋季对接", "kind": "交流对接"},
        (("hold", {}), ("report", {"trips": 40})),
        counts="exchange_trips",
        value=40,
    ),
    "talent.experts": Journey(
        {"name": "何为", "level": "区驿站", "listed_on": "2025-10-09"},
        (("confirm", {}), ("remove", {"removed_on": "2025-12-01"})),
        counts="district_experts",
        waits="first_visit",
        until=date(2026, 1, 7),
    ),
    "talent.skill_contests": Journey(
        HELD | {"title": "焊工赛", "level": "市级承接"},
        (("hold", {}), ("announce", {"entrants": 40, "winners": "何为"})),
        counts="city_contests",
    ),
    "talent.skill_assessments": Journey(
        {"kind": "职业技能鉴定", "institution": "鉴定所", "held_on": "2025-10-10"},
        (
            ("examine", {"persons": 120}),
            ("publish", {"public_from": "2025-10-13"}),
            ("issue", {"issued_on": "2025-10-30", "certs": 100}),
        ),
        counts="skill_tests",
        value=120,
        waits="supervision",
        until=date(2025, 11, 10),
        place=1,
    ),
    "talent.skilled_people": Journey(
        PERSON | {"level": "技师", "certified_on": "2025-10-09"},
        (("verify", {}), ("count", {})),
        counts="high_skilled_new",
    ),
    "talent.filing_firms": Journey(
        {"company": "某公司"},
        (
            ("assess", {}),
            ("file", {"filed_on": "2025-10-09", "valid_to": "2028-10-08"}),
            ("quit", {"closed_on": "2025-12-01"}),
        ),
        counts="filing_firms_count",
        waits="validity",
        until=date(2028, 10, 8),
        place=2,
    ),
    "talent.agreements": Journey(
        {"partner": "某大学", "kind": "校地合作"},
        (
            ("sign", {"signed_on": "2025-10-09", "valid_to": "2027-10-08"}),
            ("carry_out", {}),
            ("renew", {"valid_to": "2030-10-08"}),
            ("end", {}),
        ),
        waits="performance",
        until=date(2026, 4, 9),
        place=1,
    ),
    "talent.titles": Journey(
        ACCEPTED | {"name": "何为", "kind": "初次考核认定", "level": "初级"},
        (
            ("examine", {}),
            ("send", {}),
            ("pass", {"result": "通过", "decided_on": "2025-10-20"}),
            ("appoint", {}),
        ),
        counts="title_first_recognised",
        waits="closing",
        until=date(2025, 10, 31),
    ),
    "talent.recruitment": Journey(
        {"batch": "2025年第一批", "kind": "中小学教师", "employer": "区一中", "planned": 5},
        (
            ("announce", {"notice_on": "2025-08-01", "posts": 5}),
            ("enrol", {}),
            ("write", {"exam_on": "2025-08-20"}),
            ("interview", {}),
            ("publish", OVER | {"public_to": "2025-09-12", "list": "何为"}),
            ("hire", {"hired": 5, "hired_on": "2025-10-09"}),
            ("report", {"reported_on": "2025-10-10"}),
        ),
        counts="teachers_hired",
        value=5,
        waits="public",
        until=date(2025, 9, 10),
        place=5,
    ),
    "talent.personnel_approvals": Journey(
        {"employer": "区财政局", "employer_kind": "机关", "matter": "考核奖", "year": 2024}
        | {"applied_on": "2025-10-09", "amount": "50000"},
        (("examine", {}), ("approve", {"approved_on": "2025-10", "persons": 9}), ("carry_out", {})),
        counts="award_amount",
        value=50000,
        waits="approval",
        until=date(2025, 11, 5),
    ),
    "talent.cadre_training": Journey(
        HELD | {"title": "第五讲", "kind": "干部大讲堂"},
        (("hold", {"trips": 60}), ("file", {})),
        counts="lecture_trips",
        value=60,
    ),
}


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_talent(people)


def test_every_register_of_the_domain_has_its_journey() -> None:
    assert set(JOURNEYS) == {one.code for one in registers_of(["talent"])}


@pytest.mark.parametrize("code", JOURNEYS)
def test_a_row_moves_from_its_entry_to_its_last_state_and_lights_up_on_the_way(
    code: str, ground: Ground
) -> None:
    journey = JOURNEYS[code]
    row = ground.enter(code, **journey.first)
    assert row.state == register(code).initial
    for place in range(len(journey.steps) + 1):
        if place:
            key, values = journey.steps[place - 1]
            row = ground.step(row, key, "按程序办理", **values)
        if journey.waits and place == journey.place:
            assert due(row, journey.waits) == journey.until
    assert register(code).state(row.state).phase is Phase.DONE


@pytest.mark.parametrize("code", [code for code, journey in JOURNEYS.items() if journey.counts])
def test_the_figure_of_the_month_is_what_a_hand_counts(code: str, ground: Ground) -> None:
    journey = JOURNEYS[code]
    row = ground.enter(code, **journey.first)
    for key, values in journey.steps:
        row = ground.step(row, key, "按程序办理", **values)
    assert ground.tally(journey.counts, journey.month) == journey.value
    row.refresh_from_db()
    void_row(row, version=row.version, by=ground.sun, reason="误登记")
    assert ground.tally(journey.counts, journey.month) in (None, 0)
    assert row.state not in (DRAFT, VOID)


@pytest.mark.parametrize("code", JOURNEYS)
def test_a_draft_counts_for_nothing_until_it_is_entered(code: str, ground: Ground) -> None:
    journey = JOURNEYS[code]
    whole = dict(journey.first)
    draft = enter_row(register(code), {}, unit=ground.section, by=ground.sun, draft=True)
    assert due(draft, journey.waits) is None
    entered = take_step(draft, "enter", version=draft.version, by=ground.sun, values=whole)
    assert entered.state == register_of(draft).initial
    assert (due(entered, journey.waits) is None) == (not journey.waits or journey.place > 0)


@pytest.mark.parametrize("code", JOURNEYS)
def test_every_list_and_every_table_of_a_register_can_be_read(code: str, ground: Ground) -> None:
    row = ground.enter(code, **JOURNEYS[code].first)
    for listing in register(code).listings:
        assert listed(code, listing.key, date(2026, 1, 1)) in ([], [row])
    for breakdown in register(code).breakdowns:
        counts = register(code).state(row.state).counts
        assert sum(number for number, _ in parts(code, breakdown.key).values()) <= counts
