"""Forms of deciding a difference and of adopting a register."""

from __future__ import annotations

from django import forms

from bureau.registers.counting.deciding import DECISIONS
from bureau.registers.models import RestatementState

MAX_REASON, MAX_DOCUMENT = 500, 80


class DecisionForm(forms.Form):
    """处理差额: which way, why, on what paper."""

    state = forms.ChoiceField(
        label="处理方式",
        choices=[(str(state), state.label) for state in DECISIONS],
        help_text="重述：原月份按台账改数，累计重算；记入当月：原月份不动，差额记在当月；只作说明：数都不动",
    )
    reason = forms.CharField(
        label="理由",
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAX_REASON}),
        help_text="写明台账为什么在审定以后变了",
        error_messages={
            "required": "请写明理由。",
            "max_length": f"理由最多 {MAX_REASON} 个字，请写得短一些。",
        },
    )
    document = forms.CharField(
        label="文号",
        required=False,
        max_length=MAX_DOCUMENT,
        widget=forms.TextInput(attrs={"maxlength": MAX_DOCUMENT, "size": 28}),
        help_text="所依据的文件、凭证或情况说明的编号",
        error_messages={"max_length": f"文号最多 {MAX_DOCUMENT} 个字，请写得短一些。"},
    )

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        if given.get("state") != RestatementState.NOTED and not given.get("document"):
            self.add_error("document", "重述和记入当月要写明依据的文号。")
        return given
