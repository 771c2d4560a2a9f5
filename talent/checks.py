"""审核关系 of 人才: what its numbers have to do with one another."""

from bureau.returns.checks.declarations import Check, Forbidden, Level, Note, Scope, Span, completion, declare

TO_DATE = Span.TO_DATE

CHECKS = (
    completion("R032", "skilled_new"),
    completion("R033", "skill_tests"),
    Check("B5", "wage_promoted == wage_promoted_gov + wage_promoted_inst", "机关事业合计"),
    Check(
        "R012",
        "living_and_settling_amount == living_amount + settling_amount",
        "补贴合计",
        Level.DEFINITION,
    ),
    Check(
        "R017",
        "titles_appointed == titles_appointed_senior + titles_appointed_middle + titles_appointed_junior",
        "各级职称合计",
        Level.DEFINITION,
    ),
    Check(
        "B9",
        "certs_senior + certs_technician <= certs",
        "高级和技师证书",
        hint="其余证书不再拆分，不能强行相加",
    ),
    Check(
        "B10",
        "certs <= assessed_persons",
        "发证与考核",
        Level.SOFT,
        TO_DATE,
        counts_alike="一人一证；一人多证的请写说明",
    ),
    Check("B11", "doctor_stations_new <= doctor_stations_count", "新建与累计", span=TO_DATE),
    Check(
        "B20",
        "provincial_exam_hired <= provincial_exam_posts",
        "招聘人数与岗位",
        Level.SOFT,
        TO_DATE,
        counts_alike="一岗一人；一岗多人的请写说明",
    ),
    Check("B21", "doctors_in + masters_in <= graduates_in", "博士硕士与大学生"),
    Check("C17", "site510_open_posts <= site510_past_posts", "可投递与历史岗位", Level.SOFT),
    Check(
        "C19",
        "recruit_event_posts / recruit_event_firms <= setting(employment.posts_per_firm)",
        "每家岗位数",
        Level.SOFT,
        aside="talent",
    ),
    Check("R004", "high_skilled_new <= skilled_new", "高技能与技能人才"),
    Check(
        "R006",
        "target(institution_talent_hired) <= target(institution_hired)",
        "计划数",
        span=TO_DATE,
    ),
    Check(
        "R091",
        "institution_hired <= target(institution_hired)",
        "录用与计划",
        Level.SOFT,
        TO_DATE,
    ),
    Check(
        "R016",
        "employment.fair_posts >= campus_posts + site_posts",
        "招聘活动岗位与校园、网站岗位",
        Level.SOFT,
        scope=Scope.ACROSS,
        hint="只在同一台账里统计时成立；不在一起统计的请写说明",
    ),
    Check(
        "R082",
        "site_posts >= site_firms",
        "职位与企业",
        Level.SOFT,
        counts_alike="每家企业至少一个职位",
    ),
    Check(
        "R084",
        "campus_posts >= campus_firms",
        "岗位与企业",
        Level.SOFT,
        counts_alike="每家企业至少一个岗位",
    ),
    Check(
        "R059",
        "postdoc_vacancy_rate == round(postdoc_stations_empty / postdoc_stations * 100, digits)",
        "空站率",
        Level.DEFINITION,
    ),
    Check(
        "R074",
        "postdoc_stations == prev(postdoc_stations) + postdoc_stations_new - postdoc_stations_revoked",
        "工作站增减",
        Level.DEFINITION,
        scope=Scope.HISTORY,
    ),
)

NOTES = (
    Note(
        "C24",
        "年度考核奖与正常晋升工资不是同一批人，不求人均。",
        ("award_amount", "wage_promoted"),
        forbids=Forbidden.LINK,
    ),
    Note(
        "C25",
        "新增的高级职称人才与职称申报是两回事，不建关系。",
        ("public_senior_titles_in", "title_apply_full_senior", "title_apply_senior"),
        forbids=Forbidden.LINK,
    ),
    Note(
        "C26",
        "教师、卫健人员与省集中公开招聘是否重叠没有说明，合计前须确认。",
        ("teachers_hired", "health_staff_hired", "provincial_exam_hired"),
        Level.SOFT,
        Forbidden.SUM,
    ),
    Note(
        "C27",
        "区级专家、镇级专家与“送技下乡”专家之间谁包含谁没有说明，不相加。",
        ("district_experts", "town_experts", "mission_experts"),
        forbids=Forbidden.SUM,
    ),
    Note(
        "R078",
        "干部大讲堂参训人次是台账各期人次之和，期数是台账行数。",
        ("lecture_trips",),
        counted=("talent.cadre_training", "sum(trips)"),
    ),
)

declare("talent", checks=CHECKS, notes=NOTES)
