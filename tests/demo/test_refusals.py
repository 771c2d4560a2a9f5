"""What the load refuses before it writes anything."""

from __future__ import annotations

import pytest

from bureau.catalogue.models import Indicator
from bureau.catalogue.syncing import sync_catalogue
from bureau.demo.loading import CatalogueMissing, NotADemonstration, load_demo
from bureau.demo.people import random_password
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month

pytestmark = pytest.mark.django_db


def test_without_the_catalogue_it_says_what_to_run_first() -> None:
    sync_catalogue()
    Indicator.objects.filter(code="employment.fairs").update(retired=True)
    with pytest.raises(CatalogueMissing, match="缺 1 项.*sync_catalogue"):
        load_demo(password="Lantern-4-demo", current=Month(2026, 11))
    assert not Unit.objects.exists()


def test_beside_a_real_bureau_it_loads_nothing() -> None:
    Unit.objects.create(code="real", name="真实局", kind=UnitKind.BUREAU)
    with pytest.raises(NotADemonstration, match="空数据库"):
        load_demo(password="Lantern-4-demo", current=Month(2026, 11))
    assert Unit.objects.count() == 1


def test_every_password_is_another_one_and_passes_the_rules() -> None:
    made = {random_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert len(password) >= 12
        assert any(c.islower() for c in password)
        assert any(c.isupper() for c in password)
        assert any(c.isdigit() for c in password)
