"""The unit tree as the roll-up climbs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bureau.organisation.models import Unit, UnitKind

FILING = frozenset({UnitKind.SECTION, UnitKind.TOWN})


@dataclass(frozen=True)
class Node:
    parent_id: int | None
    root_id: int
    depth: int
    files: bool


@dataclass(frozen=True)
class Tree:
    """All units. Those that file stand at the ends: what hangs below a section or a town belongs to nobody's total."""

    nodes: dict[int, Node]
    children: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Tree:
        nodes: dict[int, Node] = {}
        children: defaultdict[int, list[int]] = defaultdict(list)
        for pk, parent_id, lineage, kind in Unit.objects.order_by("pk").values_list(
            "pk", "parent_id", "lineage", "kind"
        ):
            nodes[pk] = Node(parent_id, lineage[0] if lineage else pk, len(lineage), kind in FILING)
            if parent_id is not None:
                children[parent_id].append(pk)
        return cls(nodes, dict(children))

    def roots(self) -> list[int]:
        return sorted({node.root_id for node in self.nodes.values()})

    def under(self, root_id: int) -> list[int]:
        return [pk for pk, node in self.nodes.items() if node.root_id == root_id]

    def filing_under(self, root_id: int) -> list[int]:
        return [pk for pk, node in self.nodes.items() if node.root_id == root_id and node.files]

    def above(self, units: Iterable[int]) -> list[int]:
        """The units that sum up and have one of `units` below them, deepest first: each after all it sums up."""
        above: set[int] = set()
        for unit in units:
            parent_id = self.nodes[unit].parent_id
            while parent_id is not None and parent_id not in above:
                above.add(parent_id)
                parent_id = self.nodes[parent_id].parent_id
        return sorted(
            (unit for unit in above if not self.nodes[unit].files),
            key=lambda unit: (-self.nodes[unit].depth, unit),
        )
