"""The sheet 问题清单: every problem in a line, with a link to its cell. Texts only, never a formula."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from html import escape
from typing import Final

from lxml import etree

from data_adapters.letters import column_letter
from data_adapters.marked.comments import plain
from data_adapters.marked.entries import Entry
from data_adapters.marked.package import MAIN, Package, number
from data_adapters.marked.styles import COLOURS, Styles
from data_adapters.problem_list import MARK

NAME: Final = "问题清单"
_HEADINGS: Final = ("序号", "工作表", "单元格", "程度", "问题", "怎么办")
_WIDTHS: Final = (6, 18, 14, 8, 60, 44)
_GUIDE: Final = "点“单元格”一列可跳到该处；改好后直接上传本工作簿即可，本表、批注和底色会自动更新，不必删除。"
_MAX_LINKS: Final = 65_000  # Excel's own limit is 65,530 in a sheet


def first_text(package: Package, part: str) -> str:
    """The text of the first cell of a worksheet; "" if it is no text."""
    for _, cell in etree.iterparse(io.BytesIO(package.read(part)), tag=f"{{{MAIN}}}c", resolve_entities=False):
        value = cell.findtext(f"{{{MAIN}}}v", "")
        if cell.get("t") == "s" and value and package.has("xl/sharedStrings.xml"):
            return _shared(package, number(value))
        return "".join(str(text) for text in cell.itertext())
    return ""


def _shared(package: Package, wanted: int) -> str:
    source = io.BytesIO(package.read("xl/sharedStrings.xml"))
    for at, (_, item) in enumerate(etree.iterparse(source, tag=f"{{{MAIN}}}si", resolve_entities=False)):
        if at == wanted:
            return "".join(str(text) for text in item.itertext())
        item.clear()
    return ""


def sheet(
    entries: Sequence[Entry], remarks: Sequence[str], sheets: Collection[str], styles: Styles, file: str
) -> bytes:
    """The worksheet. ``remarks`` are sentences on the copy as a whole; links lead only into ``sheets``."""
    heading = styles.listed('<b/><sz val="10"/>', "FFE7E6E6", "center")
    title = styles.listed('<b/><sz val="14"/>')
    text = styles.listed('<sz val="10"/>')
    link = styles.listed('<u/><sz val="10"/><color rgb="FF0563C1"/>')
    levels = {severity: styles.listed('<sz val="10"/>', colour, "center") for severity, colour in COLOURS.items()}
    top = [(_title(entries, file), title), *((line, text) for line in (_GUIDE, *remarks))]
    head = len(top) + 1
    rows = [_row(row, [line], [style] * 6, _lines((line,), (150,))) for row, (line, style) in enumerate(top, 1)]
    rows.append(_row(head, _HEADINGS, [heading] * 6, 1))
    links: list[str] = []
    for at, entry in enumerate(entries, 1):
        row = head + at
        place, cells = _place(entry)
        target = _target(entry, sheets)
        if target and len(links) < _MAX_LINKS:
            links.append(f'<hyperlink ref="C{row}" location="{escape(target)}" display="{escape(plain(cells))}"/>')
        texts = (place, cells, entry.level, entry.what, entry.cure)
        ids = (text, text, link if target else text, levels[entry.severity], text, text)
        rows.append(_row(row, (at, *texts), ids, _lines(texts, _WIDTHS[1:])))
    return _sheet_xml(rows, links, head, head + len(entries))


def _sheet_xml(rows: Sequence[str], links: Sequence[str], head: int, last: int) -> bytes:
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(_WIDTHS, 1))
    merged = "".join(f'<mergeCell ref="A{row}:F{row}"/>' for row in range(1, head))
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{head + 1}"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A{head}:F{max(last, head)}"/><mergeCells count="{head - 1}">{merged}</mergeCells>{linked}'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _title(entries: Sequence[Entry], file: str) -> str:
    if not entries:
        return f"{MARK}（{file}）：没有发现问题"
    counts = Counter(entry.level for entry in entries)
    return f"{MARK}（{file}）：共 {len(entries)} 条，其中{'、'.join(f'{level} {n} 条' for level, n in counts.items())}"


def _place(entry: Entry) -> tuple[str, str]:
    """Sheet and cells as the list shows them; what is no cell of this file is named as a whole."""
    if not entry.cells:
        return entry.where, ""
    sheets = list(dict.fromkeys(cell.sheet for cell in entry.cells))
    if len(sheets) == 1:
        return sheets[0], "、".join(cell.name for cell in entry.cells)
    return "、".join(sheets), "、".join(f"{cell.sheet}!{cell.name}" for cell in entry.cells)


def _target(entry: Entry, sheets: Collection[str]) -> str:
    cell = next((cell for cell in entry.cells if cell.sheet in sheets), None)
    return "'{}'!{}".format(cell.sheet.replace("'", "''"), cell.name) if cell else ""


def _lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    """How many lines the fullest cell takes: Excel does not fit the height of a row by itself on opening."""
    return max(
        -(-sum(2 if char > "ÿ" else 1 for char in t) // (w - 2)) or 1 for t, w in zip(texts, widths, strict=True)
    )


def _row(row: int, values: Sequence[str | int], styles: Sequence[int], lines: int) -> str:
    height = min(lines * 14 + 8, 400)
    return f'<row r="{row}" ht="{height}" customHeight="1">{"".join(_cells(row, values, styles))}</row>'


def _cells(row: int, values: Sequence[str | int], styles: Sequence[int]) -> Iterator[str]:
    for column, style in enumerate(styles, 1):
        start = f'<c r="{column_letter(column)}{row}" s="{style}"'
        value = values[column - 1] if column <= len(values) else ""
        if value == "":
            yield f"{start}/>"
        elif isinstance(value, int):
            yield f"{start}><v>{value}</v></c>"
        else:
            yield f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(plain(value), quote=False)}</t></is></c>'
