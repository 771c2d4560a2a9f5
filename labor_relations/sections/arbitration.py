"""调解仲裁、劳动合同."""

from bureau.catalogue.passages import Change, Clause, Completion, sentence, topic

ARBITRATION = topic(
    "加强调解仲裁，化解劳动争议",
    (
        sentence("处理各类劳动争议{dispute_total}", lead="{=period}"),
        sentence(
            "收到劳动人事争议仲裁申请{arbitration_received}",
            Clause("，涉及劳动者{arbitration_persons}", needs=("arbitration_received",)),
        ),
        sentence(
            "经审查立案受理{arbitration_filed}",
            Clause("，涉案{arbitration_filed_persons}", needs=("arbitration_filed",)),
            "、涉案金额{arbitration_filed_amount}",
            "，审结{arbitration_closed}",
            Completion("，按立案数计算的结案率为{arbitration_close_rate_filed}"),
            "；不予受理{arbitration_refused}",
            Clause("，涉及{arbitration_refused_persons}", needs=("arbitration_refused",)),
        ),
        sentence(
            "以调解方式结案{arbitration_mediated}",
            Completion("，仲裁调解率为{arbitration_mediation_rate}"),
            "，案外调解{out_of_case_mediations}",
        ),
        sentence(
            "时限内未结{arbitration_open_in_limit}",
            Completion("，按应结案数计算的结案率为{arbitration_close_rate_due}"),
            "，期末未结{arbitration_open}",
        ),
    ),
    (
        sentence(
            Change(
                "工伤争议案件办案时间{injury_case_days}",
                alone="工伤争议案件办案时间控制在{injury_case_days}以内",
            ),
            "，审结工伤案件{injury_cases_closed}",
            "，其中调解结案{injury_cases_mediated}",
            "，工伤案件调解率为{injury_case_mediation_rate}",
        ),
    ),
)

CONTRACTS = topic(
    "推行劳动合同，夯实用工基础",
    (
        sentence(
            "企业应签订劳动合同职工{contracts_due}",
            "，已签订{contracts_signed}",
            Completion("，企业劳动合同签订率为{contract_rate}"),
            "，新增劳动用工备案{contract_filings_count}",
        ),
    ),
)
