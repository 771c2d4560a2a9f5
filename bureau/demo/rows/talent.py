"""人才: the rows behind the printed figures of talent."""

from __future__ import annotations

from typing import Final

from bureau.demo.rows.recipes import Flow, Recipe, Stock

_PUBLIC: Final = {"employer_kind": "机关企事业", "establishment": "事业编"}

RECIPES: Final[tuple[Recipe, ...]] = (
    *(
        Flow(
            "talent.intake",
            "在岗",
            ("arrived_on",),
            count=code,
            sets=sets,
            texts={"employer": "{employer}"},
            less=less,
        )
        for code, sets, less in (
            ("talent.public_doctors_in", {"degree": "博士", "level": "高层次", **_PUBLIC}, ()),
            ("talent.public_masters_in", {"degree": "硕士", "level": "大学生", **_PUBLIC}, ()),
            (
                "talent.public_senior_titles_in",
                {"degree": "其他", "title": "高级", "level": "高层次", **_PUBLIC},
                (),
            ),
            (
                "talent.doctors_in",
                {"degree": "博士", "level": "高层次", "employer_kind": "企业"},
                ("talent.public_doctors_in",),
            ),
            (
                "talent.masters_in",
                {"degree": "硕士", "level": "大学生", "employer_kind": "企业"},
                ("talent.public_masters_in",),
            ),
            (
                "talent.graduates_in",
                {"degree": "本科", "level": "大学生", "employer_kind": "企业"},
                ("talent.doctors_in", "talent.masters_in"),
            ),
        )
    ),
    *(
        Flow(
            "talent.recruit_events",
            "结果已报",
            ("held_on",),
            count=count,
            sets={"kind": kind},
            # In no month of the printed year were there both.
            sums={"posts": "talent.recruit_event_posts", "intents": "talent.recruit_event_intents"},
            names={"firm_list": "talent.recruit_event_firms"},
            texts={"title": f"{kind}{{month}}第{{n}}场"},
        )
        for kind, count in (
            ("本地招聘会", "talent.local_fairs_joined"),
            ("全国巡回", "talent.national_tours"),
        )
    ),
    Flow(
        "talent.site_postings",
        "锁定",
        ("month",),
        each=10_000_000,
        sets={"kind": "人才网专栏", "site": "人才网专栏"},
        sums={
            "firms": "talent.site510_firms",
            "open_posts": "talent.site510_open_posts",
            "past_posts": "talent.site510_past_posts",
        },
    ),
    *(
        Stock(
            "talent.doctor_stations",
            "在站",
            "撤销",
            "approved_on",
            "revoked_on",
            count,
            sets={"kind": kind, "in_station": 2},
            texts={"host": "{firm}"},
        )
        for kind, count in (
            ("省级博士工作站", "talent.doctor_stations_count"),
            ("博士后创新实践基地", "talent.postdoc_bases"),
        )
    ),
    Flow(
        "talent.project_applications",
        "受理",
        ("accepted_on",),
        count="talent.pioneer_applications",
        sets={"kind": "技能先锋奖"},
        texts={"project": "技能先锋奖申报", "company": "{firm}"},
    ),
    Flow(
        "talent.subsidies",
        "发放",
        ("paid_on", "public_from:-12"),
        each=30_000,
        sets={"item": "生活补贴"},
        sums={"amount": "talent.subsidy_amount"},
        texts={"company": "{employer}"},
    ),
    Flow(
        "talent.services",
        "评价",
        ("done_on", "requested_on:-6"),
        count="talent.high_level_services",
        sets={"kind": "政策咨询", "station": "人才驿站"},
        texts={"result": "已答复"},
    ),
    Flow(
        "talent.events",
        "结果已报",
        ("held_on",),
        count="talent.exchange_events",
        sets={"kind": "交流对接"},
        sums={"trips": "talent.exchange_trips"},
        texts={"title": "人才交流对接{month}第{n}场", "station": "示范人才驿站"},
    ),
    Flow(
        "talent.events",
        "结果已报",
        ("held_on",),
        count="talent.missions",
        sets={"kind": "送技下乡"},
        sums={"trainees": "talent.rural_talent_trips", "expert_count": "talent.mission_experts"},
        names={"experts": "talent.mission_experts"},
        texts={"title": "送技下乡{month}第{n}场", "place": "村委会"},
    ),
    *(
        Stock(
            "talent.experts",
            "在库",
            "出库",
            "listed_on",
            "removed_on",
            count,
            sets={"level": level, "field": "种植"},
        )
        for level, count in (("区驿站", "talent.district_experts"), ("镇助飞智囊团", "talent.town_experts"))
    ),
    *(
        Flow(
            "talent.skill_contests",
            "公布成绩",
            ("held_on",),
            count=count,
            sets={"level": level, "trade": "电工", "entrants": 60},
            texts={"title": f"职业技能大赛（{level}）{{month}}第{{n}}场"},
        )
        for level, count in (("市级承接", "talent.city_contests"), ("区级举办", "talent.district_contests"))
    ),
    Flow(
        "talent.skill_assessments",
        "发证",
        ("held_on", "issued_on", "public_from"),
        count="talent.assessments",
        sets={"kind": "等级认定", "trade": "电工"},
        sums={
            "persons": "talent.assessed_persons",
            "certs": "talent.certs",
            "certs_senior": "talent.certs_senior",
            "certs_technician": "talent.certs_technician",
        },
        texts={"institution": "{employer}"},
    ),
    Flow(
        "talent.skilled_people",
        "计入",
        ("certified_on",),
        count="talent.craftsmen_new",
        sets={"level": "中级", "craftsman": True},
    ),
    Flow(
        "talent.skilled_people",
        "计入",
        ("certified_on",),
        count="talent.high_skilled_new",
        sets={"level": "高级"},
    ),
    Flow(
        "talent.filing_firms",
        "备案",
        ("filed_on",),
        count="talent.filing_firms_count",
        texts={"company": "{firm}", "trades": "电工"},
    ),
    *(
        Flow(
            "talent.titles",
            state,
            ("accepted_on",),
            count=count,
            sets={"kind": kind, "level": level},
            texts={"employer": "{employer}"},
        )
        for kind, level, state, count in (
            ("评审申报", "正高", "通过", "talent.title_apply_full_senior"),
            ("评审申报", "高级", "通过", "talent.title_apply_senior"),
            ("评审申报", "中级", "通过", "talent.title_apply_middle"),
            ("评审申报", "初级", "通过", "talent.title_apply_junior"),
            ("初次考核认定", "初级", "通过", "talent.title_first_recognised"),
        )
    ),
    *(
        Flow(
            "talent.recruitment",
            "报到",
            ("hired_on", "notice_on", "reported_on:20"),
            each=20,
            sets={"kind": kind, "batch": "年度公开招聘"},
            sums={"hired": hired, **more},
            texts={"employer": f"示范{place}{{n}}"},
        )
        for kind, place, hired, more in (
            ("中小学教师", "学校", "talent.teachers_hired", {}),
            ("卫健系统", "卫生院", "talent.health_staff_hired", {}),
            (
                "省集中公开招聘",
                "事业单位",
                "talent.provincial_exam_hired",
                {"posts": "talent.provincial_exam_posts"},
            ),
        )
    ),
    *(
        Flow(
            "talent.personnel_approvals",
            "执行",
            ("approved_on", "applied_on:-15"),
            each=each,
            sets={"matter": matter, "employer_kind": kind},
            sums=sums,
            texts={"employer": f"示范{kind}单位{{n}}"},
        )
        for matter, kind, each, sums in (
            ("级别工资", "机关", 100, {"persons": "talent.wage_promoted_gov"}),
            ("薪级工资", "事业", 300, {"persons": "talent.wage_promoted_inst"}),
            ("考核奖", "事业", 2_000_000, {"amount": "talent.award_amount"}),
        )
    ),
)
