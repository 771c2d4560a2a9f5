"""The rows of 就业's registers."""

from employment.models.fairs import JobFair, ServiceEvent
from employment.models.firms import FirmContact, HrAgency
from employment.models.funds import FundAllocation, SubsidyPayment
from employment.models.groups import FollowUpContact, Graduate, HardshipPerson
from employment.models.households import MonitoredHousehold, ZeroJobFamily
from employment.models.jobs import Placement, UnemployedPerson
from employment.models.monitoring import FirmReport
from employment.models.posts import Internship, InternshipPost, WelfarePost
from employment.models.startup import Facility, StartupLoan, StartupSupport
from employment.models.subsidies import FirmSubsidy, StableJobRefund
from employment.models.training import TrainingClass
from employment.models.workers import LaborInflow, ParkWorker

__all__ = [
    "Facility",
    "FirmContact",
    "FirmReport",
    "FirmSubsidy",
    "FollowUpContact",
    "FundAllocation",
    "Graduate",
    "HardshipPerson",
    "HrAgency",
    "Internship",
    "InternshipPost",
    "JobFair",
    "LaborInflow",
    "MonitoredHousehold",
    "ParkWorker",
    "Placement",
    "ServiceEvent",
    "StableJobRefund",
    "StartupLoan",
    "StartupSupport",
    "SubsidyPayment",
    "TrainingClass",
    "UnemployedPerson",
    "WelfarePost",
    "ZeroJobFamily",
]
