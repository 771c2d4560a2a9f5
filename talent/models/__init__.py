"""The rows of 人才's registers."""

from talent.models.recruiting import Agreement, KeyEmployer, RecruitEvent, SitePosting
from talent.models.services import Event, Expert, Service

__all__ = ["Agreement", "Event", "Expert", "KeyEmployer", "RecruitEvent", "Service", "SitePosting"]
