"""What one row of a file comes to, before anybody has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bureau.organisation.models import Unit
from bureau.registers.rows import Row


@dataclass
class Draft:
    """What one row of the file means: the instance with its new values, and how it stood before."""

    instance: Row
    is_new: bool
    unit: Unit | None
    given: dict[str, object] = field(default_factory=dict)
    before: dict[str, object] = field(default_factory=dict)
    explanation: str = ""

    @property
    def changed(self) -> list[str]:
        return [name for name, old in self.before.items() if self._now(name) != old]

    @property
    def is_changed(self) -> bool:
        return bool(self.changed) or (
            self.explanation != "" and self.explanation != self.instance.explanation
        )

    def value(self, name: str) -> object:
        """What would be kept: ids for what the field refers to."""
        return self._now(name)

    def values_of(self, name: str) -> tuple[object, object]:
        return self.before[name], self._now(name)

    def _now(self, name: str) -> object:
        field = self.instance._meta.get_field(name)
        return getattr(self.instance, field.attname)  # type: ignore[union-attr]  # a column of the row
