from decimal import Decimal

import pytest

from reports.wording import Measure, Phrase, joined, of_which, respectively, stated


def people(value: int, key: str = "") -> Measure:
    return Measure(Decimal(value), "人", "万人", 2, key)


def money(value: int) -> Measure:
    return Measure(Decimal(value), "元", "万元", 2)


def per_cent(value: str) -> Measure:
    return Measure(Decimal(value), "%", "%", 2)


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["甲"], "甲"), (["甲", "乙"], "甲和乙"), (["甲", "乙", "丙"], "甲、乙和丙")],
)
def test_an_enumeration_ends_with_and(words: list[str], text: str) -> None:
    assert joined([Phrase.of(word) for word in words]).text == text


def test_rates_are_listed_in_the_order_of_their_names() -> None:
    rates = [("社保卡覆盖率", per_cent("99")), ("激活率", per_cent("91")), ("入卡率", per_cent("94"))]
    phrase = respectively(rates)
    assert phrase.text == "社保卡覆盖率、激活率和入卡率分别为99%、91%和94%"
    assert [number.value for number in phrase.numbers] == [99, 91, 94]
    assert respectively(rates[:1]).text == "社保卡覆盖率为99%"


def test_parts_follow_their_total() -> None:
    parts = [("博士", people(21)), ("硕士", people(362))]
    assert of_which(people(17209), parts).text == "其中博士21人、硕士362人"
    assert not of_which(people(17209), [])


def test_what_exceeds_the_total_is_not_called_a_part() -> None:
    assert of_which(people(100), [("博士", people(121))]).text == "博士121人"
    assert of_which(people(100), [("经费", money(50))]).text == "经费50元"


def test_reported_numbers_are_stated_as_they_stand_even_if_they_do_not_add_up() -> None:
    def cases(value: int) -> Measure:
        return Measure(Decimal(value), "件")

    parts = [("立案受理", cases(1056)), ("不予受理", cases(1396))]
    assert of_which(cases(2425), parts).text == "其中立案受理1056件、不予受理1396件"


def test_words_beside_words_become_one_piece() -> None:
    phrase = Phrase.of("全区", stated("新增就业", people(10439)), "，", "其中")
    assert [piece if isinstance(piece, str) else piece.text for piece in phrase.pieces] == [
        "全区新增就业",
        "10439人",
        "，其中",
    ]
    assert (phrase + "。").text == "全区新增就业10439人，其中。"


def test_a_document_may_insist_on_a_unit() -> None:
    returned = Measure(Decimal(6412), "元", "万元", 2, unit="万元")
    assert stated("退回", returned).text == "退回0.6412万元"
