"""The listing beside a pack (材料清单.xlsx): what was made, is blank, was held back, is to check, was left behind."""

from __future__ import annotations

from service.batches.pack import Summary
from service.batches.plain_book import text_sheet, workbook

LISTING_NAME = "材料清单.xlsx"
PRINT_NAME = "打印合并.docx"
PRINT_PDF = "打印合并.pdf"
PDF_FOLDER = "PDF"
PAPERS_SHEET, CHECKS_SHEET, SOURCES_SHEET = "材料清单", "需要核对", "数据来源"
FILE_HEAD = "文件名"
LEFT_BEHIND = "上次的材料"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same papers give the same bytes


def listing(summary: Summary) -> bytes:
    """The workbook's bytes. Texts from the data are written as text, never as formulas."""
    made = [
        (str(number), item.title, item.subject, item.file_name, "；".join(item.blanks) or "无")
        for number, item in enumerate(summary.made, start=1)
    ]
    refused = [
        *((item.title, item.subject, "未生成", item.reason) for item in summary.failed),
        *((item.title, item.subject, "暂缓", item.reason) for item in summary.held_back),
    ]
    checks = [
        *(("数字核对", text) for text in summary.questions),
        *(("台账问题", text) for text in summary.problems),
        *((LEFT_BEHIND, name) for name in summary.leftovers),
        *(("模板", text) for text in summary.notes),
        *(("核对决定", text) for text in summary.decisions),
        *(("PDF", text) for text in summary.pdf),
    ]
    sheets = [
        text_sheet(PAPERS_SHEET, ("序号", "材料", "对象", FILE_HEAD, "待填空白"), made),
        text_sheet("未生成与暂缓", ("材料", "对象", "结果", "原因"), refused),
        text_sheet(CHECKS_SHEET, ("类别", "内容"), checks),
    ]
    if summary.sources:
        sheets.append(text_sheet(SOURCES_SHEET, ("数据来源",), [(text,) for text in summary.sources]))
    return workbook(sheets)
