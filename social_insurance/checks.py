"""审核关系 of 社会保险: what its numbers have to do with one another."""

from bureau.returns.checks.declarations import Check, Level, Note, Scope, Span, completion, declare
from bureau.returns.checks.thresholds import Setting

TO_DATE = Span.TO_DATE


def band(key: str, title: str, lowest: str, highest: str) -> tuple[Setting, Setting]:
    """The lowest and the highest amount that one person reasonably gets in a month."""
    return (
        Setting(f"{key}_low", f"{title}每人每月下限", lowest, "元/人"),
        Setting(f"{key}_high", f"{title}每人每月上限", highest, "元/人"),
    )


def within(relation: str, key: str, title: str, amount: str, persons: str) -> tuple[Check, Check]:
    """Amount over persons and months lies in its band; without persons there is no amount."""
    each = f"{amount} / {persons} / months"
    return (
        Check(
            relation,
            f"{each} >= setting({key}_low) and {each} <= setting({key}_high)",
            f"{title}人均",
            Level.SOFT,
        ),
        Check(
            relation,
            f"{amount} == 0",
            f"{title}无人领取",
            Level.SOFT,
            when=f"{persons} == 0",
            aside="nobody",
            hint="人数为 0 时金额应为 0",
        ),
    )


def members(name: str) -> str:
    """Insured at the end: those before, the new ones, less those who left."""
    return f"{name}_insured == prev({name}_insured) + {name}_added - {name}_removed"


SETTINGS = (
    *band("resident_pension_each", "城乡居民养老金", "100", "600"),
    *band("employee_pension_each", "城镇职工养老金", "1500", "8000"),
    *band("land_benefit_each", "被征地农民养老待遇", "200", "3000"),
    *band("seven_olds_each", "“七老”人员补贴", "50", "2000"),
)

COMPLETIONS = (
    completion("R034", "employee_pension_insured"),
    completion("R035", "unemployment_insured"),
    completion("R036", "injury_insured"),
    completion("R037", "resident_pension_insured"),
    completion("R038", "public_pension_insured"),
    completion("R039", "cards_issued"),
)

FUNDS = (
    Check(
        "R007",
        "relief_amount == relief_pension_amount + relief_unemployment_amount + relief_injury_amount",
        "减免合计",
        hint="各险种先换算到元再相加",
    ),
    Check(
        "R009",
        "fund3_income == employee_pension_fund_income + unemployment_fund_income + injury_fund_income",
        "三项基金收入合计",
        Level.DEFINITION,
        hint="按险种录入再合并",
    ),
    Check(
        "R010",
        "fund3_expense == employee_pension_fund_expense + unemployment_fund_expense + injury_fund_expense",
        "三项基金支出合计",
        Level.DEFINITION,
    ),
    Check(
        "R011",
        "fund3_balance == employee_pension_fund_balance + unemployment_fund_balance + injury_fund_balance",
        "三项基金结余合计",
        Level.DEFINITION,
    ),
    Check("R005", "pension_remitted <= fund3_expense", "上解与支出", hint="上解已在支出里，不再从结余另扣"),
    Check(
        "R060",
        "fund3_balance == prev(fund3_balance) + fund3_income - fund3_expense",
        "三项基金结余",
        scope=Scope.HISTORY,
        hint="支出已含上解",
    ),
    Check(
        "R061",
        "resident_fund_balance == prev(resident_fund_balance) + resident_fund_income - resident_fund_expense",
        "居民养老基金结余",
        scope=Scope.HISTORY,
    ),
    Check(
        "R062",
        "public_fund_balance == prev(public_fund_balance) + public_fund_income - public_fund_expense",
        "机关事业养老基金结余",
        scope=Scope.HISTORY,
    ),
)

PERSONS = (
    Check(
        "R087",
        "resident_pension_receivers <= resident_pension_insured",
        "领取与参保",
        Level.SOFT,
        hint="参保人数含领取人员",
    ),
    Check(
        "R088",
        "employee_pension_receivers <= employee_pension_insured",
        "领取与参保",
        Level.SOFT,
        hint="参保人数含离退休人员",
    ),
    Check(
        "R071",
        "retirees_count == prev(retirees_count) + retirement_approvals_count - retirees_removed",
        "退休人员增减",
        Level.SOFT,
        scope=Scope.HISTORY,
        hint="机关事业退休须剔除；国企移交是一次性增加，请写说明",
    ),
    Check(
        "R072",
        " and ".join(
            members(name)
            for name in ("employee_pension", "resident_pension", "unemployment", "injury", "public_pension")
        ),
        "参保人数增减",
        Level.DEFINITION,
        scope=Scope.HISTORY,
    ),
    *within(
        "R085",
        "resident_pension_each",
        "居民养老金",
        "resident_pension_amount",
        "resident_pension_receivers",
    ),
    *within(
        "R086",
        "employee_pension_each",
        "职工养老金",
        "employee_pension_amount",
        "employee_pension_receivers",
    ),
    *within("R089", "land_benefit_each", "被征地养老待遇", "land_benefit_amount", "land_benefit_persons"),
    *within("R090", "seven_olds_each", "“七老”补贴", "seven_olds_amount", "seven_olds_persons"),
    Check(
        "R046",
        "resident_pension_rate == round(resident_pension_insured / resident_pension_due * 100, digits)",
        "居民养老参保率",
        Level.DEFINITION,
    ),
    Check(
        "R047",
        "resident_medical_rate == round(resident_medical_insured / resident_medical_due * 100, digits)",
        "居民医疗参保率",
        Level.DEFINITION,
        scope=Scope.ACROSS,
        hint="数由医保部门提供，须注明来源",
    ),
    Check(
        "R058",
        "pension_on_time_rate == round(pension_paid_on_time / pension_due * 100, digits)",
        "按时足额发放率",
        Level.DEFINITION,
        TO_DATE,
    ),
)

INJURY = (
    Check(
        "A6",
        "injury_close_rate == round(injury_recognized / injury_accepted * 100, digits)",
        "工伤结案率",
        span=TO_DATE,
        hint="分子是认定数",
    ),
    Check(
        "C2",
        "injury_completion_rate == round(injury_completed / injury_accepted * 100, digits)",
        "工伤办结率",
        Level.DEFINITION,
        TO_DATE,
        hint="认定不等于办结，两个率分列",
    ),
    Check("B17", "injury_recognized <= injury_accepted + prev(injury_open)", "认定与受理"),
    Check(
        "R055",
        "construction_injury_coverage == round(construction_sites_insured / construction_sites * 100, digits)",
        "工地参保覆盖率",
        Level.DEFINITION,
        hint="全覆盖即 100",
    ),
    Check(
        "R068",
        "prev(injury_open) + injury_accepted == injury_completed + injury_dismissed + injury_open",
        "工伤认定增减",
        Level.DEFINITION,
        scope=Scope.HISTORY,
        hint="受理与完成不能互相代替",
    ),
)

NOTES = (
    Note(
        "R076",
        "缓缴金额是台账逐户之和，企业数是审核通过的户数。",
        ("deferral_amount",),
        counted=("social_insurance.premium_relief", "sum(amount)"),
    ),
)

declare(
    "social_insurance",
    checks=COMPLETIONS + FUNDS + PERSONS + INJURY,
    notes=NOTES,
    settings=SETTINGS,
)
