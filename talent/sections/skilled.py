"""技能人才、竞赛."""

from bureau.catalogue.passages import Completion, sentence, topic

SKILLED = topic(
    "以赛促训促评，培育技能人才",
    (
        sentence(
            Completion("新增技能人才{skilled_new}"),
            Completion("；新增高技能人才{high_skilled_new}"),
            Completion("；新增工匠人才{craftsmen_new}"),
            lead="{=period}",
        ),
        sentence(
            "承办市级职业技能竞赛{city_contests}",
            "、举办区级职业技能竞赛{district_contests}",
        ),
        sentence(
            "完成技能等级认定备案的企业{filing_firms_count}",
            Completion("，参加职业技能鉴定{skill_tests}"),
        ),
    ),
    (
        sentence("收到技能先锋奖申报材料{pioneer_applications}"),
        sentence(
            "推荐政府特殊津贴人选{allowance_nominees}",
            "，在享政府特殊津贴人员{allowance_holders}",
        ),
        sentence(
            "拥有省市有突出贡献中青年专家{young_experts}",
            "、省企业首席技师{chief_technicians}",
            "、市技术能手{city_skill_experts}",
        ),
    ),
)
