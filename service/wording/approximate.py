"""概数: two neighbouring digits, 几, and one word of doubt, never two (GB/T 15835-2011, 4.2.2)."""

from __future__ import annotations

import re
from typing import Final

from service.wording.numbers import chinese_ordinal
from service.wording.values import describe, keeps_blank, number, whole, words

_RANKS: Final = ("", "十", "百", "千")
_MOST: Final = 9999
_DOUBT: Final = r"约|左右|上下|余|多|近|大概|几"
_BEFORE, _BEHIND, _INSIDE = frozenset({"约", "近"}), frozenset({"左右", "上下"}), frozenset({"余", "多"})


@keeps_blank
def neighbours(value: object, measure: str = "") -> str:
    """A number and the next one, no 顿号 between: 3 is ``三四``, 45 ``四十五六``, 300 ``三四百``; 2 before 百 is 两.

    ``measure`` follows: ``三四个月``. ValueError: what nobody says so, such as 9 and 10, or 350 and 360.
    """
    count = whole(value, "概数", 1, _MOST)
    rank = next(rank for rank in range(3, -1, -1) if count % 10**rank == 0)
    head, last = divmod(count // 10**rank, 10)
    if last == 9 or (rank and head):
        raise ValueError(f"{count}没有两数连用的概数说法，请改用“约”或“几”，如 {{{{ {count}|约数 }}}}。")
    if rank:
        first = "两" if last == 2 and rank > 1 else chinese_ordinal(last)
        return f"{first}{chinese_ordinal(last + 1)}{_RANKS[rank]}{measure}"
    return f"{'两' if count == 2 else chinese_ordinal(count)}{chinese_ordinal(last + 1)}{measure}"


@keeps_blank
def several(value: object, measure: str = "") -> str:
    """``几个``, ``十几个``, ``二十几个``, ``三百多个``; a round number is said as it is: 20 is ``二十个``."""
    count = whole(value, "概数", 1, _MOST)
    if count < 10:
        return f"几{measure}"
    size = 10 ** (len(str(count)) - 1)
    said = chinese_ordinal(count // size * size)
    rest = "" if count % size == 0 else "几" if size == 10 else "多"
    return f"{said}{rest}{measure}"


@keeps_blank
def about(value: object, word: str = "约") -> str:
    """A number, or a text that begins with one, with one word of doubt: ``约300万元``, ``300万元左右``, ``300余万元``.

    余 and 多 stand behind the digits of a whole number. ValueError: a second word of doubt, 余 or 多 behind decimals,
    or a word that is none of 约, 近, 左右, 上下, 余, 多.
    """
    text = value if isinstance(value, str) else f"{number(value):f}"
    if again := re.search(_DOUBT, text):
        raise ValueError(f"“{text}”已有“{again[0]}”，概数词只用一次，请去掉一个。")
    parts = re.fullmatch(r"(?P<digits>[0-9][0-9,]*(?P<rest>\.[0-9]+)?)(?P<unit>.*)", text, re.DOTALL)
    if not parts:
        raise ValueError(f"此处应为数或以数开头的文字，如“300万元”，收到的是{describe(value)}。")
    if words(word, "概数词") in _BEFORE:
        return f"{word}{text}"
    if word in _BEHIND:
        return f"{text}{word}"
    if word not in _INSIDE:
        raise ValueError(f"概数词应为约、近、左右、上下、余、多之一，收到的是{describe(word)}。")
    if parts["rest"] or not parts["digits"].endswith("0"):
        raise ValueError(f"“{text}”不是整十的整数，后面不能用“{word}”，请改用“约”。")
    return f"{parts['digits']}{word}{parts['unit']}"
