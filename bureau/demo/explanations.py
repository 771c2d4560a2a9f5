"""What the clerks of the towns wrote beside the cells that the checks ask about, for sheets ready to be reported."""

from __future__ import annotations

from typing import Final

from bureau.figures.models import Figure, Sheet
from bureau.figures.models.sheets import SETTLED
from bureau.organisation.models import UnitKind
from bureau.returns.checks.sheets import verdict_of
from bureau.returns.checks.thresholds import MONTH_CHANGE, YEAR_CHANGE

WORDS: Final = {
    MONTH_CHANGE: "各月活动安排不同，本月场次和人数随计划变动",
    YEAR_CHANGE: "去年同月有集中活动，今年分散到其他月份开展",
}
OTHERWISE: Final = "已与业务股室对账，差异因统计时点不同"


def explain_towns() -> int:
    """Explain every soft finding on the unsettled sheets of the towns; returns how many cells were explained."""
    explained = 0
    sheets = Sheet.objects.exclude(state__in=SETTLED).filter(unit__kind=UnitKind.TOWN).select_related("unit")
    for sheet in sheets:
        waiting = [one for one in verdict_of(sheet).findings if one.level == "soft" and one.is_open]
        for code, words in {one.cells[0]: WORDS.get(one.rule, OTHERWISE) for one in waiting}.items():
            cells = Figure.objects.filter(unit=sheet.unit, month=sheet.month, indicator__code=code)
            explained += cells.update(explanation=words)
    return explained
