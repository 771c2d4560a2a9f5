"""The rows of 就业's registers."""

from employment.models.fairs import JobFair, ServiceEvent
from employment.models.startup import Facility, StartupLoan, StartupSupport

__all__ = ["Facility", "JobFair", "ServiceEvent", "StartupLoan", "StartupSupport"]
