"""What the registers add to the long work."""

from __future__ import annotations

from bureau.jobs.registry import job
from bureau.registers.deadlines.remaking import KIND, may_remake, run_remaking

job(KIND, label="重算期限", may=may_remake)(run_remaking)
