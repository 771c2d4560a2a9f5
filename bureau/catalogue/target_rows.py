"""年度目标 as rows of a file: a django-import-export resource that saves through `set_target`, like everybody."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.results import RowResult
from import_export.widgets import Widget

from bureau.catalogue.access import units_targeted_by
from bureau.catalogue.models import Indicator, Target
from bureau.catalogue.names import plain_text
from bureau.catalogue.targets import Goal, Paper, set_target
from bureau.organisation.models import Unit, User
from bureau.quantities import QuantityError, base_decimals, entry_unit, exponent_of, parse
from bureau.uploads.reading import CellValue
from bureau.uploads.tables import amount_of, text_of

Row = Mapping[str, CellValue]


class _Unit(Widget):  # type: ignore[misc]  # the library has no types
    """A unit for which this person sets targets; any other looks like none."""

    def __init__(self, units: Sequence[Unit]) -> None:
        super().__init__()
        self._known: dict[str, Unit] = {}
        for unit in units:
            self._known |= {unit.code: unit, plain_text(unit.name): unit, plain_text(unit.label): unit}

    def clean(self, value: CellValue, row: Row | None = None, **kwargs: object) -> Unit:
        said = text_of(value)
        unit = self._known.get(said) or self._known.get(plain_text(said))
        if unit is None:
            raise ValueError("没有这个单位，或它不在您的范围内，请核对单位。" if said else "请写明单位。")
        return unit


class _Indicator(Widget):  # type: ignore[misc]  # the library has no types
    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, list[Indicator]] = {}
        for indicator in Indicator.objects.in_force().prefetch_related("aliases"):
            names = {indicator.name, indicator.short_name, *(alias.name for alias in indicator.aliases.all())}
            for name in {indicator.code, *(plain_text(name) for name in names if name)}:
                self._known.setdefault(name, []).append(indicator)

    def clean(self, value: CellValue, row: Row | None = None, **kwargs: object) -> Indicator:
        said = text_of(value)
        found = self._known.get(said) or self._known.get(plain_text(said)) or []
        found = [one for one in found if one.name == said] or found
        if len(found) != 1:
            raise ValueError(
                f"叫“{said[:30]}”的不止一个，请改写代码。" if found else "没有这个指标，请核对名称或代码。"
            )
        return found[0]


class _Year(Widget):  # type: ignore[misc]  # the library has no types
    def clean(self, value: CellValue, row: Row | None = None, **kwargs: object) -> int:
        said = text_of(value).removesuffix("年")
        if not (said.isascii() and said.isdecimal() and len(said) == 4):
            raise ValueError("年度请写四位数字，例如 2026。")
        return int(said)


class _Kind(Widget):  # type: ignore[misc]  # the library has no types
    def clean(self, value: CellValue, row: Row | None = None, **kwargs: object) -> str:
        said = text_of(value)
        for kind in Target.Kind:
            if said in {kind.label, kind.value}:
                return kind.value
        raise ValueError(f"类型请写：{'、'.join(str(kind.label) for kind in Target.Kind)}。")


class _Amount(Widget):  # type: ignore[misc]  # the library has no types
    """A value in the unit that its row names, or in the unit of entry; kept in the base unit."""

    def __init__(self, indicators: _Indicator, *, required: bool) -> None:
        super().__init__()
        self._indicators = indicators
        self._required = required

    def clean(self, value: CellValue, row: Row | None = None, **kwargs: object) -> Decimal | None:
        row = row or {}
        try:
            indicator = self._indicators.clean(row.get("indicator"))
        except ValueError:
            # Its own column says so already.
            return Decimal(0)
        base = indicator.unit
        try:
            unit = text_of(row.get("measure")) or entry_unit(base)
            places = base_decimals(base) + exponent_of(unit, base)
            amount = parse(amount_of(value), unit=unit, base_unit=base, decimals=places, typed=True)
        except QuantityError as error:
            raise ValueError(str(error)) from error
        if amount is None and self._required:
            raise ValueError("请填目标值；要撤销目标请到目标页面清空。")
        return amount


class _Words(Widget):  # type: ignore[misc]  # the library has no types
    def clean(self, value: CellValue, row: Row | None = None, **kwargs: object) -> str:
        said = text_of(value)
        if len(said) > 80:
            raise ValueError("最多 80 个字，请写得短一些。")
        return said


class _Day(Widget):  # type: ignore[misc]  # the library has no types
    def clean(self, value: CellValue, row: Row | None = None, **kwargs: object) -> datetime.date | None:
        if isinstance(value, datetime.date) or not text_of(value):
            return value if isinstance(value, datetime.date) else None
        try:
            return datetime.datetime.strptime(text_of(value).replace("/", "-"), "%Y-%m-%d").date()
        except ValueError as error:
            raise ValueError("日期请写成 2026-03-15 的样子。") from error


class _InForce(BaseInstanceLoader):  # type: ignore[misc]  # the library has no types
    """The target that a row is about, as it is in force now."""

    def get_instance(self, row: Row) -> Target | None:
        fields = self.resource.fields
        try:
            keys = {name: fields[name].clean(row) for name in ("unit", "indicator", "year")}
        except ValueError:
            return None
        return Target.objects.current().filter(**keys).select_related("unit", "indicator").first()


class TargetResource(ModelResource):  # type: ignore[misc]  # the library has no types
    """One row, one target. A dry run saves as the real one does, in a transaction that is rolled back."""

    class Meta:
        model = Target
        fields = ("unit", "indicator", "year", "kind", "value", "stretch", "issuer", "document", "issued_on")
        import_id_fields = ("unit", "indicator", "year")
        instance_loader_class = _InForce
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True
        use_transactions = True

    def __init__(self, by: User) -> None:
        super().__init__()
        self._by = by
        indicators = _Indicator()
        widgets: dict[str, Widget] = {
            "unit": _Unit(list(units_targeted_by(by))),
            "indicator": indicators,
            "year": _Year(),
            "kind": _Kind(),
            "value": _Amount(indicators, required=True),
            "stretch": _Amount(indicators, required=False),
            "issuer": _Words(),
            "document": _Words(),
            "issued_on": _Day(),
        }
        self.fields = {
            name: Field(attribute=name, column_name=name, widget=widget) for name, widget in widgets.items()
        }
        self.seen: set[tuple[int, int, int]] = set()

    def after_init_instance(self, instance: Target, new: bool, row: Row, **kwargs: object) -> None:
        # `import_instance` mends the instance itself: how it stood is wanted for the preview.
        self.stood: Target | None = None if new else Target.objects.get(pk=instance.pk)

    def do_instance_save(self, instance: Target, is_create: bool) -> None:
        set_row(instance, self._by, self.stood.version if self.stood else 0)

    def after_import_row(self, row: Row, row_result: RowResult, **kwargs: object) -> None:
        row_result.original = self.stood
        key = (row_result.instance.unit_id, row_result.instance.indicator_id, row_result.instance.year)
        if key in self.seen:
            raise ValidationError({"unit": "同一单位、指标和年度在文件里出现了两遍，请只留一个。"})
        self.seen.add(key)


def set_row(target: Target, by: User, seen: int) -> None:
    set_target(
        unit=target.unit,
        indicator=target.indicator,
        year=target.year,
        goal=Goal(Target.Kind(target.kind), target.value, target.stretch),
        paper=Paper(target.issuer, target.document, target.issued_on),
        by=by,
        seen_version=seen,
    )
