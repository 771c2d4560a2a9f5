"""审核关系 of 劳动关系: what its numbers have to do with one another."""

from bureau.returns.checks.declarations import Check, Level, Note, Scope, Span, declare

TO_DATE = Span.TO_DATE
EACH_CASE = "每案至少一人"

ARBITRATION = (
    Check(
        "A5",
        "arbitration_close_rate_filed == round(arbitration_closed / arbitration_filed * 100, digits)",
        "仲裁结案率（按立案）",
        span=TO_DATE,
    ),
    Check(
        "R052",
        "arbitration_close_rate_due == round(arbitration_closed / (arbitration_filed - arbitration_open_in_limit)"
        " * 100, digits)",
        "仲裁结案率",
        span=TO_DATE,
        hint="应结＝立案－时限内未结",
    ),
    Check(
        "R053",
        "arbitration_mediation_rate == round(arbitration_mediated / arbitration_closed * 100, digits)",
        "仲裁调解率",
        Level.DEFINITION,
        TO_DATE,
        hint="分母是结案数",
    ),
    Check(
        "B2",
        "arbitration_received == arbitration_filed + arbitration_refused",
        "收案合计",
        doubtful=("arbitration_received", "arbitration_refused"),
        hint="立案数有结案率印证",
    ),
    Check(
        "B3", "arbitration_persons == arbitration_filed_persons + arbitration_refused_persons", "涉案人数合计"
    ),
    Check(
        "B16 R065",
        "arbitration_closed <= arbitration_filed + prev(arbitration_open)",
        "结案与立案",
        hint="案外调解不计受理",
    ),
    Check(
        "R064",
        "prev(arbitration_open) + arbitration_filed == arbitration_closed + arbitration_open",
        "仲裁案件增减",
        scope=Scope.HISTORY,
    ),
    Check(
        "B28",
        "arbitration_persons >= arbitration_received and arbitration_filed_persons >= arbitration_filed"
        " and arbitration_refused_persons >= arbitration_refused",
        "涉案人数与件数",
        Level.SOFT,
        counts_alike=EACH_CASE,
    ),
    Check(
        "R002",
        "dispute_total >= arbitration_filed + inspection_filed",
        "争议总数",
        scope=Scope.ACROSS,
        hint="只有仲裁、监察两个渠道时相等",
    ),
)

INSPECTION = (
    Check("B13", "inspection_filed <= inspection_handled", "立案与处理", span=TO_DATE),
    Check(
        "B14",
        "clues_closed <= clues_received + carried(clues_received, clues_closed)",
        "办结与接收",
        span=TO_DATE,
        hint="有上年结转的计在内",
    ),
    Check(
        "B15",
        "wage_petitions_closed <= wage_petitions_received"
        " + carried(wage_petitions_received, wage_petitions_closed)",
        "办结与接收",
        span=TO_DATE,
        hint="有上年结转的计在内",
    ),
    Check(
        "R066",
        "complaints_closed <= complaints_accepted + carried(complaints_accepted, complaints_closed)",
        "办结与受理",
        span=TO_DATE,
        hint="有上年结转的计在内",
    ),
    Check("B18", "refund_returned_amount <= refund_check_amount", "退回与涉及资金", span=TO_DATE),
    Check("B19", "unlicensed_ordered <= intermediary_checks", "责令与检查", span=TO_DATE),
    Check("R018", "transferred_to_police <= arrears_complaints_handled", "移交与办理", span=TO_DATE),
    Check(
        "R081",
        "complaint_persons >= complaints_closed",
        "涉及人数与办结件数",
        Level.SOFT,
        TO_DATE,
        counts_alike=EACH_CASE,
    ),
    Check("R092", "written_reviews <= employers", "书面审查与用人单位", Level.SOFT, TO_DATE),
    Check(
        "R051",
        "complaint_close_rate == round(report_complaints_closed / report_complaints_due * 100, digits)",
        "举报投诉结案率",
        Level.DEFINITION,
        TO_DATE,
        hint="应结按法定时限",
    ),
    Check(
        "R067",
        "arrears_complaints_handled == arrears_complaints_closed + arrears_complaints_open_in_limit",
        "欠薪案件合计",
        Level.DEFINITION,
    ),
    Check(
        "R073",
        "deposit_balance == prev(deposit_balance) + deposit_amount - deposit_returned",
        "保证金余额",
        Level.DEFINITION,
        scope=Scope.HISTORY,
        hint="收存、累计缴存都不是余额",
    ),
)

RELATIONS = (
    Check(
        "R054",
        "contract_rate == round(contracts_signed / contracts_due * 100, digits)",
        "合同签订率",
        Level.DEFINITION,
    ),
)

NOTES = (
    Note(
        "R079",
        "群体性纠纷按办结日期从台账计数，四个季度之和是全年。",
        ("group_disputes_count",),
        counted=("labor_relations.group_disputes", "count by handled_on"),
    ),
    Note(
        "R080",
        "追发工资金额是台账逐案追回额之和，存元。",
        ("wages_recovered_amount",),
        counted=("labor_relations.inspection_cases", "sum(recovered)"),
    ),
)

declare("labor_relations", checks=ARBITRATION + INSPECTION + RELATIONS, notes=NOTES)
