"""Numbers as they are written: full-width, with thousands separators, in Chinese numerals, or both mixed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from data_adapters.grid import Value, as_text
from data_adapters.patterns import regex

Raw = Value | Decimal
"""What a cell may hold: what spreadsheets give, and the exact numbers of JSON and databases."""

LARGEST: Final = Decimal(10) ** 15
"""From here on Excel has lost digits: it keeps 15."""

_LONGEST: Final = 40  # of a number in Chinese numerals; what is longer is no number
_MOST_BITS: Final = 1000  # of an integer that is written out
_MOST_PLACES: Final = 30
_QUOTED: Final = 30
_INVISIBLE: Final = (0x00AD, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
# Not NFKC: it makes "5000①" the number 50001 and "㎡" the two letters m2.
PLAIN: Final[Mapping[int, str | None]] = {
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys(map(ord, "−﹣‐‑"), "-"),
    **dict.fromkeys(map(ord, "﹪٪"), "%"),
    0xFFE5: "¥",
    0x3000: " ",
}
_GROUPED: Final = regex(r"[^\d]*\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?[^\d]*")
_GAP: Final = regex(r"[\d.,]\s+[\d.,]")
_WRITTEN: Final = regex(r"(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?")
_FORMAL: Final = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億兩两○點", "一二三四五六七八九十百千二三六万亿二二〇点"
)
_DIGITS: Final = {char: place for place, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_STEPS: Final = {"亿": 8, "万": 4, "千": 3, "百": 2, "十": 1}
_TENS: Final = tuple(Decimal(10**power) for power in range(9))
NUMERALS: Final = "〇○零一二三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億兩两點"
"""The characters that :func:`counted` reads beside Arabic digits."""


def exact(number: float) -> Decimal:
    """A cell's binary number as the decimal its author typed: Excel itself keeps 15 significant digits."""
    return Decimal(f"{number:.15g}") + 0  # + 0: no minus before a zero


def spelled(value: str) -> str:
    """A text with ordinary digits, letters and signs for the full-width ones, and nothing invisible."""
    return value.translate(PLAIN)


def plain(value: str) -> str:
    """:func:`spelled`, and without any blank or line break."""
    return "".join(spelled(value).split())


def parted(value: str) -> bool:
    """Whether blanks or line breaks keep numbers apart, other than one blank before each three digits (12 000)."""
    text = spelled(value).strip()
    return bool(_GAP.search(text)) and not _GROUPED.fullmatch(text)


def shown(value: Raw) -> str:
    """A cell's value as a person would read it: 8.0 is ``8``, a date is ISO, a huge number 1.0E+40."""
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        value = Decimal(value)
    if isinstance(value, Decimal):
        return f"{value:.6E}" if abs(value.adjusted()) > _MOST_PLACES else f"{value:f}"
    return as_text(value)


def quoted(value: Raw) -> str:
    """A cell's value in Chinese quotation marks, for a sentence; what is long is cut."""
    text = " ".join(shown(value).split())
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}”"


def written(text: str) -> Decimal | None:
    """A number in Arabic digits, with thousands separators in their places or with none; else None."""
    return Decimal(text.replace(",", "")) if text and text != "." and _WRITTEN.fullmatch(text) else None


def counted(text: str) -> Decimal | None:
    """A number in Chinese numerals or both kinds (一亿二千九百万, 1亿2900万); None for none, or an unclear one.

    三万五 is unclear (35,000 or 30,005?), and so is 三五 (three to five).
    """
    return _steps(text.translate(_FORMAL)) if len(text) <= _LONGEST else None


def _steps(text: str) -> Decimal | None:
    for mark, power in _STEPS.items():
        head, found, tail = text.partition(mark)
        if found:
            many = Decimal(1) if not head and mark == "十" else _steps(head)
            rest = _rest(tail, power)
            if many is None or rest is None or (mark in "千百十" and head and not _single(head)):
                return None
            return many * _TENS[power] + rest
    return _base(text)


def _single(head: str) -> bool:
    return head in _DIGITS or written(head) is not None


def _rest(tail: str, power: int) -> Decimal | None:
    """What follows 亿, 万, 千 …: smaller than it, and with its own step, a 零 before it or all its digits."""
    rest = _steps(tail.lstrip("零〇")) if tail.strip("零〇") else Decimal(0)
    if rest is None or rest >= _TENS[power]:
        return None
    clear = not tail or tail[0] in "零〇" or power == 1 or any(mark in tail for mark in _STEPS)
    return rest if clear or (tail.isdecimal() and len(tail) == power) else None


def _base(text: str) -> Decimal | None:
    whole, point, part = text.partition("点")
    if point:
        places = "".join(str(_DIGITS[char]) for char in part if char in _DIGITS)
        many = _base(whole) if whole else None
        return many + Decimal(f"0.{places}") if many is not None and places and len(places) == len(part) else None
    if text and all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text)) if len(text) != 2 else None
    return written(text)
