"""The listing beside a pack (材料清单.xlsx): what was made, is blank, was held back, is to check, was left behind."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from service.batches.pack import Summary

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LISTING_NAME = "材料清单.xlsx"
PRINT_NAME = "打印合并.docx"
PAPERS_SHEET, CHECKS_SHEET, SOURCES_SHEET = "材料清单", "需要核对", "数据来源"
FILE_HEAD = "文件名"
LEFT_BEHIND = "上次的材料"
_WIDEST = 80
# What XML forbids; a file name in another encoding brings lone surrogates.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same papers give the same bytes
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def listing(summary: Summary) -> bytes:
    """The workbook's bytes. Texts from the data are written as text, never as formulas."""
    from openpyxl import Workbook  # noqa: PLC0415 - openpyxl takes long to load, and most commands write no workbook

    book = Workbook()
    made = [
        (str(number), item.title, item.subject, item.file_name, "；".join(item.blanks) or "无")
        for number, item in enumerate(summary.made, start=1)
    ]
    first = book.worksheets[0]
    first.title = PAPERS_SHEET
    fill_table(first, ("序号", "材料", "对象", FILE_HEAD, "待填空白"), made)
    refused = [
        *((item.title, item.subject, "未生成", item.reason) for item in summary.failed),
        *((item.title, item.subject, "暂缓", item.reason) for item in summary.held_back),
    ]
    fill_table(book.create_sheet("未生成与暂缓"), ("材料", "对象", "结果", "原因"), refused)
    checks = [
        *(("数字核对", text) for text in summary.questions),
        *(("台账问题", text) for text in summary.problems),
        *((LEFT_BEHIND, name) for name in summary.leftovers),
        *(("模板", text) for text in summary.notes),
        *(("核对决定", text) for text in summary.decisions),
    ]
    fill_table(book.create_sheet(CHECKS_SHEET), ("类别", "内容"), checks)
    if summary.sources:
        fill_table(book.create_sheet(SOURCES_SHEET), ("数据来源",), [(text,) for text in summary.sources])
    return dateless(book)


def dateless(book: Workbook) -> bytes:
    """The workbook's bytes without the time of saving, which openpyxl writes into the properties and every entry."""
    saved, plain = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return plain.getvalue()


def without_forbidden(text: str) -> str:
    """The text with □ for what XML forbids, as the press shows it."""
    return _FORBIDDEN.sub("□", text)


def fill_table(sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A sheet of texts under headings: bold heads, wrapped cells, nothing taken for a formula."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(1, column, head)
        cell.font = Font(bold=True)
        longest = max((len(row[column - 1]) for row in rows), default=0)
        sheet.column_dimensions[cell.column_letter].width = min(max(longest, len(head)) * 2 + 2, _WIDEST)
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            entry = sheet.cell(number, column)
            entry.value = without_forbidden(text)
            entry.data_type = "s"  # "=1+1" out of a ledger stays text
            entry.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
