"""Figures to sentence fragments: pure functions that let the figures choose the words.

A sentence made here cannot contradict its number: direction, sign and precision decide between 增长 and 下降, 快于
and 慢于, 控制在…以内 and 高于. Every printed number stays an object (`Printed`), so a document can trace it.
"""

from reports.wording.approximation import qualified, roughly
from reports.wording.change import difference_from, from_to, multiple, year_on_year
from reports.wording.completion import (
    Progress,
    Style,
    ceiling,
    completed_respectively,
    completion,
    completion_rate,
    finish,
    half_time,
    kept,
    pace,
    stated_with_completion,
)
from reports.wording.lists import joined, of_which, respectively
from reports.wording.phrases import Measure, Phrase, Printed, Role, stated

__all__ = [
    "Measure",
    "Phrase",
    "Printed",
    "Progress",
    "Role",
    "Style",
    "ceiling",
    "completed_respectively",
    "completion",
    "completion_rate",
    "difference_from",
    "finish",
    "from_to",
    "half_time",
    "joined",
    "kept",
    "multiple",
    "of_which",
    "pace",
    "qualified",
    "respectively",
    "roughly",
    "stated",
    "stated_with_completion",
    "year_on_year",
]
