"""What may be printed: numbers, the visible gap, and the Chinese sentence that refuses everything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from service.wording.blanks import Blank as Blank  # noqa: PLC0414 - known by this module's name
from service.wording.traced import Exact, Whole, figures_of_all, of_number, told

P = ParamSpec("P")


GAP: Final = Blank("——")
"""The visible blank for a figure nobody reported: a missing figure prints as this and never as 0."""

# Beyond this a number is a slip of the keyboard or an attack: 10^40 万元 is no county's investment.
MAX_INTEGER_DIGITS: Final = 40
_SHOWN_IN_ERRORS: Final = 40
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")


# Written once: a | b is worked out anew at every question.
_FIGURES: Final = (Decimal, Whole)
_TRACED: Final = (Exact, Whole)
_LISTS: Final = (list, tuple)


TOO_LARGE: Final = Blank("过大（请核对台账）")
"""What stands for a computed figure that no paper prints, such as a rate of a plan of 1e-300."""


def fits(value: Decimal) -> bool:
    """Whether a finite number is small enough to be printed: at most 40 integer digits."""
    return not value or value.adjusted() < MAX_INTEGER_DIGITS


def within_reason(value: Decimal) -> Decimal | Blank:
    """``value`` for a formatting function, or :data:`TOO_LARGE`, which they hand on, where it could not print it."""
    return value if fits(value) else TOO_LARGE


def is_blank(value: object) -> bool:
    """True for a :class:`Blank` and for its text ``——``, as JSON brings it."""
    return isinstance(value, Blank) or (isinstance(value, str) and value == GAP)


def keeps_blank(function: Callable[Concatenate[object, P], str]) -> Callable[Concatenate[object, P], str]:
    """Give ``function`` the rules of the gap and of the trace: a blank comes back as it is, anything else is formatted,
    and the text remembers the number, or the members of the list, that it tells."""

    @wraps(function)
    def formatted(value: object, /, *args: P.args, **kwargs: P.kwargs) -> str:
        if isinstance(value, str):
            return value if is_blank(value) else function(value, *args, **kwargs)
        made = function(value, *args, **kwargs)
        if isinstance(value, _FIGURES):
            others = [other for other in args if isinstance(other, _TRACED)]  # the other end of a span
            return told(made, value, *others) if others else of_number(made, value)
        if isinstance(value, _LISTS) and (figures := figures_of_all(value)) and any(map(str.isdigit, made)):
            return told(made, *figures)
        return made

    return formatted


def describe(value: object) -> str:
    """What came, in words for an error sentence; long text is cut.

    An undefined template variable raises its own error here, and that error names the variable.
    """
    if value is None:
        return "空值（None）"
    if isinstance(value, str) and not value.strip():
        return "空白文字"
    text = str(value)
    shown = text if len(text) <= _SHOWN_IN_ERRORS else f"{text[:_SHOWN_IN_ERRORS]}……"
    kinds = {str: "文字", bool: "真假值", float: "浮点数", int: "整数", Decimal: "小数", Exact: "小数", Whole: "整数"}
    kind = kinds.get(type(value))
    return f"{kind or type(value).__name__}“{shown}”"


def number(value: object) -> Decimal:
    """The exact Decimal of a Decimal, an int or a plain numeric string (ASCII digits, no thousands marks).

    Raises ValueError for None, bool, float (its digits are not the ones that were typed), NaN, infinity, other text,
    and numbers of more than 40 integer digits.
    """
    if isinstance(value, Decimal):
        result = value
    elif (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and _NUMBER.fullmatch(value)
    ):
        result = Decimal(value)
    else:
        raise ValueError(f"此处应为数值（整数、小数或数字文字，如“12900.5”），收到的是{describe(value)}。")
    if not result.is_finite():
        raise ValueError(f"此处应为数值，收到的是无法计算的{describe(value)}。")
    if not fits(result):
        raise ValueError(f"数值过大，整数部分不得超过{MAX_INTEGER_DIGITS}位，收到的是{describe(value)}。")
    return result


def whole(value: object, what: str, lowest: int, highest: int) -> int:
    """The int of a whole number within ``lowest`` … ``highest``; ``what`` names it in the ValueError."""
    try:
        exact = number(value)
    except ValueError as error:
        raise ValueError(_whole_expected(what, lowest, highest, value)) from error
    if exact != exact.to_integral_value() or not lowest <= exact <= highest:
        raise ValueError(_whole_expected(what, lowest, highest, value))
    return int(exact)


def _whole_expected(what: str, lowest: int, highest: int, value: object) -> str:
    return f"{what}应为{lowest}至{highest}的整数，收到的是{describe(value)}。"


def words(value: object, what: str) -> str:
    """``value`` if it is text with something in it; ``what`` names it in the ValueError."""
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError(f"{what}应为非空文字，收到的是{describe(value)}。")
