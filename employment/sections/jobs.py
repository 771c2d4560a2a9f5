"""稳定就业、创业扶持、招聘活动."""

from bureau.catalogue.passages import Clause, Completion, of_which, sentence, topic

TARGETS = topic(
    "紧盯目标任务，稳住就业总量",
    (
        sentence(
            Completion("城镇新增就业{urban_new_jobs}"),
            Completion("；城镇失业人员再就业{reemployed}"),
            Completion("；就业困难人员再就业{hardship_employed}", decimals=2),
            Completion("；扶持创业{startup_supported}"),
            lead="{=as_of}，",
        ),
        sentence(
            Completion("城乡统筹就业{urban_rural_jobs}", compare=True),
            Completion("；农村劳动力转移就业{rural_transfer_jobs}", compare=True),
        ),
        sentence(
            Completion("城镇登记失业率为{registered_unemployment_rate}"),
            "，期末城镇登记失业{registered_unemployed}",
            "、城镇从业人员{urban_employed}",
        ),
    ),
    (
        sentence(
            "年内认定零就业家庭{zero_job_families_found}",
            "，帮助{zero_job_families_helped}零就业家庭实现就业",
            Completion("，期末零就业家庭{zero_job_families_count}"),
        ),
        sentence(
            "离校未就业高校毕业生实名登记{graduates_registered}",
            "，已实现就业{graduates_employed}",
            Completion("，离校未就业高校毕业生年末就业率为{graduate_employment_rate}"),
        ),
    ),
)

STARTUP = topic(
    "优化创业扶持，增强带动效应",
    (
        sentence(
            "创业带动就业{startup_jobs_created}",
            "，推选创业大赛项目{startup_contest_projects}",
            "、落地存续项目{startup_survived}",
            "，创业项目市场转化成功率为{startup_conversion_rate}",
        ),
        sentence(
            "审核发放创业担保贷款{startup_loans_count}",
            Completion("，发放创业担保贷款金额{startup_loan_amount}"),
            "，落实财政贴息{startup_loan_subsidy}",
            lead="{=period}",
        ),
        sentence(
            "建有创业孵化基地{incubators}",
            "，孵化场地面积{incubator_area}",
            "，在孵企业{incubated_firms}",
        ),
    ),
)

FAIRS = topic(
    "搭建对接平台，畅通供需渠道",
    (
        sentence(
            "组织各类招聘活动{fairs:场}",
            of_which("fairs", "线下{offline_fairs:场}", "线上{online_fairs:场}"),
            "，累计推出岗位{fair_posts}",
            lead="{=period}",
        ),
        sentence(
            Clause("办好招聘会{offline_fairs:场}", unless=("fairs",)),
            "，参会企业{offline_fair_firms}",
            "，提供岗位{offline_fair_posts}",
            "，进场求职{offline_fair_attendees}",
            "，当场录用{offline_fair_hired}",
            lead="线下方面，",
        ),
        sentence(
            "推出网络招聘{online_fairs}",
            "，参聘企业{online_fair_firms}",
            "，提供岗位{online_fair_posts:万个}",
            "，吸引点击{online_fair_clicks}",
            lead="线上方面，",
        ),
    ),
    (
        sentence(
            "在册人力资源服务机构{hr_agencies_count}",
            "，引进外埠务工人员{labor_inflow_count}",
            "，走访企业{firms_visited}",
            "，集中宣讲政策{policy_talks}",
        ),
        sentence(
            "惠企政策应送达企业{policy_due_firms}",
            "，已送达{policy_delivered_firms}",
            "，政策送达率为{policy_delivery_rate}",
        ),
    ),
)
