"""Forms for targets. Numbers come in as people type them, in the unit of entry, and leave in the base unit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from bureau.catalogue.declarations import Direction
from bureau.catalogue.models import Indicator, Target
from bureau.catalogue.targets import Goal, Paper, set_target, withdraw_target
from bureau.catalogue.words import typed
from bureau.organisation.models import Unit, User
from bureau.quantities import QuantityError, entry_unit, parse

_USUAL = {
    Direction.LOWER.value: Target.Kind.AT_MOST,
    Direction.HOLD.value: Target.Kind.KEEP,
}


class PaperForm(forms.Form):
    """The document that all changes of one saving rest on."""

    issuer = forms.CharField(label="下达单位", max_length=80, required=False)
    document = forms.CharField(label="文号", max_length=80, required=False, help_text="如 云人社〔2026〕12号")
    issued_on = forms.DateField(
        label="下达日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请按“2026-03-15”的样子填写日期。"},
    )

    def clean_issued_on(self) -> datetime.date | None:
        day = cast("datetime.date | None", self.cleaned_data["issued_on"])
        if day is not None and not 1990 <= day.year <= 2099:
            raise ValidationError("请填 1990 到 2099 年之间的日期。")
        return day

    def paper(self) -> Paper:
        data = self.cleaned_data
        return Paper(data["issuer"].strip(), data["document"].strip(), data["issued_on"])


class TargetForm(forms.Form):
    """The target of one unit and indicator: a row of the page. An empty value withdraws it."""

    kind = forms.ChoiceField(label="类型", choices=Target.Kind.choices)
    value = forms.CharField(label="目标值", max_length=40, required=False)
    stretch = forms.CharField(label="力争值", max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        unit: Unit,
        indicator: Indicator,
        current: Target | None,
        data: QueryDict | None,
        *,
        prefix: str,
        proposed: Decimal | None = None,
        kind: Target.Kind | None = None,
    ) -> None:
        self.unit, self.indicator, self.current = unit, indicator, current
        value = proposed if proposed is not None else current.value if current else None
        usual = kind or _USUAL.get(indicator.direction, Target.Kind.AT_LEAST)
        initial = {
            "kind": current.kind if current and kind is None else usual.value,
            "value": typed(indicator, value),
            "stretch": typed(indicator, current.stretch if current else None),
            "version": current.version if current else 0,
        }
        super().__init__(data, prefix=prefix, initial=initial)
        for name in ("value", "stretch"):
            widget = self.fields[name].widget
            widget.attrs |= {
                "inputmode": "decimal",
                "autocomplete": "off",
                "aria-label": f"{unit.label}{indicator.label}{self.fields[name].label}",
            }
        self.fields["kind"].widget.attrs["aria-label"] = f"{indicator.label}类型"

    def _number(self, name: str) -> Decimal | None:
        try:
            return parse(
                self.cleaned_data[name],
                unit=entry_unit(self.indicator.unit),
                base_unit=self.indicator.unit,
                typed=True,
            )
        except QuantityError as error:
            raise ValidationError(str(error)) from error

    def clean_value(self) -> Decimal | None:
        return self._number("value")

    def clean_stretch(self) -> Decimal | None:
        return self._number("stretch")

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("stretch") is not None and "value" in data and data["value"] is None:
            self.add_error("value", "填了力争值，也请填目标值。")

    def goal(self) -> Goal | None:
        data = self.cleaned_data
        return (
            None if data["value"] is None else Goal(Target.Kind(data["kind"]), data["value"], data["stretch"])
        )

    @property
    def current_text(self) -> str:
        return typed(self.indicator, self.current.value) if self.current else ""

    @property
    def asks_for_change(self) -> bool:
        goal, current = self.goal(), self.current
        if current is None or goal is None:
            return goal is not None or current is not None
        return (goal.kind, goal.value, goal.stretch) != (current.kind, current.value, current.stretch)

    def save(self, year: int, paper: Paper, by: User) -> None:
        """Raises ValidationError by field."""
        goal, version = self.goal(), self.cleaned_data["version"]
        if goal is None:
            withdraw_target(unit=self.unit, indicator=self.indicator, year=year, seen_version=version)
        else:
            set_target(
                unit=self.unit,
                indicator=self.indicator,
                year=year,
                goal=goal,
                paper=paper,
                by=by,
                seen_version=version,
            )


@dataclass
class TargetSheet:
    """Many targets of one year and the document they rest on, saved together or not at all."""

    year: int
    rows: Sequence[TargetForm]
    paper: PaperForm

    def is_valid(self) -> bool:
        rows_are = [row.is_valid() for row in self.rows]
        if not (self.paper.is_valid() and all(rows_are)):
            return False
        sets = [row for row in self.rows if row.asks_for_change and row.goal() is not None]
        if sets and not self.paper.paper().document:
            self.paper.add_error("document", "改动目标要有依据，请填写下达文件的文号。")
            return False
        return True

    def save(self, by: User) -> int | None:
        """How many targets changed; None when a row was refused, which then carries the sentence."""
        changed = [row for row in self.rows if row.asks_for_change]
        refused = False
        with transaction.atomic():
            for row in changed:
                try:
                    row.save(self.year, self.paper.paper(), by)
                except ValidationError as error:
                    refused = True
                    for name, sentences in error.message_dict.items():
                        row.add_error(name if name in row.fields else "value", sentences)
            if refused:
                transaction.set_rollback(True)
        return None if refused else len(changed)

    @property
    def errors(self) -> int:
        return sum(bool(form.errors) for form in (*self.rows, self.paper))
