"""Tables inside a .docx, in the child: each is a sheet, named by its number and the paragraph before it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from data_adapters.containers.limits import LARGE, MAX_GRID_CELLS, RefusedError
from data_adapters.containers.wire import packed
from data_adapters.patterns import regex

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BROKEN: Final = "已损坏，读不出里面的表格，请用 Word 打开并另存后再上传"
_UNIT_NOTE = regex(r"[（(]?\s*(?:计量|計量|金额|金額)?[单單]\s*位\s*[:：]")
_WIDEST: Final = 1_000  # Word itself stops at 63 columns


def tables(data: bytes, name: str) -> Iterator[Any]:
    """Every table of the document's body, as ``excel.sheets`` gives them. Raises :class:`RefusedError`."""
    body = _body(data, name)
    number, caption = 0, ""
    for block in _blocks(body):
        if block.tag == f"{_W}p":
            text = _text(block)
            # A note on the unit stands between a table and its title.
            caption = f"{caption} {text}" if caption and _UNIT_NOTE.match(text) else text or caption
            continue
        number += 1
        yield from _table(block, f"表{number}（{caption[:40]}）" if caption else f"表{number}", name)
        caption = ""
    pictures = body.find(f".//{_W}drawing") is not None or body.find(f".//{_W}pict") is not None
    if not number:
        seen = "没有表格，只有图片；图片里的表格读不了" if pictures else "没有表格"
        raise RefusedError(f"“{name}”是 Word 文档，里面{seen}，请上传 Excel 表格")
    if pictures:
        yield "note", "", "pictures", "文档里有图片，图片中的内容读不了；如果图片里是表格，请改发表格文件"


def _body(data: bytes, name: str) -> etree._Element:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = package.read("word/document.xml").replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(content, parser).find(f"{_W}body")
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise RefusedError(f"“{name}”{_BROKEN}") from error
    if body is None:
        raise RefusedError(f"“{name}”{_BROKEN}")
    return body


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a body, also those inside content controls and revisions."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _blocks(child)


def _table(table: etree._Element, title: str, name: str) -> Iterator[Any]:
    rows: list[list[str]] = []
    spans: list[list[int]] = []
    open_spans: dict[int, list[int]] = {}  # column → [first row, first column, last row, last column]
    cells = 0
    for row in _children(table, "tr"):
        rows.append(_row(row, len(rows) + 1, open_spans, spans))
        cells += len(rows[-1])
        if cells > MAX_GRID_CELLS:
            raise RefusedError(f"“{name}”{LARGE}")
    width = max(map(len, rows), default=0)
    if len(rows) * width > MAX_GRID_CELLS:
        raise RefusedError(f"“{name}”{LARGE}")
    if table.find(f".//{_W}tc//{_W}tbl") is not None:
        yield "note", title, "nested_table", "单元格里还套着表格，套着的表格没有读；请把它拆成单独的表格"
    yield "sheet", title, [tuple(span) for span in spans if span[:2] != span[2:]]
    for line in rows:
        line.extend([""] * (width - len(line)))
    for chunk in packed(rows):
        yield "rows", *chunk


def _row(row: etree._Element, number: int, open_spans: dict[int, list[int]], spans: list[list[int]]) -> list[str]:
    cells = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _children(row, "tc"):
        column, wide = len(cells) + 1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        joined = cell.find(f"{_W}tcPr/{_W}vMerge")
        above = open_spans.get(column)
        goes_on = joined is not None and joined.get(f"{_W}val", "continue") == "continue"
        if goes_on and above is not None and above[2] == number - 1:
            above[2] = number
            cells += [""] * wide
            continue
        open_spans[column] = [number, column, number, column + wide - 1]
        spans.append(open_spans[column])
        cells += ["\n".join(filter(None, map(_text, _children(cell, "p")))), *[""] * (wide - 1)]
    return cells


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _children(child, tag)


def _number(element: etree._Element | None, otherwise: int) -> int:
    given = "" if element is None else element.get(f"{_W}val") or ""
    return min(int(given), _WIDEST) if given.isascii() and given.isdecimal() and len(given) < 10 else otherwise


def _text(paragraph: etree._Element) -> str:
    """What a paragraph shows: without deleted text and field codes."""
    pieces = []
    for item in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if item.tag == f"{_W}t":
            pieces.append(item.text or "")
        elif (parent := item.getparent()) is not None and parent.tag == f"{_W}r":
            pieces.append({"tab": "\t", "noBreakHyphen": "-"}.get(etree.QName(item).localname, "\n"))
    return "".join(pieces).strip()
