"""Small workbooks for the pages of reading: an invented county's ledger of any month, with headings of one's own."""

from __future__ import annotations

import io
from typing import Any

from lxml import html
from openpyxl import Workbook

Row = tuple[Any, ...]


def tree(page: str) -> Any:
    """A page as elements; Any, as the library's own types know none of their methods."""
    return html.fromstring(page)


def workbook(*rows: Row, hidden_rows: tuple[int, ...] = (), title: str = "Sheet") -> bytes:
    """The bytes of a workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for number in hidden_rows:
        sheet.row_dimensions[number].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ledger(month: int, done: tuple[Any, ...] = (80, 10, 50), heading: str = "本期实绩") -> bytes:
    """A ledger at the end of a month; what was done stands under a heading that is not recognised by itself."""
    names = (("栖云镇道路", "栖云镇", 100), ("枕石镇水厂", "枕石镇", 40), ("听泉镇学校", "听泉镇", 200))
    return workbook(
        ("安澜县2026年重点项目台账",),
        (f"截至2026年{month}月底", None, None, "单位：万元"),
        ("项目名称", "责任单位", "年度计划投资", heading, "包联领倒"),
        *((*name, value, "甲") for name, value in zip(names, done, strict=True)),
    )


def sent(unit: str, *rows: Row, line: str = "") -> bytes:
    """What one unit sent: its 填报单位 line (or another), the period and its projects."""
    return workbook(
        (line or f"填报单位：{unit}",),
        ("截至2026年10月底",),
        ("项目名称", "责任单位", "年度计划投资（万元）", "累计完成投资（万元）"),
        *(rows or ((f"{unit}道路", unit, 100, 50),)),
    )


FAULTY = workbook(
    ("截至2026年10月底",),
    ("项目名称", "责任单位", "年度计划投资（万元）", "累计完成投资（万元）"),
    *((f"项目{number}", "栖云镇", 100, "若干") for number in range(1, 251)),
    ("项目末", "栖云镇", "若干", 5),
)
"""250 bad cells in column D and one in column C."""
