"""企业退休人员: those in care, what is done for them, and the approval of retirement."""

from bureau.catalogue.declarations import Direction, Group, Indicator, Kind, Reporter

RETIREES = Group(
    key="retirees",
    title="企业退休人员社会化管理",
    duty="insurance",
    indicators=(
        Indicator(
            "social_insurance.retirees_count",
            "企业退休人员数",
            unit="人",
            display_unit="万人",
            decimals=2,
            kind=Kind.STOCK,
            aliases=("企业退休职工数", "企业退休职工"),
            register="social_insurance.retirees",
            counting_rule="stock(entered_on,left_on)",
            reported_by=Reporter.BOTH,
            definition="期初＋退休审批－死亡及转出；国企移交为一次性增加",
        ),
        Indicator(
            "social_insurance.retirees_removed",
            "企业退休人员死亡及转出数",
            unit="人",
            kind=Kind.FLOW,
            register="social_insurance.retirees",
            counting_rule="count by left_on",
            reported_by=Reporter.BOTH,
        ),
        Indicator(
            "social_insurance.retiree_checkups",
            "企业退休人员健康体检组织次数",
            unit="次",
            kind=Kind.EVENT,
            direction=Direction.HIGHER,
            aliases=("退休人员健康体检次数",),
            register="social_insurance.retiree_activities",
            counting_rule="count where kind=健康体检 by held_on",
            assessed=True,
            definition="常设频次：每两年一次",
        ),
        Indicator(
            "social_insurance.retiree_trips",
            "企业退休人员一日游组织次数",
            unit="次",
            kind=Kind.EVENT,
            direction=Direction.HIGHER,
            aliases=("退休人员一日游次数",),
            register="social_insurance.retiree_activities",
            counting_rule="count where kind=一日游 by held_on",
            assessed=True,
            definition="常设频次：每年两次",
        ),
    ),
)

RETIREMENT = Group(
    key="retirement",
    title="退休审批",
    duty="insurance",
    indicators=(
        Indicator(
            "social_insurance.retirement_approvals_count",
            "退休审批人数",
            unit="人",
            kind=Kind.EVENT,
            aliases=("办理退休审批人数", "办理退休审批"),
            register="social_insurance.retirement_approvals",
            counting_rule="count where kind=退休审批 by decided_on",
        ),
        Indicator(
            "social_insurance.recalculated_units",
            "养老保险制度改革后退休待遇重核单位数",
            unit="家",
            kind=Kind.EVENT,
            aliases=("退休待遇重核单位数",),
            register="social_insurance.retirement_approvals",
            counting_rule="distinct(employer) where kind=待遇重核 by decided_on",
            sections=("talent",),
        ),
    ),
)
