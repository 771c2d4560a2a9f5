import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau import quantities
from bureau.quantities import Interval, Qualifier, QuantityError, interval_of, parse

people = st.integers(-(10**14) + 1, 10**14 - 1).map(Decimal)
money = st.decimals(-(10**13), 10**13, places=2)
UNITS = [
    ("人", "万人"),
    ("元", "万元"),
    ("元", "亿元"),
    ("平方米", "万平方米"),
    ("人次", "万人次"),
    ("件", "宗"),
]


@given(money)
def test_a_plain_number_reads_back_as_it_prints(value: Decimal) -> None:
    assert parse(quantities.plain(value), unit="元") == value


@given(money)
def test_what_stands_in_a_field_saves_to_the_same_value(value: Decimal) -> None:
    assert parse(quantities.entry(value, unit="万元", base_unit="元"), unit="万元", base_unit="元") == value


@given(people, st.integers(0, 4))
def test_a_table_cell_reads_back_as_it_prints(value: Decimal, decimals: int) -> None:
    text = quantities.table(value, unit="人", decimals=decimals)
    assert parse(text, unit="人") == value


@given(money, st.sampled_from(UNITS), st.integers(0, 4))
def test_prose_loses_nothing(value: Decimal, units: tuple[str, str], decimals: int) -> None:
    base_unit, display_unit = units
    if quantities.base_decimals(base_unit) == 0:
        value = value.to_integral_value()
    text = quantities.prose(value, base_unit=base_unit, display_unit=display_unit, decimals=decimals)
    assert parse(text, unit=base_unit, typed=True) == value


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_half_up_is_never_further_off_than_half_a_unit(value: Fraction, decimals: int) -> None:
    rounded = Fraction(quantities.round_half_up(value, decimals))
    half = Fraction(1, 2 * 10**decimals)
    assert abs(rounded - value) <= half
    if abs(rounded - value) == half:
        assert abs(rounded) > abs(value)


@given(st.text(max_size=12) | st.floats() | st.integers() | st.decimals() | st.booleans() | st.none())
def test_whatever_is_given_ends_in_a_value_or_a_sentence(given_value: object) -> None:
    for typed in (False, True):
        try:
            outcome: object = parse(given_value, unit="万元", base_unit="元", typed=typed)
        except QuantityError as error:
            outcome = str(error)
        if isinstance(outcome, Decimal):
            assert outcome.is_finite()
            assert abs(outcome) < 10**14
        else:
            assert outcome is None or str(outcome).endswith("。")


@given(money.filter(bool))
def test_the_interval_of_a_rounded_number_holds_the_number(value: Decimal) -> None:
    printed = quantities.plain(quantities.round_half_up(value.scaleb(-8), 2))
    assert value in interval_of(printed, unit="亿元", base_unit="元")


@pytest.mark.parametrize(
    ("given_value", "value"),
    [
        ("1234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("１，２３４", "1234"),
        ("１２３４．５", "1234.5"),
        ("\u3000 12\t\r\n", "12"),
        ("-5", "-5"),
        ("－5", "-5"),
        ("−5", "-5"),
        ("-0", "0"),
        ("007", "7"),
        ("1.50", "1.5"),
        ("12.3400", "12.34"),
        ("99999999999999", "99999999999999"),
        (12, "12"),
        (0, "0"),
        (12.5, "12.5"),
        (Decimal("0.0000"), "0"),
        (json.loads("8468.01", parse_float=Decimal), "8468.01"),
    ],
)
def test_numbers_as_people_and_machines_write_them_are_taken(given_value: object, value: str) -> None:
    result = parse(given_value, unit="元")
    assert result == Decimal(value)
    assert str(result) != "-0"


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u3000", "\n"])
def test_nothing_given_is_not_zero(nothing: object) -> None:
    assert parse(nothing, unit="人") is None
    assert parse("0", unit="人") == 0


@pytest.mark.parametrize(
    ("given_value", "hint"),
    [
        ("abc", "字母"),
        ("1O0", "字母"),
        ("十二", "字母或文字"),
        ("1e400", "科学计数法"),
        ("1E5", "科学计数法"),
        ("inf", "字母"),
        ("NaN", "字母"),
        (float("inf"), "请填数字"),
        (float("nan"), "请填数字"),
        (json.loads("1e400"), "请填数字"),
        (json.loads("1e400", parse_float=Decimal), "科学计数法"),
        (Decimal("NaN"), "请填数字"),
        (True, "请填数字"),
        ([], "请填数字"),
        ({"value": 1}, "请填数字"),
        ("9" * 30, "最多 14 位"),
        pytest.param(10**5000, "最多 14 位", id="five thousand digits"),
        ("100000000000000", "最多 14 位"),
        ("9" * 5000, "太长"),
        ("1,23,4", "千位逗号"),
        ("12,34", "千位逗号"),
        ("1234,567", "千位逗号"),
        ("0,123", "千位逗号"),
        (",123", "千位逗号"),
        ("1,234,", "千位逗号"),
        ("١٢٣", "阿拉伯数字 0 到 9"),
        ("१२३", "阿拉伯数字 0 到 9"),
        ("1_000", "下划线"),
        ("5.", "小数点后面"),
        (".5", "补 0"),
        ("1.2.3", "不能有空格和其他符号"),
        ("—", "留空"),
        ("-", "留空"),
        ("/", "留空"),
        ("不适用", "留空"),
        ("--5", "负号"),
        ("- 5", "负号"),
        ("+5", "其他符号"),
        ("1 234", "空格"),
        ("(5)", "其他符号"),
        ("5²", "看不懂“²”"),
        ("①", "看不懂“①”"),
        ("½", "看不懂“½”"),
        ("812人", "字母或文字"),
        ("1。5", "其他符号"),
        ("1.005", "最多填 2 位小数"),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence_that_helps(given_value: object, hint: str) -> None:
    with pytest.raises(QuantityError, match=hint) as refusal:
        parse(given_value, unit="元")
    assert str(refusal.value).endswith("。")


def test_a_negative_count_is_refused_only_where_it_cannot_be() -> None:
    with pytest.raises(QuantityError, match="不能填负数"):
        parse("-5", unit="人", allow_negative=False)
    assert parse("-5", unit="人") == -5


@pytest.mark.parametrize(
    ("text", "unit", "base_unit", "decimals", "hint"),
    [
        ("1.5", "人", "人", None, "请填整数"),
        ("1.05", "%", "%", 1, "最多填 1 位小数"),
        ("1.2345678", "万元", "元", None, "最多填 6 位小数"),
        ("8468.0001", "万元", "元", 2, "最多填 2 位小数"),
    ],
)
def test_more_decimals_than_the_unit_has_are_refused_and_never_rounded(
    text: str, unit: str, base_unit: str, decimals: int | None, hint: str
) -> None:
    with pytest.raises(QuantityError, match=hint):
        parse(text, unit=unit, base_unit=base_unit, decimals=decimals)


@pytest.mark.parametrize(
    ("text", "unit", "base_unit", "value"),
    [
        ("812人", "人", "人", "812"),
        ("30名", "人", "人", "30"),
        ("1.2万人", "人", "人", "12000"),
        ("96万元", "万元", "元", "960000"),
        ("96", "万元", "元", "960000"),
        ("96万", "万元", "元", "960000"),
        ("960000 元", "万元", "元", "960000"),
        ("1.47亿元", "万元", "元", "147000000"),
        ("８４６８．０００１万元", "万元", "元", "84680001"),
        ("94.9％", "%", "%", "94.9"),
        ("1,234。5万元", "万元", "元", "12345000"),
        ("18宗", "件", "件", "18"),
        ("-3人", "人", "人", "-3"),
    ],
)
def test_a_unit_typed_behind_the_number_is_understood(
    text: str, unit: str, base_unit: str, value: str
) -> None:
    assert parse(text, unit=unit, base_unit=base_unit, typed=True) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "hint"),
    [
        ("812人次", "人", "不能换算成“人”"),
        ("5元", "人", "不能换算成“人”"),
        ("5%", "人", "字母或符号"),
        ("5x", "人", "字母"),
        ("1.23456万人", "人", "最多填 4 位小数"),
        ("1e5", "人", "科学计数法"),
        ("人", "人", "字母或文字"),
        ("5人6", "人", "字母或文字"),
    ],
)
def test_a_foreign_unit_behind_the_number_is_refused(text: str, unit: str, hint: str) -> None:
    with pytest.raises(QuantityError, match=hint):
        parse(text, unit=unit, typed=True)


def test_the_limit_of_digits_holds_in_the_base_unit() -> None:
    with pytest.raises(QuantityError, match="按元计"):
        parse("99999999999999", unit="万元", base_unit="元")


def test_zero_fits_whatever_the_decimals() -> None:
    assert parse("0", unit="万元", base_unit="元", decimals=0) == 0


def test_a_spreadsheets_number_is_read_as_the_spreadsheet_shows_it() -> None:
    assert quantities.from_cell(0.1 + 0.2) == Decimal("0.3")
    assert quantities.from_cell(1e6) == Decimal(1000000)
    assert parse(quantities.from_cell(1234567.0), unit="人") == 1234567
    with pytest.raises(QuantityError):
        parse(quantities.from_cell(float("nan")), unit="人")


@pytest.mark.parametrize(
    ("value", "base_unit", "display_unit", "decimals", "text"),
    [
        ("22000", "人", "万人", 2, "2.2万人"),
        ("1.46", "%", "%", 2, "1.46%"),
        ("40420000", "元", "万元", 2, "4042万元"),
        ("109800", "元", "万元", 2, "10.98万元"),
        ("228000", "人次", "万人次", 1, "22.8万人次"),
        ("147000000", "元", "亿元", 2, "1.47亿元"),
        ("99", "%", "%", 1, "99%"),
        ("181", "场", "期", 0, "181期"),
        ("10439", "人", "万人", 2, "10439人"),
        ("13292", "人次", "人次", 0, "13292人次"),
        ("551300", "元", "万元", 2, "55.13万元"),
        ("84680001", "元", "万元", 4, "8468.0001万元"),
        ("3555321", "元", "万元", 4, "355.5321万元"),
        ("6412", "元", "万元", 4, "0.6412万元"),
        ("42754000", "元", "亿元", 2, "4275.4万元"),
        ("189", "件", "宗", 0, "189宗"),
        ("54", "批", "批次", 0, "54批次"),
        ("86.74", "%", "%", 2, "86.74%"),
        ("86.742424", "%", "%", 2, "86.74%"),
        ("100.000000", "%", "%", 2, "100%"),
        ("6412", "元", "万元", 2, "6412元"),
        ("84680001", "元", "万元", 2, "84680001元"),
        ("0", "元", "亿元", 2, "0元"),
        ("9999", "人", "万人", 4, "0.9999万人"),
        ("9999", "人", "万人", 2, "9999人"),
        ("-22000", "人", "万人", 2, "-2.2万人"),
        ("0.30", "元", "万元", 2, "0.3元"),
    ],
)
def test_prose_prints_the_numbers_of_real_summaries(
    value: str, base_unit: str, display_unit: str, decimals: int, text: str
) -> None:
    printed = quantities.prose(
        Decimal(value), base_unit=base_unit, display_unit=display_unit, decimals=decimals
    )
    assert printed == text


def test_value_and_target_side_by_side_share_one_unit() -> None:
    def unit(*values: int) -> str:
        return quantities.prose_unit(*map(Decimal, values), base_unit="人", display_unit="万人", decimals=2)

    assert unit(10439, 11000) == "人"
    assert unit(22000, 11000) == "万人"
    assert unit(22000, 0) == "万人"
    assert unit(0) == "人"


def test_a_document_may_insist_on_a_unit() -> None:
    assert quantities.in_unit(Decimal(40000), unit="万个", base_unit="个") == "4万个"
    assert quantities.in_unit(Decimal(481), unit="名", base_unit="人") == "481名"
    assert quantities.in_unit(Decimal("94.949494"), unit="%", base_unit="%", decimals=1) == "94.9%"
    with pytest.raises(QuantityError):
        quantities.in_unit(Decimal(1), unit="人次", base_unit="人")


@pytest.mark.parametrize(
    ("value", "base_unit", "unit", "decimals", "text"),
    [
        ("1234567", "人", "人", 0, "1,234,567"),
        ("84680001", "元", "万元", 2, "8,468.00"),
        ("84685000", "元", "万元", 0, "8,469"),
        ("-0.001", "元", "元", 2, "0.00"),
        ("-1234.5", "元", "元", 2, "-1,234.50"),
    ],
)
def test_tables_group_thousands_and_keep_their_decimals(
    value: str, base_unit: str, unit: str, decimals: int, text: str
) -> None:
    assert quantities.table(Decimal(value), unit=unit, decimals=decimals, base_unit=base_unit) == text


@pytest.mark.parametrize(
    ("value", "display_unit", "text"),
    [("147123456", "亿元", "1.47亿元"), ("42754321", "亿元", "4275.43万元"), ("6412", "亿元", "6412元")],
)
def test_a_tile_rounds_in_the_largest_unit_it_reaches(value: str, display_unit: str, text: str) -> None:
    assert quantities.short(Decimal(value), base_unit="元", display_unit=display_unit, decimals=2) == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "result"),
    [
        (10439, 11000, 1, "94.9"),
        (4068, 4500, 1, "90.4"),
        (395, 300, 2, "131.67"),
        (544, 650, 1, "83.7"),
        (916, 1056, 2, "86.74"),
        (770, 803, 1, "95.9"),
        (1, 800, 2, "0.13"),
        (-1, 800, 2, "-0.13"),
    ],
)
def test_rates_round_half_up_as_printed_in_real_summaries(
    numerator: int, denominator: int, decimals: int, result: str
) -> None:
    assert quantities.rate(numerator, denominator, decimals) == Decimal(result)


def test_a_rate_of_nothing_does_not_exist() -> None:
    assert quantities.rate(5, 0, 2) is None


def test_money_is_typed_in_ten_thousands_and_people_one_by_one() -> None:
    assert quantities.entry_unit("元") == "万元"
    assert quantities.entry_unit("人") == "人"


def test_persons_and_times_are_never_converted() -> None:
    with pytest.raises(QuantityError):
        quantities.factor("人次", "人")
    assert quantities.factor("万人次", "人次") == 10000


@pytest.mark.parametrize(
    ("number", "unit", "qualifier", "inside", "outside"),
    [
        ("1.47", "亿元", "", [146500000, 147500000], [146499999, 147500001]),
        ("10439", "元", "", [10439], [10438, 10440]),
        ("70", "元", "余", [70, 79], [69, 80]),
        ("7200", "元", "余", [7200, 7299], [7300]),
        ("4", "万元", "余", [40000, 49999], [50000, 39999]),
        ("3000", "元", "超", [3001, 3999], [3000, 4000]),
        ("3000", "元", "逾", [3001], [3000]),
        ("3000", "元", "近", [2700, 2999], [3000, 2500]),
        ("6756", "元", "约", [6756], [6755, 6757]),
        ("3400", "万元", "约", [33_600_000, 34_400_000], [33_400_000]),
    ],
)
def test_a_printed_number_claims_this_interval(
    number: str, unit: str, qualifier: Qualifier, inside: list[int], outside: list[int]
) -> None:
    interval = interval_of(number, unit=unit, base_unit="元", qualifier=qualifier)
    assert all(Decimal(value) in interval for value in inside)
    assert not any(Decimal(value) in interval for value in outside)


def test_two_intervals_meet_when_one_value_could_satisfy_both() -> None:
    printed = interval_of("1.47", unit="亿元", base_unit="元")
    assert printed.meets(interval_of("14712.3", unit="万元", base_unit="元"))
    assert not printed.meets(interval_of("14812.3", unit="万元", base_unit="元"))
    assert not Interval(Decimal(1), Decimal(2), high_open=True).meets(Interval(Decimal(2), Decimal(3)))
