"""就业: the rows behind the printed figures of employment."""

from __future__ import annotations

from typing import Final

from bureau.demo.rows.recipes import Flow, Later, Recipe, Stock

FAIRS: Final[tuple[Recipe, ...]] = (
    Flow(
        "employment.job_fairs",
        "结果已报",
        ("held_on",),
        count="employment.offline_fairs",
        sets={"kind": "线下", "topic": "综合"},
        sums={
            "posts": "employment.offline_fair_posts",
            "attendees": "employment.offline_fair_attendees",
            "hired": "employment.offline_fair_hired",
        },
        names={"firm_list": "employment.offline_fair_firms"},
        texts={"title": "{month}现场招聘会第{n}场"},
    ),
    Flow(
        "employment.job_fairs",
        "结果已报",
        ("held_on",),
        count="employment.online_fairs",
        sets={"kind": "线上", "topic": "综合"},
        sums={"posts": "employment.online_fair_posts", "clicks": "employment.online_fair_clicks"},
        names={"firm_list": "employment.online_fair_firms"},
        texts={"title": "{month}网络招聘会第{n}期"},
    ),
)

RECIPES: Final[tuple[Recipe, ...]] = (
    Flow(
        "employment.placements",
        "计入",
        ("registered_on", "start_on:-7"),
        count="employment.urban_new_jobs",
        sets={"kind": "城镇新增", "form": "单位", "prior_status": "初次", "check_result": "属实"},
        texts={"employer": "{employer}"},
    ),
    Flow(
        "employment.unemployed",
        "再就业",
        ("reemployed_on", "registered_on", "cancelled_on"),
        count="employment.reemployed",
        sets={"reason": "合同期满", "reemploy_form": "单位", "cancel_reason": "就业"},
    ),
    Stock(
        "employment.unemployed",
        "在册",
        "其他注销",
        "registered_on",
        "cancelled_on",
        "employment.registered_unemployed",
        sets={"reason": "合同期满"},
    ),
    Flow(
        "employment.hardship_people",
        "就业",
        ("employed_on", "certified_on:-60"),
        count="employment.hardship_employed",
        sets={"category": "大龄", "served": True},
        texts={"employer": "{employer}"},
    ),
    Flow(
        "employment.follow_ups",
        "办结",
        ("done_on",),
        count="employment.unemployed_followups",
        sets={"group": "失业登记", "kind": "电话", "job_status": "未就业"},
        texts={"result": "已联系，介绍近期招聘活动"},
    ),
    Flow(
        "employment.follow_ups",
        "办结",
        ("done_on",),
        count="employment.hardship_followed",
        sets={"group": "就业困难", "kind": "走访", "job_status": "未就业"},
        texts={"result": "已走访，记下就业意愿"},
    ),
    Flow(
        "employment.follow_ups",
        "办结",
        ("done_on",),
        count="employment.surveys",
        sets={"group": "其他", "kind": "摸底调查"},
        texts={"intention": "本地就业", "result": "已完成摸底调查"},
    ),
    *FAIRS,
    Flow(
        "employment.startup_support",
        "回访",
        ("supported_on",),
        count="employment.startup_supported",
        sets={"support": "培训", "jobs_created": 3, "survived": True},
        texts={"entity": "{employer}"},
    ),
    Flow(
        "employment.startup_loans",
        "还清",
        ("paid_on", "applied_on:-35", "reviewed_on:-12", "due_on:730", "repaid_on:700"),
        count="employment.startup_loans_count",
        each=300_000,
        sets={"kind": "小微企业", "term_months": 24},
        sums={"amount": "employment.startup_loan_amount"},
        texts={"entity": "{employer}"},
    ),
    Stock(
        "employment.facilities",
        "在用",
        "撤销",
        "opened_on",
        "closed_on",
        "employment.textile_training_bases",
        sets={"kind": "纺织培训基地", "level": "区级"},
        texts={"title": "示范纺织培训基地{n}"},
    ),
    Flow(
        "employment.facilities",
        "在用",
        ("opened_on",),
        count="employment.homecare_outlets_new",
        sets={"kind": "家政服务网点", "level": "区级"},
        texts={"title": "示范家政服务网点{n}"},
    ),
    *(
        Flow(
            "employment.training_classes",
            "补贴",
            ("end_on", "start_on:-12"),
            each=60,
            sets={"programme": programme, "source": source, "subsidised": True},
            sums=sums,
            texts={"title": f"{title}培训{{month}}第{{n}}班"},
        )
        for programme, source, title, sums in (
            ("粤菜师傅", "本局", "粤菜师傅", {"trips": "employment.chef_training_trips"}),
            ("技工", "本局", "技工", {"trips": "employment.technician_training_trips"}),
            ("南粤家政", "本局", "家政", {"trips": "employment.homecare_training_trips"}),
            ("农村电商", "本局", "农村电商", {"trips": "employment.ecommerce_training_trips"}),
            ("家政", "本局", "家政", {"persons": "employment.homecare_trained"}),
        )
    ),
    *(
        Flow(
            "employment.training_classes",
            "补贴",
            ("end_on", "start_on:-12"),
            each=60,
            sets={"programme": "纺织", "source": source},
            sums=sums,
            texts={"title": f"纺织技能培训（{source}）{{month}}第{{n}}班"},
        )
        for source, sums in (
            (
                "园区专班",
                {"persons": "employment.textile_training_park", "trips": "employment.textile_training_park"},
            ),
            (
                "本局",
                {
                    "persons": "employment.textile_training_base_persons",
                    "trips": "employment.textile_training_base_persons",
                    "passed": "employment.textile_training_passed",
                },
            ),
        )
    ),
    Flow(
        "employment.training_classes",
        "补贴",
        ("end_on", "start_on:-12"),
        each=60,
        sets={"programme": "就业技能", "source": "本局"},
        sums={"persons": "employment.training_persons"},
        texts={"title": "就业技能培训{month}第{n}班"},
        less=(
            "employment.homecare_trained",
            "employment.textile_training_park",
            "employment.textile_training_base_persons",
        ),
    ),
    Flow(
        "employment.internship_posts",
        "满员",
        ("opened_on",),
        each=10,
        sets={"recognised": True},
        sums={"posts": "employment.internship_posts_count"},
        texts={"company": "{employer}"},
    ),
    Flow(
        "employment.internships",
        "留用",
        ("start_on", "end_on:180"),
        count="employment.internships_started",
        sets={"retained": True},
    ),
    Flow(
        "employment.fund_allocations",
        "用完",
        ("issued_on",),
        each=10_000_000,
        sets={"source": "省", "purpose": "就业补助"},
        sums={"amount": "employment.job_fund_issued"},
        texts={"doc_no": "示范财社〔{year}〕{month_number}{n}号"},
    ),
    Flow(
        "employment.subsidy_payments",
        "拨付",
        ("paid_on", "notice_on:-10"),
        each=400_000,
        sets={"item": "其他", "persons": 40},
        sums={"amount": "employment.job_fund_spent"},
        texts={"payee": "{employer}", "period": "{month}"},
    ),
    Flow(
        "employment.firm_subsidies",
        "发放",
        ("paid_on", "reviewed_on:-20", "stated_on"),
        count="employment.stay_subsidy_firms",
        sets={"item": "留温补助"},
        sums={"amount": "employment.stay_subsidy_amount"},
        texts={"company": "{firm}", "batch": "{month}批"},
    ),
    Flow(
        "employment.firm_subsidies",
        "发放",
        ("paid_on", "reviewed_on:-20", "stated_on"),
        each=30,
        sets={"item": "路费补贴"},
        sums={"persons": "employment.travel_subsidy_persons", "amount": "employment.travel_subsidy_amount"},
        texts={"company": "{firm}", "batch": "{month}批"},
    ),
    Flow(
        "employment.firm_subsidies",
        "发放",
        ("submitted_on", "reviewed_on:-5", "stated_on", "paid_on:40"),
        count="employment.recruit_subsidy_batches",
        sets={"item": "招用工补贴"},
        sums={"persons": "employment.recruit_subsidy_persons", "amount": "employment.recruit_subsidy_amount"},
        texts={"company": "{firm}", "batch": "{month}第{n}批"},
    ),
    Flow(
        "employment.service_events",
        "结果已报",
        ("held_on",),
        count="employment.goose_visits",
        sets={"kind": "雁归观摩"},
        sums={"students": "employment.goose_students"},
        texts={"title": "大学生实地观摩{month}第{n}场"},
    ),
    Stock(
        "employment.park_workers",
        "在职",
        "离职",
        "collected_on",
        "left_on",
        "employment.park_workers_count",
        sets={"on_job": True, "trade": "缝纫"},
        texts={"company": "{employer}"},
    ),
    Stock(
        "employment.hr_agencies",
        "在营",
        "注销",
        "licensed_on",
        "closed_on",
        "employment.hr_agencies_count",
        sets={"staff": 8, "annual_report": True},
        texts={"title": "示范{n}号人力资源有限公司", "licence_no": "示范人服证字{n}号"},
    ),
)

LATER: Final = (
    Later("employment.startup_loans", "subsidy", "subsidy_on", "employment.startup_loan_subsidy"),
)

# What is kept in the portal now: loans of these months are not repaid yet.
CURRENT: Final[tuple[Recipe, ...]] = (
    *FAIRS,
    Flow(
        "employment.startup_loans",
        "放款",
        ("paid_on", "applied_on:-35", "reviewed_on:-12", "due_on:730"),
        count="employment.startup_loans_count",
        sets={"kind": "小微企业", "term_months": 24},
        sums={"amount": "employment.startup_loan_amount"},
        texts={"entity": "{employer}"},
    ),
)
