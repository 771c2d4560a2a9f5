"""根治欠薪."""

from bureau.catalogue.passages import Clause, sentence, topic

WAGES = topic(
    "突出源头治理，根治拖欠工资",
    (
        sentence(
            "通过全国根治欠薪平台接收线索{clues_received}",
            Clause("，已办结{clues_closed}", needs=("clues_received",)),
            "；收到欠薪信访{wage_petitions_received}",
            Clause("，已办结{wage_petitions_closed}", needs=("wage_petitions_received",)),
            lead="{=period}",
        ),
        sentence("“智慧监察·阳光支付”系统已录入企业{payroll_firms}", lead="{=as_of}，"),
        sentence(
            "收存农民工工资保证金项目{deposit_projects}",
            "、金额{deposit_amount}",
            "，返还和动用{deposit_returned}",
            "，期末余额{deposit_balance}",
        ),
        sentence(
            "应落实保障工资支付八项制度的项目{eight_projects}",
            "，全部达标的{eight_full_projects}",
            "，达标率为{eight_full_rate}",
        ),
    ),
)
