"""What people type about a row's time: a contact, a pause, more days, a decision; and a setting."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bureau.registers.deadlines.contacting import WAYS
from bureau.registers.deadlines.settings import (
    WEEKDAYS,
    SettingItem,
    SettingKind,
    weekdays_of,
    weekdays_value,
)

LONGEST = 1_000


def _day(label: str, **more: Any) -> forms.DateField:  # Any: the options are Django's
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请按“2026-12-31”的样子填写日期。", "required": f"请填写{label}。"},
        **more,
    )


def _words(label: str, missing: str, **more: Any) -> forms.CharField:  # Any: the options are Django's
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
        **more,
    )


class TimeForm(forms.Form):
    """A form whose refusal by the service is shown beside the field it names."""

    def refuse(self, error: ValidationError) -> None:
        for name, sentences in error.message_dict.items():
            self.add_error(name if name in self.fields else None, sentences)


class ContactForm(TimeForm):
    done_on = _day("跟进日期")
    way = forms.ChoiceField(
        label="方式", required=False, choices=[("", "未注明"), *((word, word) for word in WAYS)]
    )
    result = _words("结果", "请写明跟进的结果，如“已就业”“仍在找工作”。")
    next_on = _day("下次跟进日", required=False, help_text="留空按间隔推算")


class PauseForm(TimeForm):
    begins_on = _day("中止日", help_text="从这一天起不计时")
    reason = _words("理由", "请写明中止的理由，它会留在这一行的经过里。")


class ResumeForm(TimeForm):
    resumes_on = _day("恢复日", help_text="从这一天起接着计时")


class ProlongForm(TimeForm):
    days = forms.IntegerField(
        label="延长天数",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
        error_messages={"required": "请填写延长天数。", "invalid": "延长天数应为整数。"},
    )
    reason = _words("理由", "请写明延长的理由，批准的人要看。")


class DecideForm(TimeForm):
    decision = _words("批复意见", "", required=False, help_text="不同意时请写明理由")


class SettingForm(TimeForm):
    """The value of one setting from a day on; weekdays are ticked."""

    begins_on = _day("启用日期", help_text="以前开始的仍按原来的设置")
    reason = _words("依据或理由", "请写明依据或理由，它会留在历次设置里。")

    def __init__(
        self, item: SettingItem, value: int, today: datetime.date, data: Any = None
    ) -> None:  # Any: a request's
        super().__init__(data, initial={"begins_on": today})
        if item.kind is SettingKind.WEEKDAYS:
            asked: forms.Field = forms.MultipleChoiceField(
                label="每周哪几天",
                required=False,
                choices=[(str(day), name) for day, name in enumerate(WEEKDAYS)],
                widget=forms.CheckboxSelectMultiple,
                initial=[str(day) for day in weekdays_of(value)],
                help_text="都不选就不再按周生成",
            )
        else:
            asked = forms.IntegerField(
                label=f"值（{item.unit}）" if item.unit else "值",
                widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 10}),
                initial=value,
                error_messages={"required": "请填写新的值。", "invalid": "请填写整数。"},
            )
        self.item = item
        self.fields = {"value": asked, **self.fields}

    def value(self) -> int:
        said = self.cleaned_data["value"]
        return (
            weekdays_value(int(day) for day in said) if self.item.kind is SettingKind.WEEKDAYS else int(said)
        )
