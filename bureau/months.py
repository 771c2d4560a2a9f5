"""A model field for months: stored as the integer 202610, read as `Month(2026, 10)`."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from bureau.periods import Month


class MonthField(models.Field):  # type: ignore[type-arg]  # the parameters stand below, as the plugin reads them
    """A reporting month. In SQL it is YYYYMM: it sorts as time does and a person can read it in a dump."""

    description = "报送月份"

    # What the type checker's Django plugin reads to know the Python side of the column.
    _pyi_private_set_type: Month | str | int
    _pyi_private_get_type: Month
    _pyi_lookup_exact_type: Month | str | int

    def get_internal_type(self) -> str:
        return "IntegerField"

    def from_db_value(
        self, value: int | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> Month | None:
        return None if value is None else Month.from_number(value)

    def to_python(self, value: object) -> Month | None:
        if value is None or isinstance(value, Month):
            return value
        try:
            return Month.from_number(value) if isinstance(value, int) else Month.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: object) -> int | None:
        month = self.to_python(value)
        return None if month is None else month.number
