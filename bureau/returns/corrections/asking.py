"""From what a page or a program sends to a request: all that is wrong is said at once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError

from bureau.catalogue.models import Indicator, RatePart
from bureau.figures.correcting import request_correction
from bureau.figures.models import Correction, Figure, Sheet
from bureau.figures.models.sheets import SETTLED
from bureau.organisation.models import Unit, User
from bureau.quantities import QuantityError, base_decimals, entry_unit, exponent_of, parse
from bureau.returns.changes import may_be_negative
from bureau.returns.checks.explaining import refusal
from bureau.returns.checks.loading import thresholds_of
from bureau.returns.lines import Line

MAX_REASON = 500
MAX_DOCUMENT = 80


def ask(
    sheet: Sheet, indicator: Indicator, given: Mapping[str, object], *, by: User, typed: bool = False
) -> Correction:
    """Ask for a correction with `{"value", "style", "reason", "document"}`.

    `typed`: the value is what somebody typed on the page, in the unit of entry; otherwise a plain decimal in the base
    unit. Raises ValidationError by field, or `WrongState`.
    """
    fields: dict[str, str] = {}
    value: Decimal | None = None
    reason = document = ""
    style = Correction.Style.RESTATE
    if indicator.is_derived:
        fields["indicator"] = f"“{indicator.name}”由分子分母算出，请更正它的分子或分母。"
    try:
        value = value_of(indicator, given.get("value"), typed=typed)
        if value is None:
            fields["value"] = "请填写更正后的数；没有发生请填 0。"
    except QuantityError as error:
        fields["value"] = str(error)
    try:
        style = Correction.Style(str(given.get("style", "")))
    except ValueError:
        fields["style"] = "请选择更正方式：restate（重述原月份）或 book（差额记入当月）。"
    try:
        reason = reason_from(sheet.unit, given.get("reason"))
    except ValidationError as error:
        fields["reason"] = error.messages[0]
    try:
        document = _text(given.get("document"), "文号", MAX_DOCUMENT)
    except ValidationError as error:
        fields["document"] = error.messages[0]
    if fields or value is None:
        raise ValidationError({name: [sentence] for name, sentence in fields.items()})
    return request_correction(
        sheet=sheet, indicator=indicator, value=value, reason=reason, document=document, style=style, by=by
    )


def value_of(indicator: Indicator, given: object, *, typed: bool) -> Decimal | None:
    """By the rules of a cell. Raises QuantityError."""
    unit = entry_unit(indicator.unit) if typed else indicator.unit
    is_part = RatePart.objects.filter(part=indicator).exists()
    return parse(
        given,
        unit=unit,
        base_unit=indicator.unit,
        decimals=base_decimals(indicator.unit, indicator.decimals) + exponent_of(unit, indicator.unit),
        allow_negative=may_be_negative(indicator.kind, indicator.aggregate, is_part),
        typed=typed,
    )


def reason_from(unit: Unit, given: object) -> str:
    """A reason that says something: what the bureau counts as empty words is refused."""
    reason = _text(given, "理由", MAX_REASON)
    if sentence := refusal(reason, thresholds_of(unit.bureau_id)):
        raise ValidationError(sentence.replace("说明太短", "理由太短"))
    return reason


def remark_from(given: object, *, accept: bool) -> str:
    """What the decider says; whoever refuses has to."""
    if accept and (given is None or given == ""):
        return ""
    if not accept and (given is None or given == ""):
        raise ValidationError({"reason": ["不同意请写明理由，申请人要靠它知道怎么办。"]})
    try:
        return _text(given, "批复意见", MAX_REASON)
    except ValidationError as error:
        raise ValidationError({"reason": error.messages}) from error


def cell_of(sheet: Sheet, indicator: Indicator) -> Figure | None:
    """The figure that stands there; None where nothing was ever filled in."""
    return (
        Figure.objects.filter(unit_id=sheet.unit_id, month=sheet.month, indicator=indicator)
        .select_related("indicator")
        .first()
    )


def can_be_corrected(sheet: Sheet, line: Line) -> bool:
    """Whether a correction of this cell can be asked for now."""
    return sheet.state in SETTLED and not line.is_derived and line.version > 0 and not line.correction_waits


def _text(given: object, label: str, longest: int) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValidationError(f"请写明{label}。")
    if "\x00" in given:
        raise ValidationError(f"{label}里有不能保存的字符，请重新填写。")
    if len(given.strip()) > longest:
        raise ValidationError(f"{label}最多 {longest} 个字，请写得短一些。")
    return given.strip()
