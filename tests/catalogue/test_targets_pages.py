"""An office records targets, sees what they were, and parts them among its towns."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from bureau.catalogue.models import Indicator, Target
from bureau.organisation.models import User
from tests.people import People, settle
from tests.small_catalogue import indicator

PAGE = "/targets/2026/?unit=east"


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def jobs(people: People) -> Indicator:
    return indicator("employment.jobs", "城镇新增就业人数")


@pytest.fixture
def loans(people: People) -> Indicator:
    return indicator("employment.loans", "创业担保贷款发放金额", unit="元", display_unit="万元", decimals=2)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fields(*rows: tuple[Indicator, str, str, int], document: str = "12号") -> dict[str, str]:
    """The posted form: for each indicator its value, its stretch and the version that was seen."""
    form = {"issuer": "市人社局", "document": document, "issued_on": "2026-03-01"}
    for one, value, stretch, version in rows:
        prefix = f"i{one.pk}-"
        form |= {
            f"{prefix}kind": "at_least",
            f"{prefix}value": value,
            f"{prefix}stretch": stretch,
            f"{prefix}version": str(version),
        }
    return form


def test_money_is_typed_in_wan_and_stored_in_yuan(people: People, jobs: Indicator, loans: Indicator) -> None:
    form = fields((jobs, "１1,000", "", 0), (loans, "528.5", "600", 0))
    answer = as_user(people["zhao"]).post(PAGE, form)
    assert answer.status_code == 302, re.findall(r"row__error[^>]*>([^<]+)", answer.content.decode())
    stored = {t.indicator_id: (t.value, t.stretch, t.document, t.set_by) for t in Target.objects.all()}
    assert stored == {
        jobs.pk: (Decimal(11000), None, "12号", people["zhao"]),
        loans.pk: (Decimal(5_285_000), Decimal(6_000_000), "12号", people["zhao"]),
    }


def test_only_changed_rows_become_new_versions_and_the_old_ones_are_shown(
    people: People, jobs: Indicator, loans: Indicator
) -> None:
    zhao = as_user(people["zhao"])
    zhao.post(PAGE, fields((jobs, "11000", "", 0), (loans, "500", "", 0)))
    zhao.post(PAGE, fields((jobs, "10500", "", 1), (loans, "500", "", 1), document="40号"))
    assert sorted(Target.objects.values_list("indicator__code", "version")) == [
        ("employment.jobs", 1),
        ("employment.jobs", 2),
        ("employment.loans", 1),
    ]
    text = as_user(people["director"]).get(PAGE).content.decode()
    history = text[text.index('id="history"') :]
    for printed in ("11000", "10500", "12号", "40号", "停止执行", "执行中", "赵敏"):
        assert printed in history, printed
    assert "创业担保贷款" not in history


def test_a_mistake_keeps_everything_out_and_loses_nothing_that_was_typed(
    people: People, jobs: Indicator, loans: Indicator
) -> None:
    answer = as_user(people["zhao"]).post(PAGE, fields((jobs, "一万", "", 0), (loans, "500", "400", 0)))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="一万"' in text
    assert 'value="500"' in text
    assert "现在什么都没有保存" in text
    assert not Target.objects.exists()


def test_a_change_needs_the_number_of_its_document(people: People, jobs: Indicator) -> None:
    answer = as_user(people["zhao"]).post(PAGE, fields((jobs, "11000", "", 0), document=""))
    assert answer.status_code == 400
    assert "请填写下达文件的文号" in answer.content.decode()
    assert not Target.objects.exists()


def test_of_two_who_change_one_target_the_second_is_told(people: People, jobs: Indicator) -> None:
    zhao = as_user(people["zhao"])
    zhao.post(PAGE, fields((jobs, "11000", "", 0)))
    answer = zhao.post(PAGE, fields((jobs, "12000", "", 0)))
    assert answer.status_code == 400
    assert "赵敏改过（第 1 版）" in answer.content.decode()


def test_an_emptied_value_withdraws_the_target(people: People, jobs: Indicator) -> None:
    zhao = as_user(people["zhao"])
    zhao.post(PAGE, fields((jobs, "11000", "", 0)))
    assert zhao.post(PAGE, fields((jobs, "", "", 1), document="")).status_code == 302
    assert not Target.objects.current().exists()


def test_the_director_reads_targets_but_has_no_field_to_write_in(people: People, jobs: Indicator) -> None:
    as_user(people["zhao"]).post(PAGE, fields((jobs, "11000", "", 0)))
    text = as_user(people["director"]).get(PAGE).content.decode()
    assert "11000" in text
    assert "保存改动" not in text
    assert as_user(people["director"]).post(PAGE, fields((jobs, "1", "", 1))).status_code == 403


def test_a_target_is_parted_evenly_with_a_preview_that_adds_up(people: People, jobs: Indicator) -> None:
    zhao = as_user(people["zhao"])
    zhao.post(PAGE, fields((jobs, "10001", "", 0)))
    address = f"/targets/2026/split/{jobs.code}/?unit=east"
    preview = zhao.get(address).content.decode()
    assert re.findall(r'-value" value="(\d+)"', preview) == ["5001", "5000"]
    assert re.search(r"预览合计.*10001", preview, re.DOTALL)
    assert not Target.objects.exclude(unit=people.east).exists()
    form = {"issuer": "东区", "document": "2号", "issued_on": ""}
    for town, value in ((people.town, "6000"), (people.other_town, "4001")):
        form |= {
            f"u{town.pk}-kind": "at_least",
            f"u{town.pk}-value": value,
            f"u{town.pk}-stretch": "",
            f"u{town.pk}-version": "0",
        }
    assert zhao.post(address, form).status_code == 302
    parts = dict(Target.objects.exclude(unit=people.east).values_list("unit__code", "value"))
    assert parts == {"east-01": Decimal(6000), "east-02": Decimal(4001)}


def test_more_than_the_whole_can_be_handed_down_in_the_shape_of_last_year(
    people: People, jobs: Indicator
) -> None:
    zhao = as_user(people["zhao"])
    zhao.post(PAGE, fields((jobs, "1000", "", 0)))
    for town, value in ((people.town, 300), (people.other_town, 100)):
        Target.objects.create(unit=town, indicator=jobs, year=2025, value=value)
    preview = zhao.get(f"/targets/2026/split/{jobs.code}/?unit=east&basis=last&percent=105").content.decode()
    assert re.findall(r'-value" value="(\d+)"', preview) == ["788", "262"]


@pytest.mark.parametrize(
    ("name", "status"), [("zhao", 404), ("director", 403), ("zhang", 403), ("sysadmin", 403)]
)
def test_what_is_not_ones_own_is_not_parted(people: People, jobs: Indicator, name: str, status: int) -> None:
    answer = as_user(people[name]).get(f"/targets/2026/split/{jobs.code}/?unit=west")
    assert answer.status_code == status


def test_anything_is_found_by_its_name_alias_or_initials_from_the_masthead(
    people: People, jobs: Indicator
) -> None:
    Indicator.objects.filter(pk=jobs.pk).update(
        search_text="城镇新增就业人数\tczxzjyrs\tchengzhen\nemploymentjobs"
    )
    client = as_user(people["zhang"])
    for asked in ("新增就业", "czxzjy", "ＣＺＸＺ"):
        text = client.get("/find/", {"q": asked}).content.decode()
        assert f"/indicators/{jobs.code}/" in text
        assert f'value="{asked}"' in text
    for asked in ("没有这个", "%", "\x00", "x" * 5000):
        assert "没有找到" in client.get("/find/", {"q": asked}).content.decode() or not asked.strip("%\x00")


def test_the_catalogue_is_listed_by_domain(people: People, jobs: Indicator) -> None:
    client = as_user(people["zhang"])
    assert jobs.name in client.get("/indicators/?domain=employment").content.decode()
    assert jobs.name not in client.get("/indicators/?domain=talent").content.decode()
    assert client.get("/indicators/?domain=nothing").status_code == 404
    admin = as_user(people["sysadmin"]).get("/indicators/").content.decode()
    assert jobs.name in admin
    assert f"/indicators/{jobs.code}/" not in admin
