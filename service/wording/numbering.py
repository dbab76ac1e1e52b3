"""Numbers that name: 第三批, 安项调〔2026〕15号 (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

import re
from typing import Final

from service.wording.numbers import chinese_ordinal
from service.wording.values import describe, keeps_blank, whole, words

_EXAMPLE: Final = "安项调〔2026〕15号"
_YEARS: Final = (1949, 2999)
_SERIALS: Final = (1, 99_999)
# Not compiled beforehand: few papers have a number that is typed.
_CODE: Final = r"[^0-9０-９\s〔〕\[\]［］()（）【】{}<>《》第号]+"
_NUMBER: Final = rf"{_CODE}〔[0-9]{{4}}〕(?:[1-9][0-9]{{0,4}}|[ 　]+)号"
_FAULTS: Final = (
    (r"[\[\]［］()（）【】]", "年份要用六角括号〔〕"),
    (r"〔[^〕]*〕\s*第", "序号前不加“第”字"),
    (r"〔[^〕]*〕\s*0", "序号不编虚位，前面不加 0"),
    (r"〔(?![0-9]{4}〕)[^〕]*〕", "年份要写全四位半角数字"),
    (r"(?<!号)$", "最后要有“号”字"),
)


@keeps_blank
def nth(value: object, measure: str = "批", *, digits: bool = False) -> str:
    """``第三批``, with ``digits`` ``第3批``: one of the two throughout a paper. From 1 to 9999."""
    count = chinese_ordinal(value)
    return f"第{whole(value, '序号', 1, 9999) if digits else count}{words(measure, '量词')}"


@keeps_blank
def document_number(value: object, year: object = None, serial: object = None) -> str:
    """A 发文字号 from its parts (``安项调``, 2026, 15), or a whole one, proved: ``安项调〔2026〕15号``.

    A whole one may have blanks in place of its serial number, for it is issued later. ValueError, which says what is
    wrong: other brackets, a year of less than four digits, 第 or a zero before the serial number.
    """
    text = words(value, "发文字号")
    if year is None and serial is None:
        return _proved(text)
    code = text.strip()
    if not re.fullmatch(_CODE, code):
        raise ValueError(f"发文机关代字应只有文字，如“安项调”，收到的是{describe(value)}。")
    if isinstance(serial, str) and serial.startswith("0"):
        raise ValueError(f"发文字号的序号不编虚位，前面不加 0，收到的是{describe(serial)}。")
    return f"{code}〔{whole(year, '发文字号的年份', *_YEARS)}〕{whole(serial, '发文字号的序号', *_SERIALS)}号"


def _proved(text: str) -> str:
    if re.fullmatch(_NUMBER, text):
        return text
    why = next((fault for pattern, fault in _FAULTS if re.search(pattern, text)), "写法不对")
    raise ValueError(f"发文字号“{text}”{why}，应如“{_EXAMPLE}”。")
