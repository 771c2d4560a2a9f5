"""人才引进的台账."""

from __future__ import annotations

from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FirmLink,
    FormSection,
    PersonLink,
    Phase,
    Register,
    Retention,
    State,
    Step,
)
from bureau.registers.row_checks import not_ahead
from bureau.registers.timing import FollowUp
from talent.models import Intake

INTAKE = Register(
    code="talent.intake",
    title="人才引进台账",
    model=Intake,
    measure="名",
    letters="RCYJ",
    decides="arrived_on",
    label="name",
    what="一名引进（新增）人才",
    duty="talent",
    states=(
        State("申报", counts=False),
        State("核实"),
        State("在岗"),
        State("流出", phase=Phase.DONE),
    ),
    steps=(
        Step("verify", "核实", ("申报",), "核实", Doer.REVIEWER),
        Step("settle", "确认在岗", ("核实",), "在岗"),
        Step("leave", "流出", ("核实", "在岗"), "流出", reason=True),
    ),
    columns=("arrived_on", "name", "id_no", "degree", "title", "level", "employer", "employer_kind"),
    filters=("degree", "level", "employer_kind", "establishment"),
    search=("name", "id_no", "employer"),
    sections=(
        FormSection("人员", ("name", "id_no", "degree", "title", "level")),
        FormSection("引进", ("employer", "employer_kind", "establishment", "arrived_on")),
    ),
    follow_ups=(
        FollowUp(
            "on_post",
            "核实是否在岗",
            "arrived_on",
            after_months=(12,),
            remind_days=15,
            runs_in=("核实", "在岗"),
        ),
    ),
    breakdowns=(
        Breakdown("degrees", "按学历", "degree"),
        Breakdown("levels", "按层次", "level"),
        Breakdown("establishments", "按编制", "establishment"),
    ),
    checks=(not_ahead("arrived_on", ("核实", "在岗", "流出")),),
    firm=FirmLink("employer"),
    person=PersonLink("name", "id_no"),
    retention=Retention(5, ("arrived_on",)),
)
