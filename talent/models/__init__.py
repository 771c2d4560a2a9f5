"""The rows of 人才's registers."""

from talent.models.honours import HighLevelPerson, ProjectApplication
from talent.models.intake import Intake
from talent.models.pay import PersonnelApproval
from talent.models.personnel import CadreTraining, Recruitment, Title
from talent.models.recruiting import Agreement, KeyEmployer, RecruitEvent, SitePosting
from talent.models.services import Event, Expert, Service
from talent.models.skilled import FilingFirm, SkillAssessment, SkillContest, SkilledPerson
from talent.models.stations import DoctorStation
from talent.models.subsidies import Subsidy

__all__ = [
    "Agreement",
    "CadreTraining",
    "DoctorStation",
    "Event",
    "Expert",
    "FilingFirm",
    "HighLevelPerson",
    "Intake",
    "KeyEmployer",
    "PersonnelApproval",
    "ProjectApplication",
    "RecruitEvent",
    "Recruitment",
    "Service",
    "SitePosting",
    "SkillAssessment",
    "SkillContest",
    "SkilledPerson",
    "Subsidy",
    "Title",
]
