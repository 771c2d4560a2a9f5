"""What the sheets keep beside the figures: the rules of their calendar, who was urged, how people type."""

from bureau.returns.models.calendar import Extension, FormRule, Urge
from bureau.returns.models.checks import CheckedSheet, CheckSetting, KeptFinding
from bureau.returns.models.entry import Basis, EntryHabit

__all__ = [
    "Basis",
    "CheckSetting",
    "CheckedSheet",
    "EntryHabit",
    "Extension",
    "FormRule",
    "KeptFinding",
    "Urge",
]
