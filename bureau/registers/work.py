"""What the registers add to the long work: importing and exporting each of them, and counting deadlines again."""

from __future__ import annotations

from bureau.jobs.exports import add_export_family
from bureau.jobs.registry import job
from bureau.registers.deadlines.remaking import KIND, may_remake, run_remaking
from bureau.registers.exchange.kinds import EXPORTS, IMPORTS
from bureau.uploads.kinds import add_import_family

add_import_family(IMPORTS)
add_export_family(EXPORTS)
job(KIND, label="重算期限", may=may_remake)(run_remaking)
