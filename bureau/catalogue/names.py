"""How names are compared, and how they are spelt for people who type pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pypinyin import lazy_pinyin, load_phrases_dict

_IGNORED = re.compile(r"[\W_]+")

# Words of the trade that the dictionary reads wrongly: it takes 外调 and 重(zhòng) out of them.
load_phrases_dict({"案外调解": [["àn"], ["wài"], ["tiáo"], ["jiě"]], "重核": [["chóng"], ["hé"]]})


def plain_text(text: str) -> str:
    """The text without spaces, quotes and other signs, half-width and in small letters."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def initials(text: str) -> str:
    """首字母: 城镇新增就业人数 is czxzjyrs; letters and digits stay as they are."""
    return "".join(syllable[0] for syllable in _syllables(text))


def full_pinyin(text: str) -> str:
    """全拼: 城镇新增就业人数 is chengzhenxinzengjiuyerenshu; 率 is lv."""
    return "".join(_syllables(text))


def search_text(code: str, names: Sequence[str]) -> str:
    """What the search reads: a line per name (plain, initials, full pinyin), the code as the last line."""
    lines = []
    for name in filter(plain_text, names):
        syllables = _syllables(name)
        short = "".join(syllable[0] for syllable in syllables)
        lines.append(f"{plain_text(name)}\t{short}\t{''.join(syllables)}")
    return "\n".join([*lines, plain_text(code)])


def _syllables(text: str) -> list[str]:
    """One for each character; what has no pinyin stands for itself."""
    return lazy_pinyin(plain_text(text), errors=list)  # type: ignore[arg-type]  # a list is documented
