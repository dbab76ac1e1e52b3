"""Cells → texts: trimmed, of printable characters only, and told where characters were lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data_adapters.patterns import regex
from data_adapters.values.absences import FIRST, absence, broken
from data_adapters.values.columns import fill
from data_adapters.values.digits import LARGEST, Raw, shown

_BREAKS: Final = regex(r"(?:_x000D_)?(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])|_x000D_")
_CONTROLS: Final = regex(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_INVISIBLE: Final = regex(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SURROGATES: Final = regex(r"[\ud800-\udfff]")
_LOSSES: Final = (
    (regex(r"[\ufffd\ud800-\udfff]"), "已损坏，无法显示，请按原文改正"),
    (regex(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]"), "（{}）是自造字，换一台电脑就显示不出来，请改成规范的字"),
    (_CONTROLS, "是看不见的控制字符（{}），已经去掉，请核对这一格"),
)
_FEW: Final = 4  # of so many cells each text is looked at once
_MOJIBAKE: Final = regex(r"锟斤拷|烫烫烫|屯屯屯")  # what U+FFFD and unset memory look like in GB encodings
_LOST_DIGITS: Final = regex(r"\d(?:\.\d+)?E\+\d{2}")  # a phone or identity number as a number, saved as text
_SUSPECT: Final = (
    r"\x00-\x1f\x7f-\xa0\u00ad\u061c\u2028-\u202e\u200b-\u200f\u2060-\u206f\ud800-\uf8ff\ufeff\ufffd-\uffff"
    r"\U000f0000-\U0010ffff&_E锟烫屯"
)
# Most texts are clean and pass as they are; a text of several lines, or with anything suspect in it, is looked at.
_CLEAN: Final = regex(rf"(?![\s'])[^{_SUSPECT}]+(?<!\s)")


def text(value: Raw) -> str:
    """A text cell: trimmed; what stands for nothing is ""; a line break in the cell stays one.

    Control and invisible characters are left out, a blank of a web page (&nbsp;) is a blank, and the apostrophe with
    which Excel marks a text is not part of it. What cannot be printed at all is U+FFFD; ``damaged`` tells of it.
    """
    if absence(value) is not None:
        return ""
    if not isinstance(value, str):
        return shown(value)
    whole = _BREAKS.sub("\n", value).replace("&nbsp;", " ").replace("\u00a0", " ")
    whole = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _INVISIBLE.sub("", whole))).strip()
    if whole.startswith("'") and "'" not in whole[1:]:
        whole = whole[1:]
    lines = (line.strip() for line in whole.split("\n"))
    return "\n".join(line for line in lines if line)


def damaged(value: Raw) -> str:
    """What was lost in a text on its way here, with its place, as one Chinese sentence; "" where nothing was."""
    if not isinstance(value, str) or _CLEAN.fullmatch(value):
        return ""
    if found := _MOJIBAKE.search(value):
        return f"第{found.start() + 1}个字起的“{found.group()}”是乱码，请按原文重新填写"
    if _LOST_DIGITS.fullmatch(value.strip()):
        return f"“{value.strip()}”是科学计数法，后面的数字已经丢失，请把单元格设成文本后重新填写"
    for pattern, message in _LOSSES:
        if found := pattern.search(value):
            code = f"U+{ord(found.group()):04X}"
            return f"第{found.start() + 1}个字" + message.format(code)
    return ""


def texts(column: Sequence[Raw]) -> tuple[list[str], dict[int, str]]:
    """:func:`text` of every cell of a column ("" where it is ``broken``), and by position what is broken or damaged."""
    kinds = set(map(type, column))
    distinct = set(column) if kinds == {str} else column  # other types equal each other: True is 1.0
    if len(distinct) * _FEW < len(column):
        known = {value: _looked_at(value) for value in distinct}
        faults = {at: known[value][1] for at, value in enumerate(column) if known[value][1]}
        return [known[value][0] for value in column], faults
    clean = _CLEAN.fullmatch
    found = [value if type(value) is str and clean(value) and value[0] not in FIRST else "" for value in column]
    if float in kinds:
        for at, value in enumerate(column):
            if type(value) is float and value.is_integer() and abs(value) < LARGEST:
                found[at] = str(int(value))
    odd = [position for position, kept in enumerate(found) if not kept]
    return found, fill(found, column, odd, _looked_at)


def _looked_at(value: Raw) -> tuple[str, str]:
    fault = broken(value)
    return ("", fault) if fault else (text(value), damaged(value))
