"""What Excel and WPS put on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.returns.entry.blocks import UnreadableBlock, block_of


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\n2\n\n\n", [["1"], ["2"]]),
        ("1\r2", [["1"], ["2"]]),
        ('"城镇新增\n就业人数"\t812', [["城镇新增就业人数", "812"]]),
        ('"他说""好"""\t5', [['他说"好"', "5"]]),
        ('5"\t6', [['5"', "6"]]),
        ('"没有收尾\t7', [['"没有收尾', "7"]]),
        ("\t\t3\n4", [["", "", "3"], ["4"]]),
        ("1\n\n2", [["1"], [""], ["2"]]),
    ],
)
def test_a_block_is_read_as_it_was_laid_out(text: str, rows: list[list[str]]) -> None:
    assert block_of(text) == rows


@pytest.mark.parametrize("text", ["", "\r\n", " \t \n", "1" * 400_001, "1\n" * 2_001, "1\t" * 61])
def test_nothing_and_far_too_much_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableBlock) as refused:
        block_of(text)
    assert str(refused.value).endswith("。")


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), min_size=1, max_size=6))
def test_a_block_that_was_quoted_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    text = "\r\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    flat = [["".join(part for part in cell if part not in "\r\n\v") for cell in row] for row in rows]
    while flat and not any(cell.strip() for cell in flat[-1]):
        flat.pop()
    if flat:
        assert block_of(text) == flat
