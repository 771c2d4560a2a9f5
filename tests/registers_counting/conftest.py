"""A section that keeps the register of fairs and files what is counted from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from bureau.catalogue.models import Indicator
from bureau.figures.models import Figure, Sheet
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.registers.counting.draining import Locking, drain
from bureau.registers.models import Adoption, Tally
from bureau.registers.registry import register_behind
from bureau.registers.writing import change_row, enter_row, take_step, void_row
from bureau.returns.steps import open_sheet
from employment.models import JobFair
from tests.people import People, settle
from tests.small_catalogue import assign, indicator, settle_sheet

FAIRS = register_behind(JobFair)
NOW = Month.of(timezone.localdate())
# The month that is filed now, and the one before it, which is settled in many of these stories.
THIS, LAST = NOW - 1, NOW - 2


def counted_indicator(code: str, name: str, rule: str, **more: object) -> Indicator:
    columns: dict[str, object] = {
        "register": FAIRS.code,
        "counting_rule": rule,
        "kind": "event",
        "reported_by": "section",
        "assessed": False,
    }
    return indicator(code, name, **(columns | more))


@dataclass
class Ledger:
    """chen keeps the fairs of the section, li reviews them and its sheets."""

    people: People
    fairs: Indicator
    posts: Indicator
    firms: Indicator

    @property
    def unit(self) -> Unit:
        return self.people.section

    def adopt(self, begins: Month = LAST) -> None:
        Adoption.objects.create(register=FAIRS.code, unit=self.unit, begins=begins, by=self.people["li"])
        drain(Locking.WAIT)

    def held(self, day: date, **values: object) -> JobFair:
        """A fair that has taken place."""
        given = {"title": "现场会", "kind": "线下", "held_on": day, "posts": 10, **values}
        row = enter_row(FAIRS, given, unit=self.unit, by=self.people["chen"])
        row = take_step(row, "hold", version=row.version, by=self.people["chen"])
        drain(Locking.WAIT)
        assert isinstance(row, JobFair)
        return row

    def change(self, row: JobFair, **values: object) -> JobFair:
        changed = change_row(row, values, version=row.version, by=self.people["chen"])
        drain(Locking.WAIT)
        return changed

    def void(self, row: JobFair) -> None:
        void_row(row, version=row.version, by=self.people["chen"], reason="登记重了，作废这一行")
        drain(Locking.WAIT)

    def sheet(self, month: Month = THIS) -> Sheet:
        sheet = open_sheet(unit=self.unit, month=month, domain="employment")
        drain(Locking.WAIT)
        return sheet

    def settled(self, month: Month = LAST) -> Sheet:
        """The month's sheet, reported as it is counted and approved."""
        sheet = self.sheet(month)
        settle_sheet(sheet, by=self.people["chen"], reviewer=self.people["li"])
        drain(Locking.WAIT)
        sheet.refresh_from_db()
        return sheet

    def figure(self, one: Indicator, month: Month = THIS) -> Figure | None:
        return Figure.objects.filter(unit=self.unit, month=month, indicator=one).first()

    def told(self, one: Indicator, month: Month = THIS) -> int | None:
        """What the cell says."""
        figure = self.figure(one, month)
        return None if figure is None or figure.value is None else int(figure.value)

    def tally(self, one: Indicator, month: Month = THIS) -> tuple[int, int]:
        found = Tally.objects.filter(unit=self.unit, month=month, indicator=one).first()
        return (0, 0) if found is None or found.value is None else (int(found.value), found.rows)


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def ledger(people: People) -> Ledger:
    return set_up(people)


@pytest.fixture
def real_ledger(transactional_db: None) -> Ledger:
    """The same with commits that other connections see."""
    return set_up(settle())


def set_up(people: People) -> Ledger:
    ledger = Ledger(
        people,
        counted_indicator("employment.fairs", "招聘活动场次", "count by held_on"),
        counted_indicator(
            "employment.fair_posts", "招聘活动提供岗位数", "sum(posts) by held_on", kind="flow"
        ),
        counted_indicator(
            "employment.offline_fair_firms",
            "线下招聘会参会企业数",
            "distinct(firm_list) where kind=线下 by held_on",
            kind="flow",
        ),
    )
    for one in (ledger.fairs, ledger.posts, ledger.firms):
        assign(one, people.section)
    return ledger
