"""Sheets, the figures that stand in them, their corrections, and the marks that say what must be summed again."""

from bureau.figures.models.corrections import Booking, Correction, Reopening, RequestState
from bureau.figures.models.figures import Figure, Mark, Source
from bureau.figures.models.sheets import CellReturn, Sheet, SheetEvent, SheetState

__all__ = [
    "Booking",
    "CellReturn",
    "Correction",
    "Figure",
    "Mark",
    "Reopening",
    "RequestState",
    "Sheet",
    "SheetEvent",
    "SheetState",
    "Source",
]
