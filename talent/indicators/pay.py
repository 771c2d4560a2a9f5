"""工资福利: wage steps and yearly awards of public bodies."""

from bureau.catalogue.declarations import Group, Indicator, Kind

PAY = Group(
    key="pay",
    title="工资与考核奖",
    duty="pay",
    indicators=(
        Indicator(
            "talent.wage_promoted",
            "机关事业单位正常晋升工资发放人数",
            unit="人",
            kind=Kind.STOCK,
            register="talent.personnel_approvals",
            counting_rule="sum(persons) where matter in (级别工资,薪级工资) by approved_on",
        ),
        Indicator(
            "talent.wage_promoted_gov",
            "机关单位正常晋升工资发放人数",
            unit="人",
            kind=Kind.STOCK,
            parent="talent.wage_promoted",
            exhaustive=True,
            register="talent.personnel_approvals",
            counting_rule="sum(persons) where matter=级别工资 by approved_on",
        ),
        Indicator(
            "talent.wage_promoted_inst",
            "事业单位正常晋升工资发放人数",
            unit="人",
            kind=Kind.STOCK,
            parent="talent.wage_promoted",
            exhaustive=True,
            register="talent.personnel_approvals",
            counting_rule="sum(persons) where matter=薪级工资 by approved_on",
        ),
        Indicator(
            "talent.award_amount",
            "区直机关、事业单位年度考核奖发放金额",
            unit="元",
            display_unit="万元",
            decimals=2,
            kind=Kind.FLOW,
            aliases=("年度考核奖发放金额",),
            register="talent.personnel_approvals",
            counting_rule="sum(amount) where matter=考核奖 by approved_on",
        ),
    ),
)
