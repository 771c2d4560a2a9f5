"""走访台账: a register of twenty lines, declared by a test alone."""

from __future__ import annotations

from django.db import models

from bureau.registers import fields
from bureau.registers.declarations import Doer, FilledBy, Phase, Register, State, Step
from bureau.registers.rows import Row


class Walk(Row):
    """走访: one visit to one household."""

    household = fields.person_name("户主", required=True)
    walked_on = fields.day("走访日期", required=True)
    people = fields.number("人数")
    result = fields.choice("结果", "稳定/需帮扶")

    class Meta:
        app_label = "walks"
        verbose_name = "走访"
        indexes = (models.Index(fields=["reporting_unit", "walked_on"], name="walks_walk_unit"),)


WALKS = Register(
    code="employment.walks",
    title="走访台账",
    model=Walk,
    measure="户",
    letters="ZF",
    decides="walked_on",
    label="household",
    filled_by=FilledBy.TOWNS,
    states=(State("登记", counts=False), State("已核", phase=Phase.DONE)),
    steps=(Step("verify", "核实", ("登记",), "已核", by=Doer.REVIEWER, asks=("result",)),),
    columns=("walked_on", "household", "people", "result"),
    filters=("result",),
    search=("household",),
    sums=("people",),
)
