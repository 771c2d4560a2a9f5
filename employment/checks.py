"""审核关系 of 就业: what its numbers have to do with one another."""

from bureau.returns.checks.declarations import Check, Forbidden, Level, Note, Scope, Span, completion, declare
from bureau.returns.checks.thresholds import Setting

TO_DATE = Span.TO_DATE

SETTINGS = (
    Setting("recruit_subsidy_each", "园区招用工补贴每人标准", "2000", "元/人"),
    Setting("posts_per_firm", "每家企业招聘岗位数上限", "50", "个/家", hint="招聘会和引才活动都用"),
)

COMPLETIONS = (
    completion("A1 R027", "urban_new_jobs"),
    completion("A2 R028", "reemployed"),
    completion("A3 R029", "hardship_employed"),
    completion("A4", "startup_supported"),
    completion("R025", "urban_rural_jobs"),
    completion("R030", "prejob_training"),
    completion("R031", "subsidised_training"),
    Check(
        "R026",
        "urban_rural_jobs > target(urban_rural_jobs)",
        "超额完成",
        span=TO_DATE,
        when="completion(urban_rural_jobs) > 100",
        hint="完成率大于 100 时，完成数应大于目标数",
    ),
)

SUMS = (
    Check("B1 R014", "fairs == offline_fairs + online_fairs", "线上线下合计"),
    Check("R001", "urban_rural_jobs == urban_new_jobs + rural_transfer_jobs", "城乡合计"),
    Check("R003", "subsidised_training == upgrade_training + jobskill_training", "培训合计"),
    Check("R008", "ss_and_post_subsidy_amount == ss_subsidy_amount + post_subsidy_amount", "补贴合计"),
    Check(
        "B4",
        "textile_training_trips == textile_training_park + textile_training_base_persons",
        "培训人次合计",
        counts_alike="每人各计一次，人数之和即人次",
        hint="单位不同：合计是人次，两项是人",
    ),
)

BOUNDS = (
    Check("B6", "job_fund_spent <= job_fund_issued", "支出与下达", span=TO_DATE, hint="支出不大于下达"),
    Check("B7", "offline_fair_hired <= offline_fair_attendees", "录用与进场"),
    Check(
        "B8",
        "internships_started <= internship_posts_count",
        "见习岗位与到岗",
        Level.SOFT,
        TO_DATE,
        counts_alike="一岗一人；一岗可以先后安排多人，请写说明",
    ),
    Check("B12", "textile_training_passed <= textile_training_base_persons", "通过与参训", span=TO_DATE),
    Check(
        "R013",
        "job_fund_spent >= post_subsidy_amount + internship_subsidy_amount + grassroots_subsidy_amount"
        " + training_subsidy_amount",
        "专项资金支出与各项补贴",
        Level.SOFT,
        TO_DATE,
        hint="培训补贴走失业保险基金专账时写明，不计在内",
    ),
    Check("R015", "fair_posts >= online_fair_posts", "招聘活动岗位"),
    Check("R019", "poor_employed <= poor_workforce", "已就业与劳动力"),
    Check("R020", "relocated_employed <= relocated_workforce", "已就业与劳动力"),
    Check("R021", "marginal_employed <= marginal_workforce", "已就业与劳动力"),
    Check(
        "R022", "urban_new_jobs >= reemployed", "新增就业与再就业", Level.SOFT, hint="再就业是新增就业的组成"
    ),
    Check("R023", "reemployed >= hardship_employed", "再就业与困难人员就业", Level.SOFT),
    Check(
        "R024",
        "startup_jobs_created >= startup_supported",
        "带动就业与扶持创业",
        Level.SOFT,
        TO_DATE,
        hint="每名创业者至少带动自己一人就业",
    ),
    Check("R075", "refund_firms <= refund_applicants", "兑现与受理", span=TO_DATE),
    Check(
        "R083",
        "online_fair_posts >= online_fair_firms",
        "岗位与企业",
        Level.SOFT,
        counts_alike="每家企业至少一个岗位",
    ),
    Check(
        "C28",
        "park_workers_count >= recruit_subsidy_persons",
        "登记与补贴人数",
        Level.SOFT,
        TO_DATE,
        Scope.ACROSS,
        hint="登记人数少于补贴人数，可能登记不全",
    ),
    Check(
        "B25",
        "recruit_subsidy_amount / recruit_subsidy_persons == setting(recruit_subsidy_each)",
        "人均定额",
        Level.SOFT,
    ),
    Check(
        "C19",
        "offline_fair_posts / offline_fair_firms <= setting(posts_per_firm)",
        "每家岗位数",
        Level.SOFT,
    ),
)

RATES = (
    Check(
        "R044",
        "registered_unemployment_rate == round(registered_unemployed / (urban_employed + registered_unemployed)"
        " * 100, digits)",
        "登记失业率",
        Level.DEFINITION,
    ),
    Check(
        "R045",
        "graduate_employment_rate == round(graduates_employed / graduates_registered * 100, digits)",
        "毕业生就业率",
        Level.DEFINITION,
        TO_DATE,
    ),
    Check("R048", "poor_employment_rate == round(poor_employed / poor_workforce * 100, digits)", "就业率"),
    Check(
        "R049",
        "relocated_employment_rate == round(relocated_employed / relocated_workforce * 100, digits)",
        "就业率",
    ),
    Check(
        "R050",
        "marginal_employment_rate == round(marginal_employed / marginal_workforce * 100, digits)",
        "就业率",
    ),
    Check(
        "R056",
        "realname_register_rate == round(realname_registered / realname_due * 100, digits)",
        "实名制登记率",
        Level.DEFINITION,
    ),
    Check(
        "R057",
        "realname_service_rate == round(realname_served / realname_registered * 100, digits)",
        "实名制服务率",
        Level.DEFINITION,
    ),
)

BALANCES = (
    Check(
        "R069",
        "zero_job_families_count == prev(zero_job_families_count) + zero_job_families_found"
        " - zero_job_families_helped",
        "零就业家庭增减",
        Level.DEFINITION,
        scope=Scope.HISTORY,
        hint="期末应为 0",
    ),
    Check(
        "R070",
        "welfare_posts_managed == prev(welfare_posts_managed) + welfare_posts_new - welfare_posts_exited",
        "公益性岗位增减",
        Level.DEFINITION,
        scope=Scope.HISTORY,
    ),
)

NOTES = (
    Note(
        "C7",
        "跟进服务的失业登记人员是人次，就业困难人员是人，不能相加、不能比较。",
        ("unemployed_followups", "hardship_followed"),
        Level.HARD,
        Forbidden.LINK,
    ),
    Note(
        "C13",
        "贴息不能由放款额推算，放款也不能由贴息推算。",
        ("startup_loan_subsidy", "startup_loan_amount"),
        forbids=Forbidden.LINK,
    ),
    Note(
        "C20",
        "家政培训、职业技能培训、高技能人才、工匠人才之间谁包含谁没有定，不相加也不比较。",
        ("homecare_trained", "training_persons", "talent.high_skilled_new", "talent.craftsmen_new"),
        forbids=Forbidden.LINK,
    ),
    Note(
        "C18",
        "同一场活动既是招聘会又是引才活动的，只在一处计。",
        ("fairs", "talent.local_fairs_joined"),
        Level.SOFT,
    ),
    Note(
        "R077",
        "稳岗返还金额是台账逐户发放额之和。",
        ("refund_amount",),
        counted=("employment.stable_job_refunds", "sum(amount)"),
    ),
)

declare(
    "employment",
    checks=COMPLETIONS + SUMS + BOUNDS + RATES + BALANCES,
    notes=NOTES,
    settings=SETTINGS,
)
