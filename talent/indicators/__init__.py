"""人才: what this domain counts, in the order of its paper table."""

from bureau.catalogue.declarations import IndicatorSet, declare
from talent.indicators import (
    honours,
    intake,
    pay,
    personnel,
    recruiting,
    services,
    skilled,
    stations,
    subsidies,
)

declare(
    IndicatorSet(
        domain="talent",
        title="人才",
        duties={
            "talent": "人才开发",
            "skills": "职业能力建设",
            "personnel": "事业单位人事管理",
            "pay": "工资福利",
        },
        groups=(
            intake.INTAKE,
            skilled.SKILLED,
            skilled.CONTESTS,
            skilled.ASSESSMENTS,
            recruiting.RECRUIT_EVENTS,
            recruiting.SITES,
            stations.STATIONS,
            honours.HONOURS,
            subsidies.SUBSIDIES,
            services.SERVICES,
            services.RURAL_EXPERTS,
            personnel.RECRUITMENT,
            personnel.TITLES,
            personnel.CADRE_TRAINING,
            pay.PAY,
        ),
    )
)
