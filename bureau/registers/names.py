"""How names are compared: of firms, and of whatever stands in a list of names."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What may stand between two names of a list (顿号、逗号、分号、换行).
_SEPARATORS: Final = re.compile(r"[\n\r、，,；;]+")
_DROPPED: Final = re.compile(r"[\s()《》“”\"'.·]+")


def plain_name(name: str) -> str:
    """The name without what people write one way today and another way tomorrow: spaces, brackets, full-width forms."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name)).upper()


def names_in(text: str) -> list[str]:
    """The names of a list, each once, in their order and as they were written."""
    found: dict[str, str] = {}
    for name in _SEPARATORS.split(text):
        if plain := plain_name(name):
            found.setdefault(plain, name.strip())
    return list(found.values())
