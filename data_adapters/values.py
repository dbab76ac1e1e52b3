"""Cells → exact values: amounts in 万元, percentages as ratios, dates as far as they were written.

Every function gives the value and a sentence on what is wrong with it ("" where nothing is): a bad cell is data.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from decimal import Decimal
from typing import Final

from data_adapters.containers import UNCACHED
from data_adapters.grid import Value, as_text
from data_adapters.records import MISSING, NOT_APPLICABLE, Absent, Amount, DateLike, PartialDate

# What stands in real sheets for "nobody reported it" and for "does not apply". A blank is missing.
_MISSING = frozenset(
    {"", "*", "**", "***", "x", "xx", "xxx", "×", "××", "×××", "未报", "未上报", "暂未上报", "缺", "待报", "?", "??"}
)
_NOT_APPLICABLE = frozenset({"-", "--", "---", "—", "——", "–", "―", "─", "/", "\\", "无", "不适用", "n/a", "na", "／"})
MARKS = "★☆▲△●○◆◇※■□"

WAN: Final = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10_000),
    "万": Decimal(1),
    "亿": Decimal(10_000),
}
_AMOUNT = re.compile(r"^(?:约|人民币|¥|￥)*([+-]?[\d,]*\.?\d+)(?:(亿元|百万元|万元|千元|元|亿|万))?整?$")
_LARGEST: Final = Decimal(10) ** 15


_FORMULA_ERROR = re.compile(
    r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)", re.IGNORECASE
)


def broken(value: Value) -> str:
    """Why a cell of any type holds nothing that can be read: a formula without result, digits Excel lost; else ""."""
    if isinstance(value, str):
        text = value.strip()
        if text == UNCACHED:
            return "公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再上传"
        return f"公式出错（{text}），请改正公式后重新保存" if _FORMULA_ERROR.fullmatch(text) else ""
    if isinstance(value, float) and not isinstance(value, bool):
        if not math.isfinite(value):
            return f"“{value}”不是数，请重新填写"
        if abs(value) >= _LARGEST:
            return f"“{as_text(value)}”超过 15 位有效数字，Excel 已丢失精度，请核对原数，编号请按文本填写"
    return ""


def absence(value: Value) -> Absent | None:
    """Which kind of nothing a cell holds, or None when it holds something."""
    if not isinstance(value, str):
        return None
    text = _plain(value).lower()
    if text in _MISSING:
        return MISSING
    return NOT_APPLICABLE if text in _NOT_APPLICABLE else None


def _nothing(value: Value) -> tuple[Absent, str] | None:
    """Which kind of nothing a cell holds, and what is wrong with it; None when there is something to read."""
    fault = broken(value)
    absent = MISSING if fault else absence(value)
    return None if absent is None else (absent, fault)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("−", "-")


def exact(number: float) -> Decimal:
    """A cell's binary number as the decimal its author typed: Excel itself keeps 15 significant digits."""
    return Decimal(f"{number:.15g}")


def amount(value: Value, unit: str) -> tuple[Amount, str]:
    """An amount in 万元 from a cell of a column in ``unit`` ("" counts as 万元, the caller says so)."""
    if nothing := _nothing(value):
        return nothing
    if unit and unit not in WAN:
        return MISSING, f"金额单位“{unit}”无法换算成万元，请改用万元或亿元"
    factor = WAN[unit or "万元"]
    if isinstance(value, bool) or not isinstance(value, str | float | int):
        return MISSING, f"“{as_text(value)}”不是金额，请填数字"
    if isinstance(value, str):
        number, own_unit, fault = _amount_text(value)
        if number is None:
            return MISSING, fault
        factor = WAN[own_unit] if own_unit else factor
    else:
        number = exact(value)
    if abs(number) >= _LARGEST:
        return MISSING, f"“{as_text(value)}”超过 15 位有效数字，Excel 已丢失精度，请核对原数"
    return number * factor, ""


def _amount_text(value: str) -> tuple[Decimal | None, str, str]:
    text = _plain(value)
    negative = re.fullmatch(r"\((.+)\)", text)
    match = _AMOUNT.match(negative.group(1) if negative else text)
    if not match or not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?", match.group(1)):
        return None, "", f"“{value.strip()}”不是金额，请填数字，例如 5000 或 1.29亿元"
    number = Decimal(match.group(1).replace(",", ""))
    return (-number if negative else number), match.group(2) or "", ""


def percent(value: Value) -> tuple[Amount, bool, str]:
    """A percentage as typed, whether it bore its own % sign (then it is already a ratio), and what is wrong."""
    if nothing := _nothing(value):
        return nothing[0], False, nothing[1]
    if isinstance(value, float | int) and not isinstance(value, bool):
        return exact(value), False, ""
    text = _plain(as_text(value))
    signed = text.endswith("%")
    if not re.fullmatch(r"[+-]?(\d+(,\d{3})*)?\.?\d+%?", text):
        return MISSING, False, f"“{as_text(value)}”不是百分数，请填数字，例如 97.2"
    number = Decimal(text.rstrip("%").replace(",", ""))
    return (number / 100 if signed else number), signed, ""


_NO_DATE: Final = "“{}”不是能识别的日期，请写成 2026年3月5日 或 2026年3月"
_DATE_FORMS = (
    re.compile(r"^(?P<y>\d{4})[-./年](?P<m>\d{1,2})[-./月](?P<d>\d{1,2})[日号]?(?:前|止)?(?:00:00:00)?$"),
    re.compile(r"^(?P<y>\d{4})[-./年](?P<m>\d{1,2})月?份?(?P<end>[底末初中]|[上中下]旬)?(?:前|止)?$"),
    re.compile(r"^(?P<y>\d{4})年?(?P<end>[底末初])?(?:前|止)?$"),
    re.compile(r"^(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号](?:前|止)?$"),
    re.compile(r"^(?P<m>\d{1,2})月份?(?P<end>[底末初中]|[上中下]旬)?(?:前|止)?$"),
)


def date(value: Value, year: int) -> tuple[DateLike, str]:
    """A date as far as it was written; a month or day without a year is of ``year`` (0: unknown)."""
    if nothing := _nothing(value):
        return nothing
    if isinstance(value, datetime.date):
        day = _dated(value.year, value.month, value.day)
        return (day, "") if day else (MISSING, _NO_DATE.format(as_text(value)))
    if isinstance(value, float) and 20_000 <= value < 80_000:  # an Excel serial that lost its date format
        serial = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value))
        return PartialDate(serial.year, serial.month, serial.day), ""
    text = _plain(as_text(value))
    if isinstance(value, float) and text.endswith(".1"):  # a typed 2026.10 is the number 2026.1 too
        return MISSING, f"“{text}”分不清是1月还是10月，请写成 {text[:4]}年1月 或 {text[:4]}年10月"
    for form in _DATE_FORMS:
        if match := form.match(text):
            parts = {name: int(part) for name, part in match.groupdict().items() if name != "end" and part}
            found = _dated(parts.get("y", year), parts.get("m"), parts.get("d"))
            if found:
                return found, ""
    return MISSING, _NO_DATE.format(as_text(value))


def _dated(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return PartialDate(year, month or 0, day or 0) if 1949 <= year <= 2100 else None


def text(value: Value) -> str:
    """A text cell: trimmed; what stands for nothing is ""; a line break in the cell stays one."""
    if absence(value) is not None:
        return ""
    lines = (line.strip() for line in as_text(value).replace("\r", "").split("\n"))
    return "\n".join(line for line in lines if line)


def split_marks(name: str) -> tuple[str, str]:
    """A project name without the marks glued to it (★ ☆ ▲ …), and those marks in order."""
    marks = "".join(char for char in name if char in MARKS)
    plain = "".join(" " if char in MARKS else char for char in name)
    return re.sub(r"\s+", "" if _is_chinese(plain) else " ", plain).strip(), marks


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def lead_unit(units: str) -> str:
    """The first of several units in one cell is the lead."""
    parts = [part.strip() for part in re.split(r"[、，,；;/\n]|\s{2,}", units) if part.strip()]
    return parts[0] if parts else ""
