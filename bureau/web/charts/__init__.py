"""Geometry of the charts: figures in, places on the drawing out.

Pure functions give frozen dataclasses; templates under components/charts/ draw them.
"""

from bureau.web.charts.clock import ClockDrawing, ClockPoint, clock_drawing
from bureau.web.charts.cumulative import Cumulative, Forecast, cumulative
from bureau.web.charts.deadlines import DeadlineAxis, Event, deadline_axis
from bureau.web.charts.filings import Filing, FilingMatrix, filing_matrix
from bureau.web.charts.progress import Landing, ProgressBar, progress_bar
from bureau.web.charts.trend import MiniBars, Trend, mini_bars, trend

__all__ = [
    "ClockDrawing",
    "ClockPoint",
    "Cumulative",
    "DeadlineAxis",
    "Event",
    "Filing",
    "FilingMatrix",
    "Forecast",
    "Landing",
    "MiniBars",
    "ProgressBar",
    "Trend",
    "clock_drawing",
    "cumulative",
    "deadline_axis",
    "filing_matrix",
    "mini_bars",
    "progress_bar",
    "trend",
]
