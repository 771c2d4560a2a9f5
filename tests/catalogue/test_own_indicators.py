"""A bureau adds its own indicators without touching code."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from bureau.catalogue.declarations import Indicator, Kind
from bureau.catalogue.models import Indicator as Row
from bureau.catalogue.own import add_local_indicator
from bureau.catalogue.searching import search
from bureau.catalogue.syncing import sync_catalogue

NIGHT = Indicator(
    "employment.x_night_fairs", "夜间招聘会场次", unit="场", kind=Kind.EVENT, aliases=("夜市招聘",)
)
SHARE = Indicator(
    "employment.x_night_share",
    "夜间招聘会占比",
    unit="%",
    decimals=1,
    kind=Kind.RATE,
    numerator="employment.x_night_fairs",
    denominator="employment.fairs",
    definition="夜间场次÷全部场次",
)


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    sync_catalogue()


def mistakes(indicator: Indicator, group_key: str = "fairs") -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        add_local_indicator(indicator, group_key=group_key)
    assert not Row.objects.filter(is_local=True).exclude(code=NIGHT.code).exists()
    return caught.value.message_dict


def test_it_stands_at_the_end_of_its_group_and_is_found_by_name() -> None:
    row = add_local_indicator(NIGHT, group_key="fairs")
    assert (row.is_local, row.group, row.duty, row.display_unit) == (True, "招聘活动", "jobs", "场")
    group = Row.objects.filter(domain="employment", group_key="fairs")
    assert group.order_by("order").last() == row
    assert search("夜市招聘") == search("yjzph") == search("夜间招聘") == [row]


def test_as_a_part_of_another_it_stands_right_after_the_others_of_its_family() -> None:
    row = add_local_indicator(replace(NIGHT, parent="employment.fairs", exhaustive=False), group_key="fairs")
    family = ["employment.fairs", "employment.offline_fairs", "employment.online_fairs", row.code]
    first = Row.objects.get(code="employment.fairs").order
    rows = Row.objects.filter(domain="employment", order__gte=first).order_by("order")[:4]
    assert [one.code for one in rows] == family


def test_its_rate_is_made_of_declared_and_own_parts() -> None:
    add_local_indicator(NIGHT, group_key="fairs")
    row = add_local_indicator(SHARE, group_key="fairs")
    assert row.is_derived
    assert {part.part.code for part in row.rate_parts.all()} == {NIGHT.code, "employment.fairs"}
    assert [one.text for one in row.definitions.all()] == ["夜间场次÷全部场次"]


def test_a_later_synchronisation_keeps_it() -> None:
    row = add_local_indicator(NIGHT, group_key="fairs")
    place = row.order
    assert sync_catalogue().changed == 0
    row.refresh_from_db()
    assert (row.order, row.retired, row.name) == (place, False, "夜间招聘会场次")
    assert row.aliases.get().name == "夜市招聘"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        (replace(NIGHT, code="employment.night"), "code", "employment.night"),
        (replace(NIGHT, code="somewhere.x_night"), "code", "somewhere.x_night"),
        (replace(NIGHT, name="城镇新增就业"), "name", "城镇新增就业人数"),
        (replace(NIGHT, name="字" * 81), "name", "80"),
        (replace(NIGHT, name="“”"), "name", "不能为空"),
        (replace(NIGHT, aliases=("招聘会场次",)), "aliases", "招聘活动场次"),
        (replace(NIGHT, unit="场子"), "unit", "场子"),
        (replace(NIGHT, display_unit="万元"), "display_unit", "万元"),
        (replace(NIGHT, decimals=9), "decimals", "0 到 4"),
        (replace(NIGHT, cutoff_day=30), "cutoff_day", "1 到 28"),
        (replace(NIGHT, numerator="employment.fairs"), "kind", "比率"),
        (replace(SHARE, unit="场"), "unit", "%"),
        (replace(SHARE, numerator=""), "numerator", "分子和分母"),
        (replace(SHARE, numerator="招聘会"), "numerator", "招聘会"),
        (replace(SHARE, numerator="employment.nothing"), "numerator", "employment.nothing"),
        (replace(SHARE, numerator="employment.policy_delivery_rate"), "numerator", "本身是比率"),
        (replace(SHARE, denominator="employment.fairs+employment.fair_posts"), "denominator", "单位不同"),
        (replace(SHARE, denominator="employment.fairs-employment.fairs"), "denominator", "两次"),
        (replace(SHARE, maximum=True), "numerator", "取最大值"),
        (replace(NIGHT, parent="employment.nothing", exhaustive=False), "parent", "employment.nothing"),
        (replace(NIGHT, parent="employment.fairs", exhaustive=True), "exhaustive", "其中"),
        (replace(NIGHT, exhaustive=False), "exhaustive", "上级指标"),
        (replace(NIGHT, parent="employment.fair_posts", exhaustive=False), "parent", "单位是个"),
        (replace(NIGHT, parent="employment.policy_talks", exhaustive=False), "parent", "就业服务活动"),
    ],
)
def test_a_mistake_is_told_at_its_field_in_chinese(wrong: Indicator, field: str, sentence: str) -> None:
    assert sentence in "".join(mistakes(wrong)[field])


def test_a_group_that_the_domain_does_not_have_is_told_with_those_it_has() -> None:
    assert "招聘活动" in mistakes(NIGHT, "nowhere")["group"][0]


def test_all_mistakes_are_told_at_once() -> None:
    assert set(mistakes(replace(NIGHT, name="招聘会场次", unit="场子", decimals=9))) == {
        "name",
        "unit",
        "decimals",
    }


def test_the_same_code_cannot_be_added_twice() -> None:
    add_local_indicator(NIGHT, group_key="fairs")
    assert "code" in mistakes(NIGHT)


def test_the_command_adds_one_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    call_command(
        "add_indicator", "employment.x_night_fairs", "夜间招聘会场次", unit="场", kind="event", group="fairs"
    )
    assert "夜间招聘会场次" in capsys.readouterr().out
    assert Row.objects.get(code="employment.x_night_fairs").is_local


def test_the_command_refuses_with_the_same_sentences() -> None:
    with pytest.raises(CommandError, match="没有计量单位“场子”"):
        call_command(
            "add_indicator", "employment.x_night_fairs", "夜场", unit="场子", kind="event", group="fairs"
        )
