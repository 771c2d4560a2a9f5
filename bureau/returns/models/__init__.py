"""What the sheets keep beside the figures: the rules of their calendar, and who was urged."""

from bureau.returns.models.calendar import Extension, FormRule, Urge

__all__ = ["Extension", "FormRule", "Urge"]
