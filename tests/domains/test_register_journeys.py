"""Every register from the form to the figure: rows move, their lights are seen, the month is what a hand counts."""

from __future__ import annotations

import datetime
import html
import re

import pytest
from django.urls import reverse

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.models import Assignment
from bureau.catalogue.syncing import sync_catalogue
from bureau.figures.models import Figure, Sheet, Source
from bureau.registers.counting.adopting import adopt
from bureau.registers.counting.draining import Locking, drain
from bureau.registers.declarations import VOID, Register
from bureau.registers.models import Tally
from bureau.registers.registry import all_registers
from bureau.returns.steps import open_sheet
from tests.domains.books import MONTHS
from tests.domains.journey import Journey
from tests.people import People
from tests.registers_pages.filling import BEGIN
from tests.registers_pages.walking import address

DAY = datetime.timedelta(days=1)
# Kept to be looked up and watched: no figure of the summaries is made of them.
WITHOUT_FIGURES = {"employment.firm_monitoring", "talent.agreements"}
# What a row must say for a light that no figure and no usual way brings along.
LIT_BY = {
    "employment.internships.end": {"end_on": f"{BEGIN + 20 * DAY}"},
    "employment.welfare_posts.on_post": {"expire_on": f"{BEGIN + 300 * DAY}"},
    "employment.firm_contacts.answer": {"need": "缺缝纫工"},
    "employment.firm_contacts.promised": {"need": "缺缝纫工", "due_on": f"{BEGIN + 30 * DAY}"},
    "talent.experts.visit": {"last_visit": f"{BEGIN}"},
    "talent.skill_assessments.public": {"public_from": f"{BEGIN + 3 * DAY}"},
    "talent.agreements.performance": {"valid_to": f"{BEGIN + 300 * DAY}"},
}
# In a list these stand behind a light of the same row that is always earlier; the due page shows both.
BEHIND_ANOTHER = {
    "employment.facilities.level",
    "talent.doctor_stations.provincial",
    "talent.doctor_stations.national",
}

every_register = pytest.mark.parametrize("register", all_registers(), ids=lambda one: one.code)


@pytest.fixture
def journey(register: Register, people: People) -> Journey:
    sync_catalogue(sets=[DECLARED[register.domain]])
    people.section.domains = [register.domain]
    people.section.save()
    return Journey(register, people)


@every_register
def test_a_row_is_walked_lit_counted_and_one_click_from_its_figure(journey: Journey) -> None:
    walk_and_see_the_lights(journey)
    assert (journey.figures == []) == (journey.register.code in WITHOUT_FIGURES)
    if journey.figures:
        count_and_compare(journey)
        open_each_figure(journey)
        make_void_and_compare(journey)
    open_every_list_and_table(journey)


def walk_and_see_the_lights(journey: Journey) -> None:
    register = journey.register
    for figure in journey.figures:
        journey.make_rows_for(figure)
    journey.make_one_end()
    for key in journey.terms:
        name = f"{register.code}.{key}"
        journey.light(key, LIT_BY.get(name, {}), listed=name not in BEHIND_ANOTHER)
    said = "\n".join(dict.fromkeys(journey.said))
    assert journey.ended, said
    assert journey.due_page == set(journey.terms), said
    unlisted = {f"{register.code}.{key}" for key in set(journey.terms) - journey.list_page}
    assert unlisted == BEHIND_ANOTHER & {f"{register.code}.{key}" for key in journey.terms}, said
    assert [one.code for one in journey.figures if journey.month_of(one) is None] == [], said


def count_and_compare(journey: Journey) -> None:
    """Every cell of every month, with the register adopted from the first on."""
    register, people = journey.register, journey.people
    for clerk in clerks_of(journey):
        journey.leave_a_draft(clerk)
        unit = journey.unit(clerk)
        Assignment.objects.bulk_create(
            Assignment(unit=unit, indicator=one, begins=MONTHS[0]) for one in journey.figures
        )
        adopt(register, unit, MONTHS[0], by=people["zhao"])
        for month in MONTHS:
            for domain in {one.domain for one in journey.figures}:
                open_sheet(unit=unit, month=month, domain=domain)
    compare(journey)


def compare(journey: Journey) -> None:
    drain(Locking.WAIT)
    units = [journey.unit(clerk) for clerk in clerks_of(journey)]
    tallies = {(t.unit_id, t.indicator_id, t.month): t for t in Tally.objects.filter(unit__in=units)}
    cells = {(f.unit_id, f.indicator_id, f.month): f for f in Figure.objects.filter(unit__in=units)}
    for figure in journey.figures:
        for unit in units:
            for month in MONTHS:
                where = (figure.code, unit.name, str(month))
                told = journey.told(figure, unit, month)
                tally = tallies.get((unit.pk, figure.pk, month))
                cell = cells.get((unit.pk, figure.pk, month))
                value, rows = (None, []) if told is None else told
                assert (0 if tally is None else tally.rows) == len(rows), where
                assert (None if cell is None else cell.value) == value, where
                assert cell is None or cell.source == Source.COUNTED, where


def open_each_figure(journey: Journey) -> None:
    """From the cell of the sheet, and of its panel, one click to the rows that a hand counted, and to no others."""
    register = journey.register
    pages: dict[int, str] = {}
    for figure in journey.figures:
        month, clerk = journey.month_of(figure), journey.keeper(figure)
        assert month is not None
        unit, client = journey.unit(clerk), journey.client(clerk)
        told = journey.told(figure, unit, month)
        assert told is not None
        own = {row.pk for row in told[1] if isinstance(row, register.model)}
        sheet = Sheet.objects.get(unit=unit, month=month, domain=figure.domain)
        if sheet.pk not in pages:
            pages[sheet.pk] = client.get(reverse("returns:sheet", args=[sheet.pk])).content.decode()
        cell = re.search(rf'<tr id="row-{re.escape(figure.code)}".*?</tr>', pages[sheet.pk], re.DOTALL)
        assert cell is not None, figure.code
        panel = client.get(reverse("returns:cell", args=[sheet.pk, figure.code])).content.decode()
        link = links_to_rows(cell[0], register)
        assert links_to_rows(panel, register) == link
        assert link[0][1] == f"台账 {len(told[1])} {register.measure}"
        listed = client.get(link[0][0])
        assert listed.status_code == 200
        assert {int(pk) for pk in re.findall(r'<tr id="row-(\d+)"', listed.content.decode())} == own


def make_void_and_compare(journey: Journey) -> None:
    """A row made void leaves every figure it was in."""
    figure = journey.figures[0]
    month, clerk = journey.month_of(figure), journey.keeper(figure)
    assert month is not None
    told = journey.told(figure, journey.unit(clerk), month)
    assert told is not None
    row = next(row for row in told[1] if isinstance(row, journey.register.model))
    where = address(journey.register, "void", row.pk)
    journey.client(clerk).post(where, {"version": row.version, "reason": "误登记"})
    row.refresh_from_db()
    assert row.state == VOID
    journey.forget_rows()
    after = journey.told(figure, journey.unit(clerk), month)
    assert after is None or row not in after[1]
    compare(journey)


def open_every_list_and_table(journey: Journey) -> None:
    register, client = journey.register, journey.client(journey.keeper())
    asked = [{"listing": one.key} for one in register.listings]
    for query in [*asked, *({"split": one.key} for one in register.breakdowns)]:
        assert client.get(address(register, "list"), query).status_code == 200, query


def clerks_of(journey: Journey) -> list[str]:
    return sorted({journey.keeper(one) for one in journey.figures})


def links_to_rows(page: str, register: Register) -> list[tuple[str, str]]:
    """Addresses of the register's list and the words they are pressed on."""
    found = re.findall(r'<a\b[^>]*href="([^"]+)"[^>]*>([^<]*)</a>', page)
    begins = f"{address(register, 'list')}?figure="
    return [(html.unescape(href), text) for href, text in found if href.startswith(begins)]
