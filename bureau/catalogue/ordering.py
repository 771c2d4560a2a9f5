"""The place of every row in the paper table of its domain, a bureau's own indicators among them."""

from __future__ import annotations

from collections import defaultdict

from bureau.catalogue.declarations import IndicatorSet
from bureau.catalogue.models import Indicator


def number_rows(indicator_set: IndicatorSet) -> None:
    """Number the rows of a domain from 1: as declared, each bureau's own behind its parent or its group.

    Retired rows come last; nobody fills them any more, but their figures can still be listed.
    """
    stored = list(Indicator.objects.of_domain(indicator_set.domain).order_by("order", "code"))
    declared = {indicator.code: place for place, (_, indicator) in enumerate(indicator_set)}
    groups = {group.key: place for place, group in enumerate(indicator_set.groups)}
    beneath: defaultdict[int | None, list[Indicator]] = defaultdict(list)
    for row in sorted(stored, key=lambda row: (declared.get(row.code, len(declared)), row.order, row.code)):
        if not row.retired:
            beneath[row.parent_id].append(row)
    tops = sorted(beneath[None], key=lambda row: groups.get(row.group_key, len(groups)))
    ordered = [row for top in tops for row in _branch(top, beneath)]
    placed = {row.pk for row in ordered}
    ordered += [row for row in stored if row.pk not in placed]
    moved = []
    for place, row in enumerate(ordered, start=1):
        if row.order != place:
            row.order = place
            moved.append(row)
    if moved:
        Indicator.objects.bulk_update(moved, ["order"])


def _branch(row: Indicator, beneath: dict[int | None, list[Indicator]]) -> list[Indicator]:
    """A row and all rows beneath it, each right after its parent."""
    return [row, *(lower for child in beneath.get(row.pk, []) for lower in _branch(child, beneath))]
