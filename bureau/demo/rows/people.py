"""People and firms that do not exist: names from a short list, ID numbers of an area code nobody has."""

from __future__ import annotations

import datetime
from typing import Final

from bureau.registers.identifiers import id_check_character

# No place in the country has this area code, so no living person has these numbers.
NOWHERE: Final = "000000"
_FAMILY: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN: Final = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
_PLACES: Final = "云浦东湖西城南山北河石湾大塘"
_TRADES: Final = ("纺织", "家政服务", "机械", "电子", "食品", "物流", "建材", "农产品加工")
_FIRST_BIRTH: Final = datetime.date(1962, 1, 1)
_BIRTHDAYS: Final = 15_000


def name_of(number: int) -> str:
    """The name of the n-th person; names come again after some thousands, ID numbers do not."""
    family = _FAMILY[number % len(_FAMILY)]
    rest = number // len(_FAMILY)
    return family + _GIVEN[rest % len(_GIVEN)] + _GIVEN[rest // len(_GIVEN) % len(_GIVEN)]


def id_number_of(number: int) -> str:
    """A number that satisfies GB 11643 and belongs to nobody."""
    born = _FIRST_BIRTH + datetime.timedelta(days=number % _BIRTHDAYS)
    body = f"{NOWHERE}{born:%Y%m%d}{number // _BIRTHDAYS % 1000:03d}"
    return body + id_check_character(body)


def firm_of(number: int) -> str:
    """The name of the n-th firm; each number has its own."""
    place = _PLACES[number % len(_PLACES)] + _PLACES[number * 5 % len(_PLACES)]
    return f"示范{place}{_TRADES[number % len(_TRADES)]}{number:05d}有限公司"
