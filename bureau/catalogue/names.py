"""How names are compared, and how they are spelt for people who type pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pypinyin import Style, lazy_pinyin, load_phrases_dict

_IGNORED = re.compile(r"[\W_]+")

# Words of the trade that the dictionary reads wrongly: it takes 外调 and 重(zhòng) out of them.
load_phrases_dict({"案外调解": [["àn"], ["wài"], ["tiáo"], ["jiě"]], "重核": [["chóng"], ["hé"]]})


def plain_text(text: str) -> str:
    """The text without spaces, quotes and other signs, half-width and in small letters."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def initials(text: str) -> str:
    """首字母: 城镇新增就业人数 is czxzjyrs; letters and digits stay as they are."""
    return "".join(lazy_pinyin(plain_text(text), style=Style.FIRST_LETTER)).lower()


def full_pinyin(text: str) -> str:
    """全拼: 城镇新增就业人数 is chengzhenxinzengjiuyerenshu; 率 is lv."""
    return "".join(lazy_pinyin(plain_text(text))).lower()


def search_text(code: str, names: Sequence[str]) -> str:
    """What the search reads: a line per name (plain, initials, full pinyin), the code as the last line."""
    lines = [
        f"{plain_text(name)}\t{initials(name)}\t{full_pinyin(name)}" for name in names if plain_text(name)
    ]
    return "\n".join([*lines, plain_text(code)])
