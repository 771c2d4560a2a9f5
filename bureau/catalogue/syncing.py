"""Bringing the database in line with what the domains declare. Doing it twice is the same as doing it once.

A bureau's own indicators are left as they are; only their place in the table follows the rows around them.
What is no longer declared is retired, never deleted: its figures stay readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from bureau.catalogue import declarations
from bureau.catalogue.declarations import DECLARED, IndicatorSet
from bureau.catalogue.models import Indicator, IndicatorAlias, IndicatorDefinition
from bureau.catalogue.names import plain_text
from bureau.catalogue.ordering import number_rows
from bureau.catalogue.recording import record_definition, record_parts, values_of
from bureau.periods import Month

_LOCK: Final = "catalogue.sync"


@dataclass(frozen=True)
class Conflict:
    """A declared name that a bureau's own indicator already bears; the bureau must rename its own."""

    name: str
    declared: str
    own: str


@dataclass(frozen=True)
class Outcome:
    """What a synchronisation has changed, in numbers of indicators (and of names and definitions)."""

    created: int
    changed: int
    unchanged: int
    retired: int
    aliases: int
    definitions: int
    conflicts: tuple[Conflict, ...]


def sync_catalogue(*, sets: Iterable[IndicatorSet] | None = None, month: Month | None = None) -> Outcome:
    """Synchronise what the domains (or these sets) declare; a changed 口径 begins in `month`, else now."""
    declared = tuple(DECLARED.values() if sets is None else sets)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK])
        return _synchronise(declared, month or Month.of(timezone.localdate()))


def _synchronise(sets: Sequence[IndicatorSet], month: Month) -> Outcome:
    indicators = {one.code: one for indicator_set in sets for _, one in indicator_set}
    created, changed = _write_rows(sets)
    retired = (
        Indicator.objects.in_force().filter(is_local=False).exclude(code__in=indicators).update(retired=True)
    )
    rows = {
        row.code: row
        for row in Indicator.objects.filter(code__in=indicators).prefetch_related("rate_parts", "parent")
    }
    _write_parents(rows, indicators)
    aliases, conflicts = _write_aliases(rows, indicators)
    latest = {
        definition.indicator_id: definition
        for definition in IndicatorDefinition.objects.order_by("indicator", "begins")
    }
    keys = {code: row.pk for code, row in rows.items()}
    definitions = 0
    for code, indicator in indicators.items():
        row = rows[code]
        record_parts(row, indicator, keys)
        definitions += record_definition(
            row,
            latest.get(row.pk),
            text=indicator.definition,
            legal_basis=indicator.legal_basis,
            month=month,
        )
    for indicator_set in sets:
        number_rows(indicator_set)
    return Outcome(
        created=created,
        changed=changed,
        unchanged=len(indicators) - created - changed,
        retired=retired,
        aliases=aliases,
        definitions=definitions,
        conflicts=conflicts,
    )


def _write_rows(sets: Sequence[IndicatorSet]) -> tuple[int, int]:
    """Upsert what is new or differs; the numbers created and changed."""
    stored = {row.code: row for row in Indicator.objects.all()}
    created: list[Indicator] = []
    changed: list[Indicator] = []
    columns: list[str] = []
    for indicator_set in sets:
        for group, indicator in indicator_set:
            values = values_of(indicator, group)
            columns = list(values)
            row = stored.get(indicator.code, Indicator(code=indicator.code))
            if row.pk is None:
                created.append(row)
            elif any(getattr(row, column) != value for column, value in values.items()):
                changed.append(row)
            for column, value in values.items():
                setattr(row, column, value)
    Indicator.objects.bulk_create(created)
    if changed:
        Indicator.objects.bulk_update(changed, columns)
    return len(created), len(changed)


def _write_parents(rows: Mapping[str, Indicator], indicators: Mapping[str, declarations.Indicator]) -> None:
    moved = []
    for code, row in rows.items():
        parent = rows[indicators[code].parent] if indicators[code].parent else None
        if row.parent != parent:
            row.parent = parent
            moved.append(row)
    if moved:
        Indicator.objects.bulk_update(moved, ["parent"])


def _write_aliases(
    rows: Mapping[str, Indicator], indicators: Mapping[str, declarations.Indicator]
) -> tuple[int, tuple[Conflict, ...]]:
    """Give every declared alias to its indicator; the number of names given or taken, and the conflicts."""
    own: dict[str, str] = {}
    stored: dict[str, IndicatorAlias] = {}
    for alias in IndicatorAlias.objects.select_related("indicator"):
        if alias.indicator.is_local:
            own[plain_text(alias.name)] = alias.indicator.code
        else:
            stored[alias.name] = alias
    for code, name in Indicator.objects.filter(is_local=True).values_list("code", "name"):
        own[plain_text(name)] = code
    wanted: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for code, indicator in indicators.items():
        for name in (indicator.name, *indicator.aliases):
            if plain_text(name) in own:
                conflicts.append(Conflict(name, code, own[plain_text(name)]))
            elif name != indicator.name:
                wanted[name] = code
    stale = [
        alias.pk
        for name, alias in stored.items()
        if wanted.get(name, "") != alias.indicator.code
        and (name in wanted or alias.indicator.code in indicators)
    ]
    fresh = [
        IndicatorAlias(indicator=rows[code], name=name)
        for name, code in wanted.items()
        if name not in stored or stored[name].indicator.code != code
    ]
    IndicatorAlias.objects.filter(pk__in=stale).delete()
    IndicatorAlias.objects.bulk_create(fresh)
    return len(stale) + len(fresh), tuple(conflicts)
