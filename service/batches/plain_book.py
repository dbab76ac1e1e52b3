"""Workbooks of text written by hand, as rows of ready cells: a pack has thousands of lines to tell of, and telling them
must cost less than the papers. The same texts give the same bytes.

Links are external ones with a place in the file (ECMA-376-1 §18.3.1.47); a sheet takes no more of them, and no more
rows, than Excel opens (65,530 and 1,048,576).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice
from typing import Final, NamedTuple

from data_adapters import column_letter
from service.assembly.writer import Writer

# Text, whatever it looks like: "=1+1" out of a ledger is no formula.
OPEN: Final = '<c t="str"><v>'
LINKED: Final = '<c t="str" s="2"><v>'
CLOSE: Final = "</v></c>"
EMPTY: Final = "<c/>"
LONGEST: Final = 32_000  # characters Excel shows in a cell
_BOLD: Final = '<c t="str" s="1"><v>'
_WRAPPED: Final = '<c t="str" s="3"><v>'
_MOST_LINKS: Final = 65_000
_MOST_ROWS: Final = 1_000_000
_WIDEST: Final = 80
# What XML forbids; a file name in another encoding brings lone surrogates.
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES: Final = (
    f'{_DECLARATION}<styleSheet xmlns="{_MAIN}"><fonts count="3"><font><sz val="11"/></font>'
    '<font><b/><sz val="11"/></font><font><u/><sz val="11"/><color rgb="FF0563C1"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf fontId="2" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Sheet(NamedTuple):
    """A sheet: its name and its part."""

    name: str
    part: str


def linked_sheet(
    name: str, heads: Sequence[str], widths: Sequence[int], rows: Sequence[str], links: Iterable[tuple[int, str]]
) -> Sheet:
    """Rows of ready cells under bold heads, the last cells of which lead to the places that ``links`` gives by row,
    from 0; what came from no file (a database) leads nowhere."""
    letter = column_letter(len(heads))
    found = [f'<hyperlink ref="{letter}{row + 2}" {place}/>' for row, place in islice(links, _MOST_LINKS) if place]
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, start=1)
    )
    cells = "".join(f"{_BOLD}{head}{CLOSE}" for head in heads)
    body = "".join(f"<row>{row}</row>" for row in rows[:_MOST_ROWS])
    return Sheet(
        name,
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData><row>{cells}</row>{body}</sheetData>"
        f"{'<hyperlinks>' if found else ''}{''.join(found)}{'</hyperlinks>' if found else ''}</worksheet>",
    )


def text_sheet(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Sheet:
    """Texts under bold heads, each column as wide as its longest asks for, long ones wrapped."""
    longest = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    ready = ["".join([f"{_WRAPPED}{plain(text)}{CLOSE}" for text in row]) for row in rows]
    return linked_sheet(name, heads, [min(2 * most + 2, _WIDEST) for most in longest], ready, ())


def workbook(sheets: Sequence[Sheet], targets: Sequence[str] = ()) -> bytes:
    """The bytes of a workbook, the links of whose sheets lead to ``targets`` as rId1, rId2 …"""
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/hyperlink" Target="{attribute(target)}" TargetMode="External"/>'
        for n, target in enumerate(targets, start=1)
    )
    parts = {"xl/styles.xml": _STYLES, **_frame([sheet.name for sheet in sheets])}
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet.part
        if links:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relationships(links)
    return Writer(()).write((name.encode(), text.encode()) for name, text in parts.items())


def without_forbidden(text: str) -> str:
    """The text with □ for what XML forbids, as the press shows it."""
    return _FORBIDDEN.sub("□", text)


def plain(text: str) -> str:
    """A text as XML."""
    return escape(_FORBIDDEN.sub("□", text), quote=False)


def attribute(text: str) -> str:
    """A text as the value of an attribute."""
    return escape(_FORBIDDEN.sub("□", text))


def _relationships(entries: str) -> str:
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts around the sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{attribute(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = f'<Relationship Id="rId{len(names) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    kinds |= {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    types = "".join(f'<Override PartName="{name}" ContentType="{_KIND}{kind}+xml"/>' for name, kind in kinds.items())
    book = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relationships(book),
        "xl/workbook.xml": f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(links + styles),
    }
