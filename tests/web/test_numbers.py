"""Figures as pages print them."""

from decimal import Decimal

import pytest

from bureau.web.templatetags.numbers import figure, percent, reported, signed, thousands


def test_zero_is_printed_as_zero_and_a_missing_figure_as_a_dash() -> None:
    assert figure(0) == "0"
    assert figure(Decimal("0.0000")) == "0"
    assert figure(None) == "—"


def test_a_figure_that_is_owed_but_not_filed_says_so() -> None:
    assert "未填报" in reported(None)
    assert reported(0) == "0"


def test_trailing_zeros_go_unless_the_places_are_asked_for() -> None:
    assert figure(Decimal("8468.0001")) == "8468.0001"
    assert figure(Decimal("432.5000")) == "432.5"
    assert figure(Decimal("432.5000"), 2) == "432.50"
    assert figure(Decimal("1E+3")) == "1000"


def test_half_is_rounded_up_as_people_do_by_hand() -> None:
    assert figure(Decimal("0.125"), 2) == "0.13"
    assert figure(Decimal("-0.125"), 2) == "−0.13"
    assert percent(Decimal("94.85")) == "94.9%"
    assert percent(0.15, 1) == "0.2%"


def test_large_amounts_are_grouped_by_thousands() -> None:
    assert thousands(84680001) == "84,680,001"
    assert thousands(Decimal("-1234.5"), 2) == "−1,234.50"
    assert thousands(None) == "—"


def test_differences_carry_their_sign_and_zero_has_none() -> None:
    assert signed(Decimal("3.25")) == "+3.3"
    assert signed(Decimal("-1.3")) == "−1.3"
    assert signed(Decimal("-0.04")) == "0.0"
    assert signed(Decimal("0.04")) == "0.0"
    assert signed(None) == "—"


@pytest.mark.parametrize("wrong", ["", "12", True, object()])
def test_anything_but_a_number_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        figure(wrong)  # type: ignore[arg-type]  # that is what is tested


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        figure(Decimal("NaN"))
