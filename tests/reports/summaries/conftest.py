"""A year of one figure: 城关镇 filed 400 and 500 new jobs in east, in October the town's 60 wait for approval."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from bureau.catalogue.models import Indicator, Target
from bureau.figures.loading import LoadedCell, load_cells
from bureau.figures.models import SheetState
from bureau.periods import Month
from bureau.totals.rolling import Locking, drain
from tests.people import People, settle
from tests.small_catalogue import assign, indicator

CODE = "employment.urban_new_jobs"


@dataclass(frozen=True)
class Filed:
    people: People
    jobs: Indicator

    def client(self, username: str) -> Client:
        client = Client()
        client.force_login(self.people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture
def filed(db: None, tmp_path: Path, settings: Settings) -> Filed:
    settings.EXPORT_ROOT = tmp_path / "exports"
    people = settle()
    jobs = indicator(CODE, "城镇新增就业人数")
    assign(jobs, people.town, people.other_town)
    Target.objects.create(
        unit=people.east, indicator=jobs, year=2023, value=Decimal(1000), document="示〔2023〕6号"
    )
    values = {1: 400, 2: 500, 10: 60}
    load_cells(
        [
            LoadedCell(people.town.pk, Month(2023, month), jobs.pk, Decimal(value))
            for month, value in values.items()
        ],
        state_of=lambda unit, month, domain: SheetState.OPEN if month.month == 10 else SheetState.APPROVED,
        by=people["zhang"],
    )
    drain(Locking.WAIT)
    return Filed(people, jobs)
