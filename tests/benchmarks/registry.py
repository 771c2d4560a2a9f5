"""Every benchmark by the name under which `./portal bench` runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.benchmarks.counting import registers_full, registers_month
from tests.benchmarks.data import Size
from tests.benchmarks.filling import paste, sheet_open, sheet_save
from tests.benchmarks.importing import import_csv, import_xlsx
from tests.benchmarks.leading import leader_query
from tests.benchmarks.listing import registers_list
from tests.benchmarks.measuring import Result
from tests.benchmarks.register_import import import_register
from tests.benchmarks.rolling_up import rollup_full, rollup_incremental
from tests.benchmarks.saving import cell_save

BENCHMARKS: Final[dict[str, Callable[[Size], Result]]] = {
    "rollup_full": rollup_full,
    "rollup_incremental": rollup_incremental,
    "leader_query": leader_query,
    "cell_save": cell_save,
    "sheet_open": sheet_open,
    "sheet_save": sheet_save,
    "paste": paste,
    "import_csv": import_csv,
    "import_xlsx": import_xlsx,
    "import_register": import_register,
    "registers_full": registers_full,
    "registers_month": registers_month,
    "registers_list": registers_list,
}

# Several of them under one name.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "registers": ("registers_full", "registers_month", "registers_list", "import_register"),
}
