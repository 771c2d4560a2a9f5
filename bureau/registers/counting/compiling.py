"""Counting rules as one SQL statement: one scan for each register and deciding date, however many indicators.

Every part of an indicator becomes events, so and so much in this month at this unit, and each way of answering folds
them: a month takes its own, a stock all that came before, a stock told by flows what the year brought so far. A row
that is open is an event of +1 where it opens and of -1 where it closes.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bureau.periods import FIRST_NAMED_YEAR, LAST_NAMED_YEAR, Month
from bureau.registers.counting import recipe
from bureau.registers.counting.columns import Parameters, Table, month_end, month_of, year_of
from bureau.registers.counting.counted import Counted, How, Part
from bureau.registers.counting.grammar import CLASS_BEGINS, CLASS_YEAR, Atom, Gathering, Measure, Rule, Test
from bureau.registers.declarations import Register
from bureau.totals.columns import spell

EARLIEST, LATEST = Month(FIRST_NAMED_YEAR, 1), Month(LAST_NAMED_YEAR, 12)


@dataclass(frozen=True)
class Scope:
    """What to count: units (null: all) and the months in which marked rows have dates (null: all)."""

    units: tuple[int, ...] | None = None
    first: Month | None = None
    last: Month | None = None


@dataclass(frozen=True)
class Span:
    """The months for which one indicator is told; null reaches to the first or the last row there is."""

    first: Month | None
    last: Month | None


@dataclass
class _Scan:
    """One pass over a table: what is gathered from rows by one date, as columns of one grouped select."""

    part: Part
    day: str
    first_day: datetime.date | None
    last_day: datetime.date | None
    gathered: list[tuple[int, str, str]] = field(default_factory=list)


# Register, deciding date, cut-off day, how it is folded, first and last day.
_Key = tuple[str, str, int | None, How, datetime.date | None, datetime.date | None]


class Statement:
    """`sql` answers unit_id, month, indicator_id, value and rows for every month in which there is anything to tell."""

    def __init__(self, counted: Sequence[Counted], scope: Scope, horizon: Month) -> None:
        self.spans = {one.id: Span(*one.reach(scope.first, scope.last, horizon)) for one in counted}
        self._counted = counted
        self._scope = scope
        self._horizon = horizon
        self._parameters = Parameters()
        self._tables: dict[str, Table] = {}
        self._scans: dict[_Key, _Scan] = {}
        self._with: list[str] = []
        self._events: defaultdict[How, list[str]] = defaultdict(list)
        self._classes: list[str] = []
        for one in counted:
            for place, part in enumerate(one.parts):
                self._add(one, part, one.parts[:place])
        for scan in self._scans.values():
            self._write(scan)
        self.sql = self._spell()

    @property
    def parameters(self) -> dict[str, Any]:  # Any: whatever the driver adapts
        return self._parameters.values

    def _table(self, register: Register) -> Table:
        return self._tables.setdefault(register.code, Table(register, self._parameters))

    def _add(self, one: Counted, part: Part, before: Sequence[Part]) -> None:
        """The part's events. Rows that an earlier part found in the same month are no further rows."""
        table, rule = self._table(part.register), part.rule
        if part.how is How.OPEN:
            self._add_open(one, part, table)
            return
        if part.how is How.CLASS:
            self._add_class(one, part, table)
            return
        day = table.column(part.by)
        condition = self._condition(part, table, day)
        seen = self._seen_before(part, before, table, day)
        rows = self._measured(Measure.COUNT, "", _both(condition, seen))
        if rule.measure is Measure.DISTINCT:
            self._add_distinct(one, part, table, condition)
            rows = self._measured(Measure.COUNT, "", _both(condition, table.is_filled(rule.of)))
            self._gather(one, part, day, "0", rows)
            return
        self._gather(one, part, day, self._measured(rule.measure, self._of(rule, table), condition), rows)
        if rule.minus:
            gone = table.column(rule.minus)
            both = f"{month_of(day, part.window.cutoff_day)} = {month_of(gone, part.window.cutoff_day)}"
            taken = self._measured(rule.measure, self._of(rule, table), condition)
            fresh = self._measured(Measure.COUNT, "", _both(condition, f"({both}) IS NOT TRUE"))
            self._gather(one, part, gone, f"-{taken}", fresh)

    def _condition(self, part: Part, table: Table, day: str) -> str:
        cutoff = part.window.cutoff_day
        condition = table.holds(part.rule.where, month_end(day, cutoff))
        if part.rule.gathering is Gathering.CLASS:
            month = month_of(day, cutoff)
            of_class = f"{month} / 100 - (mod({month}, 100) < {CLASS_BEGINS})::int"
            condition = _both(condition, f"{table.column(CLASS_YEAR)} = {of_class}")
        return condition

    def _seen_before(self, part: Part, before: Sequence[Part], table: Table, day: str) -> str:
        cutoff = part.window.cutoff_day
        seen = []
        for other in before:
            if other.register is part.register and other.how is How.MONTH:
                earlier = table.column(other.by)
                same = f"{month_of(earlier, cutoff)} = {month_of(day, cutoff)}"
                seen.append(f"({_both(self._condition(other, table, earlier), same)}) IS NOT TRUE")
        return " AND ".join(seen)

    def _of(self, rule: Rule, table: Table) -> str:
        if rule.measure is Measure.DAYS:
            return f"{table.column(rule.until)} - {table.column(rule.of)}"
        return table.column(rule.of) if rule.of else ""

    @staticmethod
    def _measured(measure: Measure, of: str, condition: str) -> str:
        function = {
            Measure.COUNT: "count(*)",
            Measure.SUM: f"sum({of})",
            Measure.MAXIMUM: f"max({of})",
            Measure.DAYS: f"max({of})",
        }[measure]
        return f"{function} FILTER (WHERE {condition})" if condition else function

    def _add_open(self, one: Counted, part: Part, table: Table) -> None:
        """`past` and `not past` of a stock move the days on which a row opens and closes."""
        rule = part.rule
        edges = [alternatives[0] for alternatives in rule.where if _is_edge(alternatives)]
        where = tuple(alternatives for alternatives in rule.where if not _is_edge(alternatives))
        past = [table.column(atom.field) for atom in edges if atom.test is Test.PAST]
        not_past = [table.column(atom.field) for atom in edges if atom.test is Test.NOT_PAST]
        opens, closes = table.column(rule.opens), table.column(rule.closes)
        condition = " AND ".join(filter(None, [table.holds(where), *(f"{day} IS NOT NULL" for day in past)]))
        opening = f"greatest({', '.join([opens, *past])})" if past else opens
        closing = f"least({', '.join([closes, *not_past])})" if not_past else closes
        ended = _both(condition, f"{opens} IS NOT NULL AND {closing} IS NOT NULL")
        value = self._measured(rule.measure, self._of(rule, table), condition)
        left = self._measured(rule.measure, self._of(rule, table), ended)
        rows, rows_left = (self._measured(Measure.COUNT, "", held) for held in (condition, ended))
        self._gather(one, part, opening, value, rows)
        self._gather(one, part, f"greatest({opening}, {closing})", f"-{left}", f"-{rows_left}")

    def _gather(self, one: Counted, part: Part, day: str, value: str, rows: str) -> None:
        first_day, last_day = self._days(one, part)
        key = (part.register.code, day, part.window.cutoff_day, part.how, first_day, last_day)
        scan = self._scans.setdefault(key, _Scan(part, day, first_day, last_day))
        scan.gathered.append((one.id, value, rows))

    def _days(self, one: Counted, part: Part) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day that can matter. What the year brought so far begins with the year."""
        span, window = self.spans[one.id], part.window
        first = span.first
        if part.how in (How.OPEN, How.CLASS):
            first = None
        elif first is not None and (part.how is How.YEAR or part.rule.measure is Measure.DISTINCT):
            first = window.month_at(window.year_of(first), 1)
        return (
            None if first is None else window.days_of(first)[0],
            None if span.last is None else window.days_of(span.last)[1],
        )

    def _rows(
        self, table: Table, day: str, first_day: datetime.date | None, last_day: datetime.date | None
    ) -> str:
        conditions = [table.counts, f"{day} IS NOT NULL"]
        if first_day is not None:
            conditions.append(f"{day} >= {self._parameters.add(first_day)}")
        if last_day is not None:
            conditions.append(f"{day} <= {self._parameters.add(last_day)}")
        if self._scope.units is not None:
            conditions.append(f"r.reporting_unit_id = ANY({self._parameters.add(list(self._scope.units))})")
        return " AND ".join(conditions)

    def _write(self, scan: _Scan) -> None:
        name, table = f"scan{len(self._with)}", self._table(scan.part.register)
        columns: dict[str, str] = {}
        for _, value, rows in scan.gathered:
            for expression in (value, rows):
                columns.setdefault(expression, f"c{len(columns)}")
        gathered = ", ".join(f"{expression} AS {column}" for expression, column in columns.items())
        self._with.append(
            spell(
                recipe.SCAN,
                name=name,
                month=month_of(scan.day, scan.part.window.cutoff_day),
                gathered=gathered,
                table=table.name,
                rows=self._rows(table, scan.day, scan.first_day, scan.last_day),
            )
        )
        values = ", ".join(
            f"({pk}::bigint, s.{columns[value]}::numeric, s.{columns[rows]})"
            for pk, value, rows in scan.gathered
        )
        self._events[scan.part.how].append(spell(recipe.SCANNED, name=name, values=values))

    def _add_distinct(self, one: Counted, part: Part, table: Table, condition: str) -> None:
        """Each value is an event once a statistical year, in the month in which the unit first had it."""
        name, day = f"scan{len(self._with)}", table.column(part.by)
        month = month_of(day, part.window.cutoff_day)
        self._with.append(
            spell(
                recipe.APPEARED,
                name=name,
                month=month,
                table=table.name,
                values=table.values_of(part.rule.of),
                rows=_both(self._rows(table, day, *self._days(one, part)), condition),
                year=year_of(month, part.window.year_start_month),
            )
        )
        self._events[part.how].append(
            spell(
                "SELECT unit_id, month, $id::bigint, value::numeric, 0 FROM $name", id=str(one.id), name=name
            )
        )

    def _add_class(self, one: Counted, part: Part, table: Table) -> None:
        """Each month tells its class, as far as it had been entered by then."""
        name, day = f"scan{len(self._with)}", table.column(part.by)
        condition = table.holds(part.rule.where)
        self._with.append(
            spell(
                recipe.CLASSED,
                name=name,
                class_year=table.column(CLASS_YEAR),
                month=month_of(day, part.window.cutoff_day),
                value=self._measured(part.rule.measure, self._of(part.rule, table), condition),
                count=self._measured(Measure.COUNT, "", condition),
                table=table.name,
                rows=self._rows(table, day, *self._days(one, part)),
            )
        )
        self._classes.append(spell(recipe.OF_CLASS, id=str(one.id), name=name))

    def _spell(self) -> str:
        """Only the ways of folding that some indicator asks for: planning what is empty costs as much as counting."""
        add = self._parameters.add
        numbers = [[m and m.number for m in (s.first, s.last)] for s in self.spans.values()]
        folds, answers = "", [*self._events[How.MONTH], *self._classes]
        named = {"earliest_named": str(EARLIEST.number), "latest_named": str(LATEST.number)}
        for how, sums, answer in (
            (How.OPEN, recipe.OPEN_SUMS, recipe.OPEN),
            (How.YEAR, recipe.YEAR_SUMS, recipe.YEAR),
        ):
            if events := self._events[how]:
                folds += spell(
                    sums, events=" UNION ALL ".join(events), earliest_named=named["earliest_named"]
                )
                answers.append(answer)
        if folds or self._classes:
            grid = spell(
                recipe.GRID,
                class_begins=str(CLASS_BEGINS),
                earliest=self._earliest(),
                earliest_named=named["earliest_named"],
                horizon=str(self._horizon.number),
            )
            folds = grid + folds
        return spell(
            recipe.FRESH,
            scans="".join(f"{scan}," for scan in self._with),
            folds=folds,
            answers=" UNION ALL ".join(f"({answer})" for answer in answers),
            ids=add(list(self.spans)),
            firsts=add([first for first, _ in numbers]),
            lasts=add([last for _, last in numbers]),
            starts=add([one.window.year_start_month for one in self._counted]),
            silent=add([one.is_silent for one in self._counted]),
            **named,
        )

    def _earliest(self) -> str:
        """The first month in which anything is folded: where the year of the first month begins, or the first event."""
        if self._scope.first is not None:
            return str((self._scope.first - 12).number)
        firsts = ", ".join(spell(recipe.FIRST, name=f"scan{place}") for place in range(len(self._with)))
        return f"coalesce(least({firsts}), {self._horizon.number})"


def _is_edge(alternatives: tuple[Atom, ...]) -> bool:
    return len(alternatives) == 1 and alternatives[0].test in (Test.PAST, Test.NOT_PAST)


def _both(*conditions: str) -> str:
    return " AND ".join(filter(None, conditions))
