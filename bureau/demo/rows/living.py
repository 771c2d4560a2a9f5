"""A few rows on which something is due: so that lights, clocks and lists can be seen at once.

They are entered like any other row, in the name of the clerk who keeps them, and none of them is in a counted state of
a figure that was printed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from bureau.demo.people import Hands
from bureau.demo.rows.people import firm_of, id_number_of, name_of
from bureau.organisation.models import Unit
from bureau.registers.registry import find_register
from bureau.registers.rows import RowOrigin
from bureau.registers.writing import enter_row

# People and firms far behind those of the printed years.
_FIRST: Final = 300_000


@dataclass(frozen=True)
class Living:
    """One row. `days` are dates relative to today; `people` are personal fields, filled with people who are not."""

    register: str
    unit: str
    state: str
    days: Mapping[str, int]
    values: Mapping[str, object]
    people: tuple[str, ...] = ()


ROWS: Final = (
    Living(
        "employment.job_fairs",
        "east-jy",
        "计划",
        {"held_on": 6},
        {"title": "园区企业专场招聘会", "kind": "线下", "topic": "综合", "firms": 46},
    ),
    Living(
        "employment.unemployed",
        "east-01",
        "在册",
        {"registered_on": -45},
        {"reason": "合同期满"},
        ("name", "id_no"),
    ),
    Living(
        "employment.unemployed",
        "east-01",
        "在册",
        {"registered_on": -28},
        {"reason": "辞职"},
        ("name", "id_no"),
    ),
    Living(
        "employment.unemployed",
        "east-02",
        "在册",
        {"registered_on": -20},
        {"reason": "合同期满"},
        ("name", "id_no"),
    ),
    Living(
        "employment.startup_loans",
        "east-jy",
        "审核",
        {"applied_on": -9},
        {"kind": "个人", "amount": "200000", "term_months": 24},
        ("borrower",),
    ),
    Living(
        "employment.firm_contacts",
        "east-jy",
        "转办",
        {"contact_on": -16, "due_on": -2},
        {"kind": "走访", "company": firm_of(7), "need": "夜班公交末班车太早，招不到夜班工人"},
    ),
    Living(
        "talent.services",
        "east-rc",
        "受理",
        {"requested_on": -18},
        {"kind": "子女入学", "station": "一站式服务中心"},
        ("person",),
    ),
    Living(
        "talent.services",
        "east-rc",
        "转办",
        {"requested_on": -4},
        {"kind": "项目申报", "station": "人才驿站"},
        ("person",),
    ),
    Living(
        "talent.doctor_stations",
        "east-rc",
        "在站",
        {"approved_on": -1200},
        {"kind": "博士后工作站", "host": firm_of(12), "in_station": 0},
    ),
    Living(
        "talent.experts",
        "east-rc",
        "在库",
        {"listed_on": -400, "last_visit": -100},
        {"level": "区驿站", "field": "果树栽培"},
        ("name",),
    ),
)


def enter_living(units: Mapping[str, Unit], hands: Hands) -> int:
    """Enter the rows; returns how many."""
    today = timezone.localdate()
    for place, one in enumerate(ROWS):
        register = find_register(one.register)
        if register is None:
            raise ValueError(f"Nobody declares the register {one.register}")
        values = dict(one.values) | {
            name: today + datetime.timedelta(days=offset) for name, offset in one.days.items()
        }
        for name in one.people:
            number = _FIRST + place
            values[name] = id_number_of(number) if name == "id_no" else name_of(number)
        enter_row(
            register,
            values,
            unit=units[one.unit],
            by=hands.clerk_of(one.unit),
            state=one.state,
            origin=RowOrigin.DEMONSTRATION,
            explanation="演示数据",
        )
    return len(ROWS)
