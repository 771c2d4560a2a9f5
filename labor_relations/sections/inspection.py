"""劳动保障监察."""

from bureau.catalogue.passages import Clause, Completion, of_which, sentence, topic

CASES = topic(
    "严格监察执法，依法维护权益",
    (
        sentence(
            "处理劳动保障监察案件{inspection_handled}",
            of_which("inspection_handled", "立案查处{inspection_filed:宗}"),
            "，为{wages_recovered_persons:名}工人追回工资{wages_recovered_amount}",
            Clause("，追回工资{wages_recovered_amount}", unless=("wages_recovered_persons",)),
            Clause("，帮助{wages_recovered_persons:名}工人拿回工资", unless=("wages_recovered_amount",)),
            lead="{=period}",
        ),
        sentence(
            "受理投诉案件{complaints_accepted}",
            "，办结{complaints_closed}",
            "，涉及劳动者{complaint_persons}",
            "，时限内尚未办结{complaints_open_in_limit}",
        ),
        sentence(
            "办理投诉举报欠薪案件{arrears_complaints_handled}",
            "，结案{arrears_complaints_closed}",
            "，移交公安机关{transferred_to_police}",
            "，时限内尚未结案{arrears_complaints_open_in_limit}",
        ),
        sentence(
            "举报投诉应结案{report_complaints_due}",
            "，已结案{report_complaints_closed}",
            Completion("，举报投诉案件结案率为{complaint_close_rate}"),
        ),
    ),
)

INSPECTIONS = topic(
    "深化专项整治，规范用工秩序",
    (
        sentence(
            "对{intermediary_checks}职业介绍和招用工单位开展专项检查",
            "，责令{unlicensed_ordered}擅自从事职业中介的企业整改",
        ),
        sentence(
            "专项清查{refund_check_firms}劳务派遣企业",
            "，涉及稳岗返还资金{refund_check_amount}",
            "，督促退回基金{refund_returned_amount}",
        ),
    ),
    (
        sentence(
            "开展专项检查{special_inspections}",
            "，双随机检查{random_inspections}",
            "，书面审查用人单位{written_reviews}",
            "，辖区现有用人单位{employers}",
        ),
        sentence(
            "调处群体性劳资纠纷{group_disputes_count}",
            "，审批特殊工时企业{special_hours_firms}",
            "，受理信访案件{public_service.petitions_accepted}",
        ),
    ),
)
