"""What a spreadsheet would run as a formula, and the ' that keeps it from doing so."""

from __future__ import annotations

import re
from typing import Final

# What a text may begin with when a spreadsheet might take it for a formula.
FORMULA_STARTS: Final = "=+-@\t\r\n＝＋－＠"
_RUNS = re.compile(rf"'*[{re.escape(FORMULA_STARTS)}]")
_GUARDED = re.compile(rf"'+[{re.escape(FORMULA_STARTS)}]")


def guarded(text: str) -> str:
    """A text for a file without cell types: a ' stands before what would run."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """The text again, as it was before `guarded`."""
    return text[1:] if _GUARDED.match(text) else text
