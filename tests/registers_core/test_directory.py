"""One firm and one person recur across registers; each reader sees the rows her role allows, and no others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bureau.audit.models import AuditEntry
from bureau.registers.models import Firm, Mention, Person
from bureau.registers.names import names_in, plain_name
from bureau.registers.registry import find_register
from bureau.registers.rows import Row
from bureau.registers.writing import change_row, enter_row, void_row
from tests.people import People

HU = "11010519491231002X"


def entered(people: People, code: str, *, by: str = "chen", **values: object) -> Row:
    register = find_register(code)
    assert register is not None
    unit = people.section if by == "chen" else people.town
    return enter_row(register, values, unit=unit, by=people[by])


def visited(people: People, company: str) -> Row:
    return entered(people, "employment.firm_contacts", kind="走访", contact_on="2026-10-08", company=company)


def refunded(people: People, company: str, credit_code: str = "") -> Row:
    values = {"company": company, "credit_code": credit_code, "accepted_on": "2026-10-09"}
    return entered(people, "employment.stable_job_refunds", **values)


def test_names_are_one_however_they_are_spelled() -> None:
    assert plain_name("云浦（中国）纺织 有限公司") == plain_name("云浦(中国)纺织有限公司")
    assert names_in("甲公司、乙公司\n甲 公司；丙公司") == ["甲公司", "乙公司", "丙公司"]


def test_rows_of_two_registers_meet_in_one_firm(people: People) -> None:
    visited(people, "云浦（纺织）有限公司")
    refunded(people, "云浦(纺织)有限公司", "91350100M000100Y43")
    firm = Firm.objects.get()
    assert firm.credit_code == "91350100M000100Y43"
    assert set(firm.mentions.values_list("register", flat=True)) == {
        "employment.firm_contacts",
        "employment.stable_job_refunds",
    }


def test_a_corrected_name_leaves_no_mention_behind(people: People) -> None:
    row = visited(people, "甲公司")
    change_row(row, {"company": "乙公司"}, version=1, by=people["chen"])
    assert [mention.firm and mention.firm.name for mention in Mention.objects.all()] == ["乙公司"]
    void_row(row, version=2, by=people["chen"], reason="登记错了")
    assert not Mention.objects.exists()


def test_a_person_is_joined_by_the_id_number_alone(people: People) -> None:
    values = {"name": "胡一", "id_no": HU, "registered_on": "2026-10-08"}
    entered(people, "employment.unemployed", by="zhang", **values)
    entered(people, "employment.unemployed", by="zhang", **values | {"id_no": "110105194912310038"})
    entered(
        people,
        "employment.hardship_people",
        by="zhang",
        name="胡二",
        id_no=HU.lower(),
        certified_on="2026-10-09",
        category="大龄",
    )
    assert sorted(person.mentions.count() for person in Person.objects.all()) == [1, 2]


def test_a_firm_exists_only_for_those_who_read_a_row_about_it(people: People, client: Client) -> None:
    visited(people, "甲公司")
    address = reverse("directory:firm", args=[Firm.objects.get().pk])
    for name, status in {"chen": 200, "li": 200, "director": 200, "zhang": 404, "xu": 404}.items():
        client.force_login(people[name])
        assert client.get(address).status_code == status, name
        shown = client.get(reverse("directory:firms")).content.decode()
        assert ("甲公司" in shown) == (status == 200), name


def test_a_person_is_found_by_the_whole_number_and_the_search_leaves_a_line(
    people: People, client: Client
) -> None:
    entered(people, "employment.unemployed", by="zhang", name="胡一", id_no=HU, registered_on="2026-10-08")
    client.force_login(people["zhang"])
    answer = client.post(reverse("directory:people"), {"id_number": HU}, follow=True)
    page = answer.content.decode()
    assert "胡*" in page
    assert HU not in page
    assert HU not in answer.request["PATH_INFO"]
    line = AuditEntry.objects.filter(action="search").latest("id")
    assert (line.actor, line.key) == ("zhang", str(Person.objects.get().pk))
    assert HU not in str(line.new) + line.detail


@pytest.mark.parametrize("number", ["110105194912310021", "12", ""])
def test_a_wrong_number_is_refused_with_what_to_do(people: People, client: Client, number: str) -> None:
    client.force_login(people["zhang"])
    answer = client.post(reverse("directory:people"), {"id_number": number})
    assert answer.status_code == 400
    assert "请" in answer.content.decode()


def test_a_person_nobody_may_see_here_looks_like_one_who_is_not_there(people: People, client: Client) -> None:
    entered(people, "employment.unemployed", by="zhang", name="胡一", id_no=HU, registered_on="2026-10-08")
    client.force_login(people["wang"])
    assert client.post(reverse("directory:people"), {"id_number": HU}).status_code == 404
    assert client.get(reverse("directory:person", args=[Person.objects.get().pk])).status_code == 404
