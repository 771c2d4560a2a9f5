"""Units, the people who work in them, and what each of them may see and do."""

from bureau.organisation.models.days import WorkdayException
from bureau.organisation.models.people import Post, Role, User
from bureau.organisation.models.tokens import Token
from bureau.organisation.models.units import Unit, UnitKind

__all__ = ["Post", "Role", "Token", "Unit", "UnitKind", "User", "WorkdayException"]
