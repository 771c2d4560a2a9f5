"""Rows of a register as django-import-export sees them: a resource made from the declaration alone.

Reading is a dry run: nothing is saved here. What a row of the file comes to is an instance with its values set; rows
are written by `bureau.registers.writing` once somebody has confirmed them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from tablib import Dataset

from bureau.jobs.formulas import unguarded
from bureau.organisation.models import User
from bureau.quantities import plain
from bureau.registers.access import keeping_units, may_keep
from bureau.registers.cleaning import Errors, content_fields, problems, put, unexplained
from bureau.registers.declarations import VOID, Register
from bureau.registers.exchange.cells import FieldCell
from bureau.registers.exchange.columns import (
    EXPLANATION,
    NUMBER,
    STATE,
    UNIT,
    VERSION,
    FileColumn,
    file_columns,
)
from bureau.registers.exchange.drafts import Draft
from bureau.registers.exchange.fields import FieldType
from bureau.registers.exchange.references import References
from bureau.registers.exchange.ways import asked_on_the_way, enterable_states
from bureau.registers.rows import Row
from bureau.uploads.reading import CellValue
from bureau.uploads.tables import text_of

FileRow = Mapping[str, CellValue]

NO_NUMBER = "您登记的行里没有这个编号，请核对；新登记的行请把编号留空，由系统编号。"
TWICE = "这个编号在文件里出现了两遍，请只留一行。"
WHICH_UNIT = "您为几个单位登记，请写明这一行是哪个单位的。"
NOT_YOURS = "您不为这个单位登记，请核对填报单位。"
OTHER_UNIT = "已登记的行不能换填报单位；要换请作废后另行登记。"
IS_VOID = "这一行已作废，不能再改；要恢复请另行登记。"


class RowLoader(BaseInstanceLoader):  # type: ignore[misc]  # the library has no types
    """The row of a number, out of one statement for all numbers of the file; only rows the person keeps."""

    def __init__(self, resource: RegisterResource, dataset: Dataset) -> None:
        super().__init__(resource, dataset)
        numbers = [text_of(cell) for cell in dataset[NUMBER]] if NUMBER in (dataset.headers or ()) else []
        self._known = resource.standing([number for number in numbers if number])

    def get_instance(self, row: FileRow) -> Row | None:
        return self._known.get(text_of(row.get(NUMBER)))


class RegisterResource(ModelResource):  # type: ignore[misc]  # the library has no types
    """One row of the file, one row of the register. `drafts` holds what was read, in the order of the file."""

    register: Register

    class Meta:
        fields: Sequence[str] = ()
        instance_loader_class = RowLoader
        skip_diff = True
        import_id_fields: Sequence[str] = ()
        use_transactions = False
        # Nothing is saved, so nothing has to be taken back: no savepoint for each row.
        use_bulk = True
        report_skipped = True
        store_instance = False

    def __init__(self, by: User | None = None) -> None:
        super().__init__()
        self.references = References(by) if by is not None else None
        self._by = by
        self._units = {unit.pk: unit for unit in keeping_units(by, self.register)} if by is not None else {}
        self.columns: dict[str, FileColumn] = {column.name: column for column in file_columns(self.register)}
        self.fields = {
            name: Field(attribute=name, column_name=name, widget=FieldCell(column.field, self.references))
            for name, column in self.columns.items()
            if column.field is not None
        }
        self._allowed = enterable_states(self.register)
        # Handed over in their order the defaults need not be asked for again with every row.
        self._make: Callable[..., Row] = self.register.model
        blank = self._make()
        self._blank = [getattr(blank, one.attname) for one in self.register.model._meta.concrete_fields]
        self._seen: set[str] = set()
        self._draft: Draft | None = None
        self.drafts: list[Draft] = []

    # --- what django-import-export asks for, in its order ------------------------------------------------------

    def before_import(self, dataset: Dataset, **kwargs: object) -> None:
        """Rows of other registers are looked up in one statement for each column."""
        for name, column in self.columns.items():
            if column.field is not None and column.field.kind is FieldType.ROW and name in dataset.headers:
                target = column.field.refers_to
                assert self.references is not None
                assert target is not None
                assert issubclass(target, Row)
                self.references.look_up(target, filter(None, map(text_of, dataset[name])))

    def standing(self, numbers: Sequence[str]) -> dict[str, Row]:
        assert self._by is not None
        related = [
            name for name, one in self.columns.items() if one.field is not None and one.field.refers_to
        ]
        rows = (
            self.register.model._default_manager.filter(may_keep(self._by, self.register), number__in=numbers)
            .select_related("reporting_unit", "changed_by", *related)
            .order_by()
        )
        return {row.number: row for row in rows}

    def get_or_init_instance(self, instance_loader: RowLoader, row: FileRow) -> tuple[Row, bool]:
        found = instance_loader.get_instance(row)
        return (self._make(*self._blank), True) if found is None else (found, False)

    def import_instance(self, instance: Row, row: FileRow, **kwargs: object) -> None:
        draft = Draft(instance, instance.pk is None, None)
        self._draft = draft
        self.drafts.append(draft)
        errors = self._place(draft, row)
        if not draft.is_new:
            draft.before = {
                name: getattr(instance, one.attname) for name, one in content_fields(self.register).items()
            }
        for name, sentences in self._read(draft, row).items():
            errors.setdefault(name, sentences)
        if errors:
            raise ValidationError(dict(errors))

    def skip_row(
        self, instance: Row, original: Row | None, row: FileRow, import_validation_errors: object = None
    ) -> bool:
        draft = self._draft
        return (
            draft is not None and not draft.is_new and not import_validation_errors and not draft.is_changed
        )

    def validate_instance(
        self, instance: Row, import_validation_errors: dict[str, Any] | None = None, **kwargs: object
    ) -> None:
        """Everything that is wrong with the row at once. (Any: Django's own lists of errors.)

        A new row that could be read is judged later: it may be one that stands there already.
        """
        unread = ValidationError(import_validation_errors or {}).message_dict
        draft = self._draft
        assert draft is not None
        if draft.is_new and not unread:
            return
        errors: Errors = {name: list(sentences) for name, sentences in unread.items()}
        for name, sentences in self.judged(draft).items():
            errors.setdefault(name, sentences)
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: Row, is_create: bool, row: FileRow, **kwargs: object) -> None:
        """Nothing is saved before somebody has confirmed the preview."""

    def save_m2m(self, instance: Row, row: FileRow, **kwargs: object) -> None:
        """Rows have no such relations."""

    # --- reading a row ------------------------------------------------------------------------------------------

    def judged(self, draft: Draft) -> Errors:
        """What is wrong with the values as they are now, soft findings without an explanation among them."""
        row = draft.instance
        if row.state == VOID:
            return {NUMBER: [IS_VOID]}
        asked = asked_on_the_way(self.register, row) if self._needs_a_way(draft) else ()
        errors = problems(self.register, row, draft=row.is_draft, required=asked or ())
        if asked is None and not errors:
            errors[STATE] = [
                f"这一行的内容到不了“{row.state}”，请核对状态，或先按“{self.register.initial}”导入。"
            ]
        explained = draft.explanation or row.explanation.strip()
        if not errors and not row.is_draft and not explained and (found := unexplained(self.register, row)):
            errors[EXPLANATION] = [*found, "情况属实的请在“说明”里写明原因。"]
        return errors

    def _needs_a_way(self, draft: Draft) -> bool:
        state = draft.instance.state
        return draft.is_new and state != self.register.initial and state in self._allowed

    def _place(self, draft: Draft, row: FileRow) -> Errors:
        """Number, unit, state and version of the row: whose it is, and whether the file may still speak of it."""
        errors: Errors = {}
        number = text_of(row.get(NUMBER))
        if number and draft.is_new:
            errors[NUMBER] = [NO_NUMBER]
        elif number and number in self._seen:
            errors[NUMBER] = [TWICE]
        self._seen.add(number)
        draft.explanation = text_of(row.get(EXPLANATION))
        said_unit, said_state = text_of(row.get(UNIT)), text_of(row.get(STATE))
        if draft.is_new:
            self._place_new(draft, said_unit, said_state, errors)
        else:
            stands = draft.instance
            draft.unit = stands.reporting_unit
            if said_unit and said_unit not in (draft.unit.code, draft.unit.name, draft.unit.label):
                errors[UNIT] = [OTHER_UNIT]
            if said_state and said_state != stands.state:
                errors[STATE] = [
                    f"这一行现在是“{stands.state}”；状态不能通过导入改，请保持原样，另在系统里办理。"
                ]
        return errors

    def _place_new(self, draft: Draft, said_unit: str, said_state: str, errors: Errors) -> None:
        units = list(self._units.values())
        if said_unit:
            draft.unit = next((u for u in units if said_unit in (u.code, u.name, u.label)), None)
        elif len(units) == 1:
            draft.unit = units[0]
        if draft.unit is None:
            errors[UNIT] = [NOT_YOURS if said_unit else WHICH_UNIT]
        # Without its unit the rest of the row is read all the same: every mistake is said at once.
        draft.instance.reporting_unit = draft.unit or units[0]
        draft.instance.state = said_state or self.register.initial
        if draft.instance.state not in self._allowed:
            allowed = "、".join(self._allowed)
            errors[STATE] = [f"导入的新行只能是：{allowed}。其他状态要在系统里办理，请先按“{allowed}”导入。"]

    def _read(self, draft: Draft, row: FileRow) -> Errors:
        errors: Errors = {}
        for name, one in self.fields.items():
            if name not in row:
                continue
            cell = row[name]
            if draft.is_new and (cell is None or cell == ""):
                continue
            if not draft.is_new and self._repeats(draft.instance, name, text_of(cell)):
                # It says what an export says of it: a mask, somebody who has left since, a text without its tabs.
                continue
            try:
                draft.given[name] = one.widget.clean(cell, row)
            except ValueError as error:
                errors[name] = [str(error)]
        for name, sentences in put(self.register, draft.instance, draft.given).items():
            errors.setdefault(name, sentences)
        if not draft.is_new and draft.is_changed and (sentence := _overtaken(draft.instance, row)):
            errors.setdefault(VERSION, []).append(sentence)
        return errors

    def _repeats(self, instance: Row, name: str, said: str) -> bool:
        """Whether the cell says what an export says; a list guards what looks like a formula, a workbook does not."""
        out = text_of(self.says(instance, name))
        return said == out or unguarded(said) == out

    def says(self, instance: Row, name: str) -> str:
        """What an export says of the field, as one text; empty for nothing."""
        return str(self.fields[name].widget.render(getattr(instance, name)) or "")

    def says_value(self, name: str, value: object) -> str | None:
        """The same for a value by itself; what the field refers to is named by its object."""
        column = self.columns[name].field
        if value is not None and column is not None and column.refers_to is not None:
            value = column.refers_to._default_manager.filter(pk=value).first()
        out = self.fields[name].widget.render(value)
        return None if out is None else (plain(out) if isinstance(out, Decimal) else str(out))


def resource_for(register: Register) -> type[RegisterResource]:
    """The resource of a register, made from its declaration."""
    meta = type("Meta", (RegisterResource.Meta,), {"model": register.model})
    made: type[RegisterResource] = type(
        f"{register.model.__name__}Resource", (RegisterResource,), {"register": register, "Meta": meta}
    )
    return made


def _overtaken(row: Row, given: FileRow) -> str:
    """Why the file is too old for this row; empty when it is not, or does not say which version it was made from."""
    said = text_of(given.get(VERSION))
    if not said or said == str(row.version):
        return ""
    by = row.changed_by.full_name if row.changed_by else "有人"
    return f"导出以后{by}改过这一行（现在是第 {row.version} 版）。请重新导出，在新的文件里改。"
