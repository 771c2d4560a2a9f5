"""人才引进、引才活动."""

from bureau.catalogue.passages import Completion, of_which, sentence, topic

INTAKE = topic(
    "加大引才力度，壮大人才总量",
    (
        sentence(
            Completion("引进大学生{graduates_in}", compare=True),
            of_which("graduates_in", "博士{doctors_in}", "硕士{masters_in}"),
            Completion("；引进高层次人才{high_level_in}"),
            lead="{=period}",
        ),
        sentence(
            "机关和企事业单位引入博士{public_doctors_in}",
            "、硕士{public_masters_in}",
            "、高级职称人才{public_senior_titles_in}",
        ),
        sentence(
            "发放人才补贴{subsidy_amount}",
            of_which("subsidy_amount", "生活补贴和安家补贴{living_and_settling_amount}"),
            "，涉及企业{subsidy_firms}",
        ),
        sentence("发放人才生活补贴{living_amount}", "、安家补贴{settling_amount}"),
    ),
)

RECRUITING = topic(
    "线上线下联动，拓宽引才渠道",
    (
        sentence(
            "带领企业参加本地招聘会{local_fairs_joined}",
            "、全国巡回引才{national_tours}",
            lead="{=period}",
        ),
        sentence(
            "参加引才活动的企业累计{recruit_event_firms}",
            "，推出岗位{recruit_event_posts}",
            "，当场达成意向{recruit_event_intents}",
        ),
        sentence(
            "参加校园招聘的企业{campus_firms~}",
            "，推出岗位{campus_posts~}",
            "，达成意向{campus_intents~}",
        ),
    ),
    (
        sentence(
            "合作招聘网站发布职位的企业{site_firms}",
            "，发布职位{site_posts}",
            "，收到简历{site_resumes}",
        ),
        sentence(
            "人才网510专栏入驻企业{site510_firms}",
            "，在招岗位{site510_open_posts}",
            "，历史岗位{site510_past_posts}",
            lead="{=as_of}，",
        ),
    ),
)
