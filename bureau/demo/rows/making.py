"""From figures to rows: each month's figure of a unit is shared out among rows that count back to it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bureau.demo.rows.people import firm_of, id_number_of, name_of
from bureau.demo.rows.recipes import Flow, Later, Stock
from bureau.periods import Month
from bureau.registers.declarations import Register
from bureau.registers.personal import PersonalField, PersonalKind, personal_fields
from bureau.registers.registry import find_register

Figures = Mapping[tuple[str, str], Mapping[Month, int]]  # (indicator, unit) → month → value
Values = dict[str, object]

# Days on which things happen: the same in every month, none of them near its ends.
_DAYS: Final = (8, 11, 13, 15, 18, 20, 22, 24)
# Rows of a stock that stood when the year began were opened one by one in the months before.
_BEFORE: Final = 400
# Firms that recur in many rows and registers; those of a row alone are numbered behind them.
_EMPLOYERS: Final = 240


@dataclass
class MadeRow:
    """One row before it is written. `unit` is the code of its unit, `day` the deciding date."""

    register: Register
    unit: str
    state: str
    day: datetime.date
    values: Values


@dataclass
class Maker:
    """Makes the rows of one bureau. People and firms are numbered through, so that no two rows share one."""

    figures: Figures
    made: dict[str, list[MadeRow]] = field(default_factory=lambda: defaultdict(list))
    _people: int = 0
    _firms: int = _EMPLOYERS

    def flow(self, recipe: Flow, unit: str) -> None:
        codes = [recipe.count] if recipe.count else []
        codes += [code for code in recipe.sums.values() if (code, unit) in self.figures]
        months = sorted({month for code in codes for month in self.figures.get((code, unit), {})})
        for month in months:
            rows = self._rows_in(recipe, unit, month)
            shares = {
                name: shared(self._share(recipe, code, unit, month), rows)
                for name, code in recipe.sums.items()
                if (code, unit) in self.figures
            }
            names = {
                name: shared(self._figure(code, unit, month), rows)
                for name, code in recipe.names.items()
                if (code, unit) in self.figures
            }
            for place in range(rows):
                day = _day_of(month, place)
                values: Values = dict(recipe.sets)
                values |= {name: share[place] for name, share in shares.items()}
                values |= {
                    name: "\n".join(self._firm() for _ in range(share[place]))
                    for name, share in names.items()
                }
                for dated in recipe.dates:
                    name, _, offset = dated.partition(":")
                    values[name] = day + datetime.timedelta(days=int(offset or 0))
                self._add(recipe.register, unit, recipe.state, day, values, recipe.texts, place + 1)

    def stock(self, recipe: Stock, unit: str) -> None:
        levels = self.figures.get((recipe.count, unit), {})
        standing: list[MadeRow] = []
        for month in sorted(levels):
            while len(standing) < levels[month]:
                place = len(standing)
                is_old = month == min(levels)
                day = (
                    month.first_day - datetime.timedelta(days=30 + place % _BEFORE)
                    if is_old
                    else _day_of(month, place)
                )
                values: Values = {**recipe.sets, recipe.opens: day}
                self._add(recipe.register, unit, recipe.state, day, values, recipe.texts, place + 1)
                standing.append(self.made[recipe.register][-1])
            for place in range(len(standing) - levels[month]):
                _leave(recipe, standing.pop(0), _day_of(month, place))
        # Nobody looks after rows of a year that was printed long ago: they end with the month after it.
        for row in standing:
            _leave(recipe, row, max(levels).next.first_day)

    def later(self, recipe: Later, unit: str) -> None:
        """Rows of the months up to then that have not had it share the figure."""
        waiting = [row for row in self.made[recipe.register] if row.unit == unit]
        for month, value in sorted(self.figures.get((recipe.value, unit), {}).items()):
            ripe = [row for row in waiting if row.day <= month.last_day and recipe.field not in row.values]
            if not value:
                continue
            for row, share in zip(ripe, shared(value, len(ripe)), strict=True):
                row.values |= {recipe.field: share, recipe.date: _day_of(month, 7)}

    def rows(self) -> Iterator[MadeRow]:
        for pile in self.made.values():
            yield from pile

    def _rows_in(self, recipe: Flow, unit: str, month: Month) -> int:
        if recipe.count and (recipe.count, unit) in self.figures:
            return max(self._figure(recipe.count, unit, month) - self._taken(recipe, unit, month), 0)
        if not recipe.each:
            return 0
        first = next(iter(recipe.sums.values()))
        whole = self._figure(first, unit, month) - self._taken(recipe, unit, month)
        return -(-max(whole, 0) // recipe.each)

    def _share(self, recipe: Flow, code: str, unit: str, month: Month) -> int:
        """What the rows of this recipe hold of a sum: without `count`, what others already hold is not theirs."""
        taken = 0 if recipe.count else self._taken(recipe, unit, month)
        return self._figure(code, unit, month) - taken

    def _figure(self, code: str, unit: str, month: Month) -> int:
        return self.figures.get((code, unit), {}).get(month, 0)

    def _taken(self, recipe: Flow, unit: str, month: Month) -> int:
        return sum(self._figure(code, unit, month) for code in recipe.less)

    def _add(
        self,
        code: str,
        unit: str,
        state: str,
        day: datetime.date,
        values: Values,
        texts: Mapping[str, str],
        place: int,
    ) -> None:
        register = find_register(code)
        if register is None:
            raise ValueError(f"Nobody declares the register {code}")
        for name, pattern in texts.items():
            values[name] = pattern.format(
                n=place,
                year=day.year,
                month=f"{day.month}月",
                month_number=f"{day.month:02d}",
                firm=self._firm() if "{firm}" in pattern else "",
                employer=firm_of(len(self.made[code]) % _EMPLOYERS),
            )
        personal = personal_fields(register.model)
        if personal:
            self._people += 1
        for name, one in personal.items():
            if name not in values:
                values[name] = self._personal(one)
        self.made[code].append(MadeRow(register, unit, state, day, values))

    def _personal(self, one: PersonalField) -> str | None:
        """Names and ID numbers; nobody of the demonstration can be called."""
        if one.personal_kind is PersonalKind.NAME:
            return name_of(self._people)
        return id_number_of(self._people) if one.personal_kind is PersonalKind.ID_NUMBER else None

    def _firm(self) -> str:
        self._firms += 1
        return firm_of(self._firms)


def shared(whole: int, parts: int) -> list[int]:
    """The whole in so many nearly equal parts, which add up to it."""
    if not parts:
        return []
    each, rest = divmod(whole, parts)
    return [each + (place < rest) for place in range(parts)]


def make_rows(
    figures: Figures, units: Sequence[str], recipes: Sequence[Flow | Stock], later: Sequence[Later]
) -> Iterator[MadeRow]:
    """All rows of one bureau, register by register."""
    maker = Maker(figures)
    for recipe in recipes:
        for unit in units:
            if isinstance(recipe, Flow):
                maker.flow(recipe, unit)
            else:
                maker.stock(recipe, unit)
    for one in later:
        for unit in units:
            maker.later(one, unit)
    return maker.rows()


def _leave(recipe: Stock, row: MadeRow, day: datetime.date) -> None:
    row.state = recipe.left
    row.values[recipe.closes] = day


def _day_of(month: Month, place: int) -> datetime.date:
    return month.first_day.replace(day=_DAYS[place % len(_DAYS)])
