"""Units in which indicators are stored and shown."""

from typing import Final

from bureau.quantities import QuantityError, exponent_of

# A value is stored in one of these. Scaled units (万元) and other measure words (起 for 件) only show it.
BASE_UNITS: Final = frozenset(
    (
        *("元", "%", "人", "人次", "户", "户次", "家", "家次", "天", "小时", "平方米", "公里", "位次"),
        *("个", "件", "场", "次", "期", "份", "本", "张", "条", "笔", "批", "台", "篇", "项"),
    )
)

# Attendances are the sum of the persons of each class as long as nobody attends twice: the one pair of units
# of which the smaller may stand beneath the larger.
_COUNTED_ALIKE: Final = frozenset({("人", "人次")})


def may_show(display_unit: str, unit: str) -> bool:
    """Whether values of `unit` can be shown in `display_unit` by moving the point alone."""
    try:
        exponent_of(display_unit, unit)
    except QuantityError:
        return False
    return True


def may_stand_beneath(unit: str, parent_unit: str) -> bool:
    """Whether a figure in `unit` can be 其中 of one in `parent_unit`."""
    return unit == parent_unit or (unit, parent_unit) in _COUNTED_ALIKE
