"""Forms of the office: a rule of a form, a day of the working calendar, months."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from bureau.periods import Month, PeriodError
from bureau.returns.calendar.rules import RULE_COLUMNS, Rule
from bureau.returns.models import FormRule


class MonthInput(forms.CharField):
    """A month as people type it: 2026-10."""

    def __init__(self, label: str, **more: Any) -> None:  # Any: the options are Django's
        widget = forms.TextInput(attrs={"size": 8, "maxlength": 7, "placeholder": "2026-10"})
        super().__init__(label=label, max_length=7, widget=widget, **more)

    def clean(self, value: object) -> Month:
        text = super().clean(value)
        try:
            return Month.parse(str(text))
        except PeriodError as error:
            raise ValidationError(str(error)) from error


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """The rule of one form from a month on."""

    begins = MonthInput("从哪个月起")

    class Meta:
        model = FormRule
        fields = [name for name in RULE_COLUMNS if name != "domain"]
        # Plain text: browsers show a time field in the language of their own machine, with AM and PM.
        widgets = {"due_time": forms.TimeInput(attrs={"size": 5}, format="%H:%M")}
        help_texts = {
            "cutoff_day": "填 20 表示上月 21 日至当月 20 日；留空表示自然月",
            "due_day": "填 31 表示月末",
            "due_time": "如 17:30",
            "grace_days": "截止后几个工作日内报送不算迟报",
            "closes_after": "按自然日算，过后不再收数，要综合股展期；留空表示不关",
            "number": "留空按领域顺序编号",
            "title": "留空用“领域名＋工作月报表”",
            "issuer": "留空用本局名称",
        }

    def __init__(self, rule: Rule, begins: Month, data: Any = None) -> None:  # Any: what the request carried
        initial = {name: getattr(rule, name) for name in RULE_COLUMNS} | {"begins": str(begins)}
        super().__init__(data, initial=initial)
        self.domain = rule.domain

    def rule(self) -> Rule:
        data = self.cleaned_data
        return Rule(self.domain, **{name: data[name] for name in RULE_COLUMNS if name != "domain"})

    def month(self) -> Month:
        return cast("Month", self.cleaned_data["begins"])

    def refuse(self, error: ValidationError) -> None:
        """Show the sentences of a refusal beside their fields."""
        for name, sentences in error.message_dict.items():
            self.add_error(name if name in self.fields else None, sentences)


class DayForm(forms.Form):
    """One day on which the bureau works otherwise than published."""

    date = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请按“2026-12-31”的样子填写日期。", "required": "请填写日期。"},
    )
    is_workday = forms.TypedChoiceField(
        label="这一天",
        choices=[("off", "放假"), ("on", "上班")],
        coerce=lambda text: text == "on",
    )
    name = forms.CharField(label="名称", max_length=40, error_messages={"required": "请写明缘由，如“元旦”。"})

    def clean_date(self) -> datetime.date:
        day = cast("datetime.date", self.cleaned_data["date"])
        if not 2000 <= day.year <= 2099:
            raise ValidationError("请填 2000 到 2099 年之间的日期。")
        return day
