"""The long work of the demonstration: the rows of its registers, written while the portal is already open."""

from __future__ import annotations

from django.db import transaction

from bureau.audit.attribution import acting
from bureau.catalogue.models import Indicator
from bureau.demo.bureaus import DemoBureau
from bureau.demo.loading import ACTOR, ROWS
from bureau.demo.people import standing_hands
from bureau.demo.rows.loading import load_rows
from bureau.demo.units import BUREAUS, listed_units
from bureau.jobs.registry import job
from bureau.jobs.run import Run
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.registers.models import Adoption, RowNumber
from bureau.returns.checks.sweeping import sweep_checks


@job(ROWS, label="装入演示台账")
def write_rows(run: Run) -> dict[str, object]:
    """All rows in one transaction, so that a worker that dies has written none; then the nightly look of the checks."""
    current = Month.parse(str(run.params["current"]))
    run.progress(5, "正在准备演示台账")
    written = 0
    with transaction.atomic(), acting(ACTOR):
        if not (Adoption.objects.exists() or RowNumber.objects.exists()):
            indicators = {one.code: one for one in Indicator.objects.in_force()}
            listed = listed_units()
            bureaus = [
                DemoBureau(
                    code, [unit for unit in listed if unit.bureau == code], indicators, current=current
                )
                for code in BUREAUS
            ]
            run.progress(20, "正在写入演示台账")
            written = load_rows(
                bureaus,
                units={unit.code: unit for unit in Unit.objects.all()},
                hands=standing_hands(),
                current=current,
            )
    run.progress(80, "正在核对审核关系")
    sweep_checks()
    return {"rows": written}
