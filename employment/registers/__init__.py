"""就业: the registers of this domain, in the order of its paper ledgers."""

from bureau.registers.registry import declare
from employment.registers import fairs, startup

declare(
    fairs.JOB_FAIRS,
    startup.STARTUP_SUPPORT,
    startup.STARTUP_LOANS,
    startup.FACILITIES,
    fairs.SERVICE_EVENTS,
)
