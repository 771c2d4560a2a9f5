"""The form of a unit. What is right is judged where units are written; the form only reads what was typed."""

from __future__ import annotations

from typing import cast

from django import forms
from django.db.models import QuerySet

from bureau.organisation.duties import duty_choices
from bureau.organisation.forms import domain_choices
from bureau.organisation.models import Unit, UnitKind
from bureau.organisation.units import UnitFacts

_NO_UNIT = {"invalid_choice": "没有这个单位，请从列表中选。"}
_NO_DAY = {"invalid": "日期请写成 2026-01-01 这样。"}


def _day(label: str, hint: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, help_text=hint, error_messages=_NO_DAY)


class UnitForm(forms.Form):
    """What may be said about a unit that is there already.

    `near` are the units it may have been merged into; only a section `works` in some domains and not in others.
    """

    name = forms.CharField(label="名称", max_length=80)
    short_name = forms.CharField(
        label="简称", max_length=40, required=False, help_text="表格里用简称，不填就用名称。"
    )
    order = forms.IntegerField(
        label="排序", min_value=0, max_value=9999, initial=0, help_text="小的在前；相同时按代码。"
    )
    domains = forms.MultipleChoiceField(
        label="业务领域",
        required=False,
        choices=domain_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="只有股室要选：它填报、审核哪些领域。街镇填报全部领域，不用选。",
    )
    duties = forms.MultipleChoiceField(
        label="职责",
        required=False,
        choices=duty_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="股室在领域之内具体管什么。",
    )
    opened_on = _day("成立日期", "一直都有的单位不用填。")
    closed_on = _day("撤销日期", "从下个月起不再填报；以前的数保留。")
    merged_into = forms.ModelChoiceField(
        label="并入单位",
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        empty_label="没有并入",
        error_messages=_NO_UNIT,
    )

    def __init__(
        self,
        near: QuerySet[Unit],
        data: object = None,
        initial: dict[str, object] | None = None,
        *,
        works: bool = True,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a POST's QueryDict or nothing
        if not works:
            del self.fields["domains"], self.fields["duties"]
        cast("forms.ModelChoiceField[Unit]", self.fields["merged_into"]).queryset = near

    def facts(self) -> UnitFacts:
        values = self.cleaned_data
        return UnitFacts(
            name=values["name"],
            short_name=values["short_name"],
            order=values["order"],
            domains=tuple(values.get("domains", ())),
            duties=tuple(values.get("duties", ())),
            opened_on=values["opened_on"],
            closed_on=values["closed_on"],
            merged_into=values.get("merged_into"),
        )


class NewUnitForm(UnitForm):
    """The same for a unit that is not there yet, with what is settled once and for all."""

    code = forms.CharField(
        label="代码", max_length=40, help_text="英文字母、数字、- 和 _，例如 east-12。以后不能改。"
    )
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices, help_text="以后不能改。")
    parent = forms.ModelChoiceField(
        label="上级",
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        empty_label="没有上级",
        error_messages=_NO_UNIT,
        help_text="市 → 区局 → 股室、街镇。以后不能改。",
    )

    field_order = ("code", "kind", "parent")

    def __init__(
        self, above: QuerySet[Unit], data: object = None, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(Unit.objects.none(), data, initial)
        # What has just come to be has not been merged yet.
        del self.fields["merged_into"]
        cast("forms.ModelChoiceField[Unit]", self.fields["parent"]).queryset = above


def values_of(unit: Unit) -> dict[str, object]:
    """What the form shows before anything is typed."""
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "order": unit.order,
        "domains": unit.domains,
        "duties": unit.duties,
        "opened_on": unit.opened_on,
        "closed_on": unit.closed_on,
        "merged_into": unit.merged_into.code if unit.merged_into else None,
    }
