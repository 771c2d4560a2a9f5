"""社会保险: what this domain counts, in the order of its paper table."""

from bureau.catalogue.declarations import IndicatorSet, declare
from social_insurance.indicators import benefits, enrolment, funds, injury, relief, retirees

declare(
    IndicatorSet(
        domain="social_insurance",
        title="社会保险",
        duties={"insurance": "社会保险", "injury": "工伤保险", "funds": "基金监督"},
        groups=(
            enrolment.INSURED,
            enrolment.CHANGES,
            enrolment.COVERAGE,
            retirees.RETIREES,
            retirees.RETIREMENT,
            relief.RELIEF,
            benefits.BENEFITS,
            benefits.CARDS,
            benefits.LAND,
            funds.EMPLOYEE_FUNDS,
            funds.RESIDENT_FUND,
            funds.PUBLIC_FUND,
            injury.RECOGNITION,
            injury.INJURY_DISPUTES,
            injury.APPRAISALS,
            injury.CONSTRUCTION,
        ),
    )
)
