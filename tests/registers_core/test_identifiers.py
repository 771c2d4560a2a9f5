"""ID numbers by GB 11643, credit codes by GB 32100, telephone numbers: what is refused says what to do."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from bureau.registers.identifiers import (
    check_credit_code,
    check_id_number,
    check_phone,
    credit_check_character,
    id_check_character,
)


# Made-up numbers that satisfy the standards' check characters.
@pytest.mark.parametrize("text", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_are_id_numbers(text: str) -> None:
    if text.startswith("440524"):
        pytest.raises(ValidationError, check_id_number, text)  # nobody alive was born in 1880
    else:
        check_id_number(text)
    assert id_check_character(text[:17]) == text[17]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("110105194912310021", "校验"),
        ("11010519491331002X", "出生日期"),
        ("11010529991231002X", "出生日期"),
        ("1101051949123100", "18 位"),
        ("一二三", "18 位"),
    ],
)
def test_a_wrong_id_number_is_refused_with_its_place(text: str, word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        check_id_number(text)


def test_a_credit_code_is_held_by_its_check_character() -> None:
    body = "91350100M000100Y4"
    assert credit_check_character(body) == "3"
    check_credit_code(body + "3")
    with pytest.raises(ValidationError, match="校验"):
        check_credit_code(body + "4")


def test_a_credit_code_with_a_letter_the_standard_leaves_out_is_refused() -> None:
    with pytest.raises(ValidationError, match="不含 I、O"):
        check_credit_code("9135010OM000100Y43")


@pytest.mark.parametrize("text", ["13800138000", "07663921234", "3921234", "39212345"])
def test_telephones_that_ring(text: str) -> None:
    check_phone(text)


@pytest.mark.parametrize("text", ["12800138000", "138001380001", "12345"])
def test_telephones_that_do_not(text: str) -> None:
    with pytest.raises(ValidationError, match="电话"):
        check_phone(text)
