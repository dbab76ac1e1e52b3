"""One unit for the money of a paper: 26.39亿元 beside 3500万元 makes a reader convert."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from service.wording.numbers import format_wan, format_yi, quantize
from service.wording.values import describe, is_blank, keeps_blank, number

_YI: Final = 10_000
_TELLING: Final = 1_000
"""万元: from here on an amount shows two digits in 亿元 with two places (0.10)."""
_YI_PLACES: Final = 2


class MoneyUnit(StrEnum):
    """The unit money is printed in."""

    WAN = "万元"
    YI = "亿元"


def choose_unit(values: Iterable[object]) -> MoneyUnit:
    """The unit that suits all of these amounts (万元): 亿元 where the largest reaches one 亿 and none gets lost in it.

    An amount gets lost when it has fewer than two digits in 亿元 with two places (below 1000万元) and is not exactly
    what is printed (300万元 is 0.03亿元). Blanks and zeros fit any unit; of nothing else the unit is 万元.
    """
    amounts = [abs(number(value)) for value in values if not is_blank(value)]
    if max(amounts, default=0) < _YI:
        return MoneyUnit.WAN
    kept = (amount >= _TELLING or quantize(amount, _YI_PLACES, -4) * _YI == amount for amount in amounts)
    return MoneyUnit.YI if all(kept) else MoneyUnit.WAN


@keeps_blank
def unit_of(values: object) -> str:
    """:func:`choose_unit` for a template: ``万元`` or ``亿元``. ValueError where there is no list of amounts."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise ValueError(f"此处应为金额的列表，收到的是{describe(values)}。")
    return choose_unit(values).value


@keeps_blank
def format_in(value: object, unit: str, places: int | None = None) -> str:
    """An amount in 万元 printed in ``unit``, whatever its size: ``0.35亿元``, ``263900万元``.

    ``places`` are 2 for 亿元 and 0 for 万元 unless given. ValueError for another unit.
    """
    if unit == MoneyUnit.YI:
        return format_yi(value, _YI_PLACES if places is None else places)
    if unit == MoneyUnit.WAN:
        return format_wan(value, 0 if places is None else places)
    raise ValueError(f"金额单位应为“万元”或“亿元”，收到的是{describe(unit)}。")
