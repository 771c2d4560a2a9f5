"""Periods in addresses: parsed once, where the address is matched."""

from __future__ import annotations

from bureau.periods import Month


class MonthConverter:
    """`<month:month>` gives a view a `Month`; a month that does not exist is an address that does not exist."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month | str) -> str:
        return str(value)
