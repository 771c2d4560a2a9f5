"""The unit tree as the roll-up climbs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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

    def layers_above(self, units: Iterable[int]) -> Iterator[list[int]]:
        """The units that sum up, deepest first, that have one of `units` below them."""
        above: set[int] = set()
        for unit in units:
            parent_id = self.nodes[unit].parent_id
            while parent_id is not None and parent_id not in above:
                above.add(parent_id)
                parent_id = self.nodes[parent_id].parent_id
        for depth in sorted({self.nodes[unit].depth for unit in above}, reverse=True):
            yield sorted(
                unit for unit in above if self.nodes[unit].depth == depth and not self.nodes[unit].files
            )

    def below(self, parents: Iterable[int]) -> list[int]:
        return [child for parent in parents for child in self.children.get(parent, ())]
