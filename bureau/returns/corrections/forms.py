"""Forms of corrections and reopenings. What is wrong with their content the request itself says."""

from __future__ import annotations

from django import forms

from bureau.figures.models import Correction
from bureau.returns.corrections.asking import MAX_DOCUMENT, MAX_REASON

WORDS = forms.Textarea(attrs={"rows": 3, "maxlength": MAX_REASON})


class CorrectionForm(forms.Form):
    """更正申请. The value is typed in the unit of entry."""

    value = forms.CharField(
        label="更正为",
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 16, "autocomplete": "off"}),
    )
    style = forms.ChoiceField(
        label="方式",
        choices=Correction.Style.choices,
        help_text="差额记入当月：已公布的原月份不动；重述：原月份和它之后的累计都按新数重算",
    )
    reason = forms.CharField(
        label="理由", required=False, widget=WORDS, help_text="写明错在哪里、怎么发现的，批复人要靠它判断"
    )
    document = forms.CharField(
        label="文号",
        required=False,
        widget=forms.TextInput(attrs={"maxlength": MAX_DOCUMENT, "size": 28}),
        help_text="更正所依据的文件、凭证或情况说明的编号",
    )


class ReopeningForm(forms.Form):
    reason = forms.CharField(label="重开的理由", required=False, widget=WORDS)


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label="批复意见", required=False, widget=WORDS, help_text="不同意时必须写明理由；同意可以不写"
    )
