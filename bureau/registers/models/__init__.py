"""What the engine keeps beside the rows themselves, which live in the domains.

These tables name a row by its register's code and its id. Rows are never deleted, so such a pair never dangles.
"""

from bureau.registers.models.counting import Adoption, Horizon, Restatement, RestatementState, RowMark, Tally
from bureau.registers.models.deadlines import (
    Contact,
    Deadline,
    Pause,
    PlannedRow,
    Prolongation,
    Reminder,
    SettingValue,
)
from bureau.registers.models.directory import Firm, Mention, Person
from bureau.registers.models.keeping import Attachment, RowLink, RowNumber, SavedView

__all__ = [
    "Adoption",
    "Attachment",
    "Contact",
    "Deadline",
    "Firm",
    "Horizon",
    "Mention",
    "Pause",
    "Person",
    "PlannedRow",
    "Prolongation",
    "Reminder",
    "Restatement",
    "RestatementState",
    "RowLink",
    "RowMark",
    "RowNumber",
    "SavedView",
    "SettingValue",
    "Tally",
]
