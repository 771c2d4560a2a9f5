from __future__ import annotations

import datetime

from django.utils import timezone

from bureau.figures.models import SheetEvent, SheetState
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.calendar.rules import Rule, set_rule
from bureau.returns.calendar.urging import urge
from bureau.returns.models import FormRule
from tests.returns.office import DOMAIN, Office

TWENTIETH = Rule(DOMAIN, cutoff_day=20, due_in=FormRule.DueIn.SAME_MONTH, due_day=25)


def home(office: Office, month: Month) -> str:
    text = office.page("zhang").get(f"/?month={month}").content.decode()
    return " ".join(text.split())


def test_the_month_says_when_its_sheets_are_due_and_draws_the_axis(office: Office) -> None:
    this = steps.current_month()
    office.sheet(month=this)
    text = home(office, this)
    assert f"{this.month} 月时限" in text
    assert "今天" in text
    assert "报送截止 <b>" in text
    assert "还有" in text


def test_an_overdue_sheet_of_an_older_month_is_told_in_red(office: Office) -> None:
    office.sheet(month=Month(2026, 1))
    text = home(office, steps.current_month())
    days = (timezone.localdate() - datetime.date(2026, 2, 5)).days
    assert f'<small class="late">已逾期 {days} 天</small>' in text
    assert "<b>02-05</b> 周四" in text


def test_a_past_month_shows_no_sheet_of_a_later_one(office: Office) -> None:
    office.sheet(month=Month(2026, 1))
    office.sheet(month=Month(2026, 2))
    text = home(office, Month(2026, 1))
    assert "01-01 至 01-31" in text
    assert "02-01 至 02-28" not in text


def test_a_form_of_the_20th_shows_its_own_days(office: Office) -> None:
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=TWENTIETH, by=None)
    office.sheet(month=Month(2026, 1))
    assert "12-21 至 01-20" in home(office, Month(2026, 1))


def test_a_reminder_stands_among_what_was_told_until_the_sheet_is_filed(office: Office) -> None:
    sheet = office.filled()
    urge([sheet], by=office["zhao"])
    assert "赵七催报：10月就业工作月报表" in home(office, steps.current_month())
    office.submitted()
    assert "催报" not in home(office, steps.current_month())


def test_the_year_shows_which_filing_was_late(office: Office) -> None:
    sheet = office.filled(Month(2026, 1))
    steps.submit(sheet, by=office["zhang"])
    text = home(office, steps.current_month())
    assert "迟报" in text
    assert '<span class="grow">按时报送</span><span>0 / 1 张</span>' in text
    assert '<span class="grow">一次通过</span><span>1 / 1 张</span>' in text


def test_the_list_of_sheets_says_when_each_is_due(office: Office) -> None:
    office.sheet(month=Month(2026, 9))
    text = " ".join(office.page("zhao").get("/sheets/").content.decode().split())
    assert "<b>10-08</b> 周四" in text
    assert "原 5 日逢放假顺延" in text


def test_sheets_open_on_the_first_day_of_their_window(office: Office) -> None:
    """A form whose window ends yesterday has the next month's open today; another one has not."""
    today = timezone.localdate()
    this = Month.of(today)
    cutoff = (today - datetime.timedelta(days=1)).day
    if today.day == 1 or cutoff > 28:
        cutoff = 28
    rule = Rule(DOMAIN, cutoff_day=cutoff, due_in=FormRule.DueIn.NEXT_MONTH, due_day=5)
    set_rule(bureau=office.east, begins=this, rule=rule, by=None)
    begun = rule.opens_on(this.next) <= today
    assert steps.open_sheets_of(this.next) == (2 if begun else 0)
    assert steps.open_sheets_of(this.next) == 0
    assert SheetEvent.objects.count() == 0
    sheets = office.town.sheets.filter(month=this.next)
    assert [sheet.state for sheet in sheets] == ([SheetState.OPEN] if begun else [])
