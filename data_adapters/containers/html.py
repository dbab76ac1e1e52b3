"""Tables of a web page, in the child: other systems export them under the name .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from data_adapters.containers.encodings import decode
from data_adapters.containers.limits import LARGE, MAX_GRID_CELLS, Range, RefusedError, within
from data_adapters.containers.wire import packed
from data_adapters.patterns import regex

_WIDEST: Final = 16_384
_HIDDEN = regex(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = regex(r"[ \t\r\n\f]+")


def tables(data: bytes, name: str) -> Iterator[Any]:
    """Every table that holds no other table, as ``excel.sheets`` gives them, and ("hidden", rows) with each."""
    number = 0
    for table in _page(data, name).iter("table"):
        if table.find(".//table") is not None:
            yield from _outer(table)
            continue
        rows, merges, hidden = _read(table, name)
        if not rows:
            continue
        number += 1
        yield "sheet", f"表{number}", merges
        yield "hidden", hidden
        for chunk in packed(rows):
            yield "rows", *chunk
    if not number:
        raise RefusedError(f"“{name}”是网页，里面没有表格，请上传 Excel 表格")


def _outer(table: lxml_html.HtmlElement) -> Iterator[Any]:
    """A note where a table that holds others has text of its own, which is not read."""
    own = "".join(table.xpath(".//text()[count(ancestor::table) = $deep]", deep=_depth(table)))
    if own.strip():
        yield "note", "", "nested_table", f"有表格套着表格，只读了里面的；外面的“{own.split()[0][:20]}”等文字没有读"


def _depth(table: lxml_html.HtmlElement) -> int:
    return 1 + sum(1 for _ in table.iterancestors("table"))


def _page(data: bytes, name: str) -> lxml_html.HtmlElement:
    text = decode(_declared(data), name)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(f"“{name}”是网页，但内容不完整，请重新导出或用 Excel 打开后另存为 .xlsx 再上传") from error


def _declared(data: bytes) -> bytes:
    """The bytes as UTF-8 where the page itself says that it is Big5: those bytes are also good GB18030."""
    if re.search(rb"charset\s*=\s*[\"']?big5", data[:2048], re.IGNORECASE):
        return data.decode("big5", errors="replace").encode()
    return data


def _read(table: lxml_html.HtmlElement, name: str) -> tuple[list[list[str]], list[Range], list[int]]:
    shown: dict[tuple[int, int], str] = {}
    merges: list[Range] = []
    busy: dict[int, int] = {}  # column → the last row to which a cell above reaches down
    lines = list(table.iter("tr"))
    room = width = 0
    for row, line in enumerate(lines, start=1):
        column = 1
        for cell in line.iterchildren("td", "th"):
            while busy.get(column, 0) >= row:
                column += 1
            wide, deep = _span(cell, "colspan", _WIDEST), min(_span(cell, "rowspan", 65_536), len(lines) - row + 1)
            room += wide * deep
            width = max(width, column + wide - 1)
            if room > MAX_GRID_CELLS or width * len(lines) > MAX_GRID_CELLS:
                raise RefusedError(f"“{name}”{LARGE}")
            if deep > 1:
                busy.update(dict.fromkeys(range(column, column + wide), row + deep - 1))
            if wide * deep > 1:
                merges.append((row, column, row + deep - 1, column + wide - 1))
            shown[row, column] = _shown(cell)
            column += wide
    rows = [[shown.get((row, column), "") for column in range(1, width + 1)] for row in range(1, len(lines) + 1)]
    hidden = [row for row, line in enumerate(lines, start=1) if _HIDDEN.search(line.get("style", ""))]
    return rows, within(name, merges, len(lines), width), hidden


def _span(cell: lxml_html.HtmlElement, attribute: str, most: int) -> int:
    given = cell.get(attribute, "1").strip()
    return min(max(int(given), 1), most) if given.isascii() and given.isdecimal() and len(given) < 10 else 1


def _shown(cell: lxml_html.HtmlElement) -> str:
    """What a cell shows: blanks run together, a line for each <br>, nothing of scripts and styles."""
    pieces: list[str] = []
    for item in cell.iter():
        if item is not cell and item.tag == "br":
            pieces.append("\n")
        if item.tag not in ("script", "style"):
            pieces.append(_BLANKS.sub(" ", item.text or ""))
        if item is not cell:
            pieces.append(_BLANKS.sub(" ", item.tail or ""))
    return "\n".join(line.strip() for line in "".join(pieces).split("\n")).strip()
