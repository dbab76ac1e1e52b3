"""Cells that hold nothing: what real sheets write for "nobody reported it", for "does not apply", and for a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from data_adapters.containers.limits import UNCACHED
from data_adapters.patterns import regex
from data_adapters.records import MISSING, NOT_APPLICABLE, Absent
from data_adapters.values.digits import LARGEST, PLAIN, Raw, plain, quoted

# A zero is never one of these, nor is a word that says something (待定, 已完成): that is text, and no number.
_WORDS: Final[Mapping[Absent, tuple[str, ...]]] = {
    # Nobody reported it: a blank, and what people or exporting programs write for one.
    MISSING: (
        *(
            "",
            "未报",
            "未上报",
            "暂未上报",
            "暂未报",
            "未报送",
            "未填",
            "未填报",
            "未提供",
            "未统计",
            "缺",
            "缺报",
            "漏报",
        ),
        *("暂缺", "待报", "待补", "待填", "待补充", "暂无", "暂无数据", "无数据", "null", "(null)"),
    ),
    # There is nothing to report.
    NOT_APPLICABLE: ("无", "没有", "不适用", "不涉及", "n/a", "na", "(无)"),
}
# The same for a sign, however often it is repeated: **, xxx, ——, //, ……
_SIGNS: Final[Mapping[Absent, tuple[str, ...]]] = {
    MISSING: ("*", "x×✕╳", "?", "…", ".", "_"),
    NOT_APPLICABLE: ("-—–―─", "/", "\\"),
}
_TRADITIONAL: Final = str.maketrans("无没报适暂补统计数据", "無沒報適暫補統計數據")
_BY_WORD: Final = {
    spelt: absent
    for absent, words in _WORDS.items()
    for word in words
    for spelt in (word, word.translate(_TRADITIONAL))
}
_BY_SIGN: Final = {sign: absent for absent, groups in _SIGNS.items() for group in groups for sign in group}
_RUN: Final = regex("|".join(f"[{re.escape(group)}]+" for groups in _SIGNS.values() for group in groups))
_FULL_STOPS: Final = regex(r"\.{1,2}")  # one or two points are a slip of the key, not an ellipsis
_FORMULA_ERROR: Final = regex(
    r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)", re.IGNORECASE
)
_STARTS: Final = {word[:1] for word in _BY_WORD} | _BY_SIGN.keys()
FIRST: Final = frozenset(
    {*_STARTS, *map(str.upper, _STARTS), "#"}
    | {chr(code) for code, char in PLAIN.items() if char is None or {char, char.lower()} & _STARTS}
    | {chr(code) for code in range(0x3001) if chr(code).isspace()}
)
"""What a text that holds nothing, or a fault, begins with: a cheap look before a closer one."""


def broken(value: Raw) -> str:
    """Why a cell of any type holds nothing that can be read: a formula without result, digits Excel lost; else ""."""
    if isinstance(value, str):
        text = value.strip()
        if text == UNCACHED:
            return "公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再上传"
        return f"公式出错（{text}），请改正公式后重新保存" if _FORMULA_ERROR.fullmatch(text) else ""
    if isinstance(value, bool) or not isinstance(value, float | int | Decimal):
        return ""
    number = Decimal(value)
    if not number.is_finite():
        return f"“{value}”不是数，请重新填写"
    if abs(number) >= LARGEST:
        return f"{quoted(value)}超过 15 位有效数字，Excel 已丢失精度，请核对原数，编号请按文本填写"
    return ""


def absence(value: Raw) -> Absent | None:
    """Which kind of nothing a cell holds, or None when it holds something."""
    if not isinstance(value, str) or (value and value[0] not in FIRST):
        return None
    text = plain(value).lower()
    if found := _BY_WORD.get(text):
        return found
    return _BY_SIGN[text[0]] if _RUN.fullmatch(text) and not _FULL_STOPS.fullmatch(text) else None


def nothing(value: Raw) -> tuple[Absent, str] | None:
    """Which kind of nothing a cell holds, and what is wrong with it; None when there is something to read."""
    fault = broken(value)
    absent = MISSING if fault else absence(value)
    return None if absent is None else (absent, fault)
