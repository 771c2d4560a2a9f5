"""劳动关系: collective disputes, special working hours and labour contracts."""

from bureau.catalogue.declarations import RECOMPUTED, Direction, Group, Indicator, Kind

RELATIONS = Group(
    key="relations",
    title="劳资纠纷与特殊工时",
    duty="relations",
    indicators=(
        Indicator(
            "labor_relations.group_disputes_count",
            "群体性劳资纠纷调处数",
            unit="件",
            display_unit="起",
            kind=Kind.EVENT,
            aliases=("调处群体性劳资纠纷",),
            register="labor_relations.group_disputes",
            counting_rule="count by handled_on",
        ),
        Indicator(
            "labor_relations.special_hours_firms",
            "特殊工时审批企业数",
            unit="家",
            kind=Kind.EVENT,
            aliases=("不定时工作制和综合计算工时工作制审批企业数",),
            register="labor_relations.special_hours",
            counting_rule="distinct(company) by decided_on",
        ),
    ),
)

CONTRACTS = Group(
    key="contracts",
    title="劳动合同与用工备案",
    duty="relations",
    indicators=(
        Indicator(
            "labor_relations.contract_rate",
            "企业劳动合同签订率",
            unit="%",
            decimals=2,
            kind=Kind.RATE,
            direction=Direction.HIGHER,
            aliases=("劳动合同签订率",),
            numerator="labor_relations.contracts_signed",
            denominator="labor_relations.contracts_due",
            counting_rule=RECOMPUTED,
            assessed=True,
            definition="已签÷应签",
        ),
        Indicator(
            "labor_relations.contracts_signed",
            "已签订劳动合同职工数",
            unit="人",
            kind=Kind.STOCK,
            direction=Direction.HIGHER,
            register="labor_relations.contract_filings",
            counting_rule="last sum(signed) by filed_on",
        ),
        Indicator(
            "labor_relations.contracts_due",
            "应签订劳动合同职工数",
            unit="人",
            kind=Kind.STOCK,
            register="labor_relations.contract_filings",
            counting_rule="last sum(should_sign) by filed_on",
        ),
        Indicator(
            "labor_relations.contract_filings_count",
            "新增劳动用工备案人次",
            unit="人次",
            kind=Kind.FLOW,
            aliases=("劳动用工备案人次", "新增劳动用工备案"),
            register="labor_relations.contract_filings",
            counting_rule="sum(persons) by filed_on",
        ),
    ),
)
