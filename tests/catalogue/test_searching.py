"""People find an indicator by whatever they call it."""

import pytest

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.models import Indicator
from bureau.catalogue.names import full_pinyin, initials, plain_text
from bureau.catalogue.searching import search
from bureau.catalogue.syncing import sync_catalogue


@pytest.fixture
def catalogue(db: None) -> None:
    sync_catalogue()


def codes(text: str) -> list[str]:
    return [indicator.code for indicator in search(text, limit=1000)]


@pytest.mark.usefixtures("catalogue")
def test_every_indicator_is_first_when_its_name_or_alias_is_typed() -> None:
    lost = [
        (indicator.code, name)
        for indicator_set in DECLARED.values()
        for _, indicator in indicator_set
        for name in (indicator.name, *indicator.aliases)
        if codes(name)[:1] != [indicator.code]
    ]
    assert lost == []


@pytest.mark.usefixtures("catalogue")
def test_every_indicator_is_found_by_the_initials_of_each_of_its_names() -> None:
    lost = [
        (indicator.code, name)
        for indicator_set in DECLARED.values()
        for _, indicator in indicator_set
        for name in (indicator.name, *indicator.aliases)
        if indicator.code not in codes(initials(name))
    ]
    assert lost == []


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("czxzjyrs", "employment.urban_new_jobs"),
        ("chengzhenxinzeng", "employment.urban_new_jobs"),
        ("CZDJSYL", "employment.registered_unemployment_rate"),
        ("ｃｚｄｊｓｙｌ", "employment.registered_unemployment_rate"),
        ("送技下乡专家", "talent.mission_experts"),
        ("仲裁 结案率", "labor_relations.arbitration_close_rate_due"),
        ("hr沙龙", "talent.hr_salons"),
        ("employment.fairs", "employment.fairs"),
        ("fund3_balance", "social_insurance.fund3_balance"),
    ],
)
def test_what_people_type_brings_the_meant_one_first(typed: str, first: str) -> None:
    assert codes(typed)[0] == first


@pytest.mark.usefixtures("catalogue")
def test_an_exact_name_comes_before_names_that_begin_with_it_and_those_before_the_rest() -> None:
    found = codes("稳岗补贴")
    assert found[0] == "employment.refund_amount"
    assert "employment.refund_applicants" in found


@pytest.mark.usefixtures("catalogue")
def test_equally_good_ones_stand_in_the_order_of_the_table() -> None:
    assert codes("建档立卡户")[1:] == [
        "employment.poor_workforce",
        "employment.poor_employed",
        "employment.poor_employment_rate",
    ]


@pytest.mark.usefixtures("catalogue")
def test_nothing_typed_or_nothing_known_finds_nothing() -> None:
    assert codes("") == codes(" “” ") == codes("没有这个指标") == codes("100%_") == []


@pytest.mark.usefixtures("catalogue")
def test_retired_indicators_are_found_only_when_asked_for() -> None:
    Indicator.objects.filter(code="employment.fairs").update(retired=True)
    assert "employment.fairs" not in codes("招聘活动场次")
    assert search("招聘活动场次", among=Indicator.objects.all())[0].code == "employment.fairs"


def test_names_are_compared_without_signs_width_and_case() -> None:
    assert plain_text("“ＨＲ 沙龙”（举办·次数）") == "hr沙龙举办次数"


@pytest.mark.parametrize(
    ("name", "short", "full"),
    [
        ("城镇登记失业率", "czdjsyl", "chengzhendengjishiyelv"),
        ("人才网510专栏", "rcw510zl", "rencaiwang510zhuanlan"),
        ("案外调解", "awtj", "anwaitiaojie"),
        ("待遇重核单位", "dychdw", "daiyuchonghedanwei"),
    ],
)
def test_names_are_spelt_as_the_trade_reads_them(name: str, short: str, full: str) -> None:
    assert (initials(name), full_pinyin(name)) == (short, full)
