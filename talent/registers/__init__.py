"""人才: the registers of this domain, in the order of its paper ledgers."""

from bureau.registers.registry import declare
from talent.registers import (
    assessments,
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
    intake.INTAKE,
    recruiting.RECRUIT_EVENTS,
    recruiting.SITE_POSTINGS,
    recruiting.KEY_EMPLOYERS,
    honours.HIGH_LEVEL_PEOPLE,
    stations.DOCTOR_STATIONS,
    honours.PROJECT_APPLICATIONS,
    subsidies.SUBSIDIES,
    services.SERVICES,
    services.EVENTS,
    services.EXPERTS,
    skilled.SKILL_CONTESTS,
    assessments.SKILL_ASSESSMENTS,
    assessments.SKILLED_PEOPLE,
    skilled.FILING_FIRMS,
    recruiting.AGREEMENTS,
    personnel.TITLES,
    personnel.RECRUITMENT,
    pay.PERSONNEL_APPROVALS,
    personnel.CADRE_TRAINING,
)
