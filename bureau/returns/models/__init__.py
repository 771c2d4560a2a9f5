"""What the sheets keep beside the figures: the rules of their calendar, and who was urged."""

from bureau.returns.models.calendar import Extension, FormRule, Urge
from bureau.returns.models.checks import CheckedSheet, CheckSetting, KeptFinding

__all__ = ["CheckSetting", "CheckedSheet", "Extension", "FormRule", "KeptFinding", "Urge"]
