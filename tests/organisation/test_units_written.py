from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from bureau.audit.models import AuditEntry
from bureau.catalogue.models import Indicator
from bureau.figures.models import Figure, Mark, Sheet
from bureau.organisation.models import Unit, UnitKind
from bureau.organisation.units import UnitFacts, add_unit, change_unit
from bureau.periods import Month
from bureau.totals.models import Total
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sysadmin(people: People) -> Client:
    client = Client()
    client.force_login(people["sysadmin"], backend=BACKEND)
    return client


def refused(**facts: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        add_unit(**facts)  # type: ignore[arg-type]  # the facts of one test
    return caught.value.message_dict


def test_a_new_town_stands_beneath_its_bureau(people: People) -> None:
    unit = add_unit(code="east-12", kind=UnitKind.TOWN, parent=people.east, facts=UnitFacts("新河镇"))
    assert unit.lineage == [people.city.pk, people.east.pk, unit.pk]


def test_all_mistakes_of_a_new_unit_are_told_at_once(people: People) -> None:
    told = refused(code="east 12", kind=UnitKind.TOWN, parent=None, facts=UnitFacts("", domains=("talent",)))
    assert set(told) == {"code", "parent", "name", "domains"}
    assert told["parent"] == ["街镇要放在区局下面，请选上级单位。"]


def test_a_code_is_given_once(people: People) -> None:
    told = refused(code="east-01", kind=UnitKind.TOWN, parent=people.east, facts=UnitFacts("新河镇"))
    assert told == {"code": ["代码“east-01”已经有单位用了，请换一个。"]}


def test_two_towns_of_one_bureau_do_not_share_a_name(people: People) -> None:
    told = refused(code="east-12", kind=UnitKind.TOWN, parent=people.east, facts=UnitFacts("城关镇"))
    assert list(told) == ["name"]


def test_a_bureau_does_not_stand_beneath_a_bureau(people: People) -> None:
    told = refused(code="north", kind=UnitKind.BUREAU, parent=people.east, facts=UnitFacts("北区人社局"))
    assert told == {"parent": ["区局的上级须是市。"]}


def test_a_duty_that_nobody_declares_is_named(people: People) -> None:
    facts = UnitFacts("新股", domains=("employment",), duties=("gardening",))
    told = refused(code="east-new", kind=UnitKind.SECTION, parent=people.east, facts=facts)
    assert "gardening" in told["duties"][0]


def test_a_closed_town_goes_into_a_sister_town(people: People) -> None:
    end = datetime.date(2025, 12, 31)
    change_unit(people.other_town, UnitFacts("东湖街道", closed_on=end, merged_into=people.town))
    people.other_town.refresh_from_db()
    assert people.other_town.merged_into == people.town
    assert not people.other_town.is_open_in(Month(2026, 1))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"merged_into": "town"}, "merged_into"),
        ({"merged_into": "other_town", "closed_on": datetime.date(2025, 12, 31)}, "merged_into"),
        ({"merged_into": "western_town", "closed_on": datetime.date(2025, 12, 31)}, "merged_into"),
        ({"opened_on": datetime.date(2026, 1, 1), "closed_on": datetime.date(2025, 12, 31)}, "closed_on"),
    ],
)
def test_days_and_mergers_that_cannot_be_are_refused(
    facts: dict[str, object], field: str, people: People
) -> None:
    if "merged_into" in facts:
        facts = {**facts, "merged_into": getattr(people, str(facts["merged_into"]))}
    with pytest.raises(ValidationError) as caught:
        change_unit(people.other_town, UnitFacts("东湖街道", **facts))  # type: ignore[arg-type]  # of one test
    assert list(caught.value.message_dict) == [field]


def test_a_bureau_closes_after_everything_below_it(people: People) -> None:
    with pytest.raises(ValidationError) as caught:
        change_unit(people.east, UnitFacts("东区人社局", closed_on=datetime.date(2026, 12, 31)))
    assert "还有" in caught.value.message_dict["closed_on"][0]


@pytest.fixture
def figure(people: People) -> Figure:
    indicator = Indicator.objects.create(
        code="employment.local_x", name="新增", domain="employment", unit="人", display_unit="人",
        kind="flow", direction="none", aggregate="sum", reported_by="both",
    )  # fmt: skip
    sheet = Sheet.objects.create(unit=people.town, month=Month(2026, 3), domain="employment")
    return Figure.objects.create(
        unit=people.town, month=Month(2026, 3), indicator=indicator, sheet=sheet, value=Decimal(5),
        changed_at=timezone.now(),
    )  # fmt: skip


def test_no_day_cuts_off_figures(figure: Figure, people: People) -> None:
    facts = UnitFacts("城关镇", opened_on=datetime.date(2026, 4, 1))
    with pytest.raises(ValidationError, match="成立日期最晚填2026年3月31日"):
        change_unit(people.town, facts)
    with pytest.raises(ValidationError, match="撤销日期最早填2026年3月1日"):
        change_unit(people.town, UnitFacts("城关镇", closed_on=datetime.date(2026, 2, 28)))
    change_unit(people.town, UnitFacts("城关镇", closed_on=datetime.date(2026, 3, 31)))


def test_a_changed_day_asks_for_new_totals_and_a_new_name_does_not(figure: Figure, people: People) -> None:
    Total.objects.create(
        unit_id=people.town.pk,
        year=2026,
        indicator_id=figure.indicator_id,
        series=0,
        computed_at=timezone.now(),
    )
    Mark.objects.all().delete()
    change_unit(people.town, UnitFacts("城关街道"))
    assert not Mark.objects.exists()
    change_unit(people.town, UnitFacts("城关街道", closed_on=datetime.date(2026, 12, 31)))
    assert [mark.unit_id for mark in Mark.objects.all()] == [people.town.pk]


def test_the_system_administrator_adds_a_section_on_the_page(people: People) -> None:
    body = {
        "code": "east-new", "name": "新业态股", "kind": "section", "parent": "east", "order": "30",
        "domains": ["employment"], "duties": ["jobs"], "opened_on": "2026-01-01",
    }  # fmt: skip
    assert sysadmin(people).post("/units/new/", body).status_code == 302
    unit = Unit.objects.get(code="east-new")
    assert (unit.domains, unit.duties, unit.opened_on) == (
        ["employment"],
        ["jobs"],
        datetime.date(2026, 1, 1),
    )
    assert AuditEntry.objects.filter(subject="organisation_unit", action="insert", actor="sysadmin").exists()
    assert "新业态股" in sysadmin(people).get("/units/").content.decode()


def test_a_refused_unit_keeps_what_was_typed_and_says_what_to_do(people: People) -> None:
    body = {"code": "east-01", "name": "新河镇", "kind": "town", "parent": "east", "order": "1"}
    page = sysadmin(people).post("/units/new/", body).content.decode()
    assert "代码“east-01”已经有单位用了，请换一个。" in page
    assert 'value="新河镇"' in page


def test_a_unit_is_renamed_on_the_page_and_its_code_stays(people: People) -> None:
    body = {"code": "other", "kind": "section", "name": "城关街道", "order": "3", "short_name": "城关"}
    assert sysadmin(people).post("/units/of/east-01/", body).status_code == 302
    people.town.refresh_from_db()
    assert (people.town.code, people.town.kind, people.town.name) == ("east-01", "town", "城关街道")


def test_an_administrator_of_a_bureau_adds_nothing_beside_her_bureau(people: People) -> None:
    body = {"code": "west-09", "name": "北河镇", "kind": "town", "parent": "west", "order": "1"}
    assert "没有这个单位，请从列表中选。" in sysadmin(people).post("/units/new/", body).content.decode()
    assert not Unit.objects.filter(code="west-09").exists()


def test_the_command_builds_the_first_tree(db: None) -> None:
    out = io.StringIO()
    call_command("add_unit", "north-city", "北城市", "city", stdout=out)
    call_command("add_unit", "north", "北区人社局", "bureau", "--parent", "north-city", stdout=out)
    call_command(
        "add_unit", "north-jy", "就业股", "section", "--parent", "north", "--domain", "employment",
        "--opened-on", "2026-01-01", stdout=out,
    )  # fmt: skip
    unit = Unit.objects.get(code="north-jy")
    assert [Unit.objects.get(pk=pk).code for pk in unit.lineage] == ["north-city", "north", "north-jy"]
    assert "已加股室 north-jy（就业股），上级北区人社局。" in out.getvalue()
    with pytest.raises(CommandError, match="没有单位“south”"):
        call_command("add_unit", "south-01", "南镇", "town", "--parent", "south")
