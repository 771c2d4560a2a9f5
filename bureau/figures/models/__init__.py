"""Sheets, the figures that stand in them, and the marks that say what must be summed again."""

from bureau.figures.models.figures import Figure, Mark, Source
from bureau.figures.models.sheets import CellReturn, Sheet, SheetEvent, SheetState

__all__ = ["CellReturn", "Figure", "Mark", "Sheet", "SheetEvent", "SheetState", "Source"]
