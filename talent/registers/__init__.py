"""人才: the registers of this domain, in the order of its paper ledgers."""

from bureau.registers.registry import declare
from talent.registers import recruiting, services

declare(
    recruiting.RECRUIT_EVENTS,
    recruiting.SITE_POSTINGS,
    recruiting.KEY_EMPLOYERS,
    services.SERVICES,
    services.EVENTS,
    services.EXPERTS,
    recruiting.AGREEMENTS,
)
