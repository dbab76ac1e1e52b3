"""溯源.xlsx: the trace of a pack as a person looks it up, each cell a link to the uploaded file, its sheet and cell.

Written by hand as rows of ready text: a pack has thousands of figures, and their trace must cost less than the papers.
Links are external ones with a place in the file (ECMA-376-1 §18.3.1.47); a sheet takes no more of them, and no more
rows, than Excel opens (65,530 and 1,048,576).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from data_adapters import column_letter
from service.assembly.writer import Writer
from service.batches.tracing import UNTRACED, Trace

TRACE_BOOK: Final = "溯源.xlsx"
_MOST_LINKS: Final = 65_000
_MOST_ROWS: Final = 1_000_000
_LONGEST: Final = 32_000  # characters Excel shows in a cell
_SHEETS: Final = {
    "印出的数": ("材料", "部分", "段", "印出", "精确值", "公式", "单元格"),
    "计算步骤": ("步骤", "单位", "由哪些步骤得来", "精确值", "公式", "单元格"),
    "其余单元格": ("步骤", "单元格"),
    "上传的文件": ("文件", "SHA-256"),
}
_WIDTHS: Final = {"步骤": 8, "部分": 8, "段": 6, "单位": 8, "印出": 24, "精确值": 34, "公式": 60, "SHA-256": 70}
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSAFE: Final = re.compile(r"[\x00-\x20%#?\"<>{}|^`\[\]\x7f]")
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
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf fontId="2" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _sheet(heads: Sequence[str], rows: Sequence[str], links: Iterable[tuple[int, str]]) -> str:
    """A sheet's part: rows of ready cells, the last of which lead to the places that ``links`` gives by row, from 0;
    what came from no file (a database) leads nowhere."""
    letter = column_letter(len(heads))
    found = [f'<hyperlink ref="{letter}{row + 2}" {place}/>' for row, place in islice(links, _MOST_LINKS) if place]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_WIDTHS.get(head, 40)}" customWidth="1"/>'
        for n, head in enumerate(heads, start=1)
    )
    cells = "".join(f'<c t="str" s="1"><v>{head}</v></c>' for head in heads)
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{cells}</row><row>{'</row><row>'.join(rows[:_MOST_ROWS])}</row></sheetData>"
        f"{'<hyperlinks>' if found else ''}{''.join(found)}{'</hyperlinks>' if found else ''}</worksheet>"
    )


def trace_book(trace: Trace) -> bytes:
    """The workbook's bytes."""
    sheets = _Book(trace).sheets()
    addresses = [trace.targets.get(name, name) for name, _ in trace.files]
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/hyperlink" Target="{_attribute(_target(address))}" '
        'TargetMode="External"/>'
        for n, address in enumerate(addresses, start=1)
    )
    parts = {"xl/styles.xml": _STYLES, **_frame()}
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
        parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relationships(links)
    return Writer(()).write((name.encode(), text.encode()) for name, text in parts.items())


class _Book:
    """The sheets of one trace. What is said of a step stands on two of them, so it is put in words once."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        sheets = [_place(file, name) if trace.files[file][1] else "" for file, name in trace.sheets]
        self._places = [f'{sheets[sheet]}{name}"' if sheets[sheet] else "" for sheet, name in trace.cells]
        self._addresses = _escaped([trace.address(cell) for cell in range(len(trace.cells))])
        formulas = [f"{_OPEN}{formula}{_CLOSE}" for formula in _escaped(trace.formulas)]
        values = _escaped([row[1] or row[3] for row in trace.steps])
        self._told = [
            f"{_OPEN}{value}{_CLOSE}{formulas[row[0]]}{self._cell(row[4], row[5])}"
            for value, row in zip(values, trace.steps, strict=True)
        ]
        self._links = [
            self._places[row[5][0]] if row[5] else f"location=\"'计算步骤'!A{number}\""
            for number, row in enumerate(trace.steps, start=2)
        ]

    def sheets(self) -> Iterator[str]:
        """The parts, in the order of ``_SHEETS``."""
        yield self._marks()
        yield self._steps()
        others = [(number, cell) for number, row in enumerate(self._trace.steps, start=1) for cell in row[5][1:]]
        rows = [f"{_number(number)}{_LINKED}{self._addresses[cell]}{_CLOSE}" for number, cell in others]
        yield _sheet(_SHEETS["其余单元格"], rows, enumerate(self._places[cell] for _, cell in others))
        files = [f"{_text(name)}{_text(digest)}" for name, digest in self._trace.files]
        yield _sheet(_SHEETS["上传的文件"], files, ())

    def _cell(self, steps: Sequence[int], cells: Sequence[int]) -> str:
        """What shows the cells a figure was read from, or leads to what it was worked out from."""
        if not cells:
            return f"{_LINKED}见计算步骤（由{len(steps)}项得来）{_CLOSE}" if steps else _EMPTY
        more = f" 等{len(cells)}格" if len(cells) > 1 else ""
        return f"{_LINKED}{self._addresses[cells[0]]}{more}{_CLOSE}"

    def _marks(self) -> str:
        """A line for each printed figure."""
        marks, told = self._trace.marks, self._told
        files, printed = _escaped([file for *_, file in self._trace.papers]), _escaped([mark[3] for mark in marks])
        rows = [
            f"{_OPEN}{files[paper]}{_CLOSE}{_OPEN}{part}{_CLOSE}{_number(paragraph) if paragraph else _EMPTY}"
            f"{_OPEN}{text}{_CLOSE}{told[step] if step >= 0 else f'{_text(exact)}{_NO_ORIGIN}'}"
            for text, (paper, part, paragraph, _, exact, step) in zip(printed, marks, strict=True)
        ]
        links = ((row, self._links[mark[5]]) for row, mark in enumerate(marks) if mark[5] >= 0)
        return _sheet(_SHEETS["印出的数"], rows, links)

    def _steps(self) -> str:
        """A line for each step; what was read from more than one cell has the others on a sheet of their own."""
        rows = [
            f"{_number(number)}{_OPEN}{row[2]}{_CLOSE}{f'{_OPEN}{_spans(row[4])}{_CLOSE}' if row[4] else _EMPTY}{told}"
            for number, (row, told) in enumerate(zip(self._trace.steps, self._told, strict=True), start=1)
        ]
        links = ((row, self._links[row]) for row, step in enumerate(self._trace.steps) if step[5])
        return _sheet(_SHEETS["计算步骤"], rows, links)


# Text, whatever it looks like: "=1+1" out of a ledger is no formula.
_OPEN: Final = '<c t="str"><v>'
_LINKED: Final = '<c t="str" s="2"><v>'
_CLOSE: Final = "</v></c>"
_EMPTY: Final = "<c/>"
_NO_ORIGIN: Final = f"{_OPEN}{UNTRACED}{_CLOSE}"


def _escaped(texts: Iterable[str]) -> list[str]:
    """Texts as XML, each on one line; all at once, for there are thousands of them."""
    lines = [text.replace("\n", " ") if len(text) < _LONGEST else f"{text[:_LONGEST]}……" for text in texts]
    return escape(_FORBIDDEN.sub("□", "\n".join(lines))).split("\n") if lines else []


def _text(text: str) -> str:
    return f"{_OPEN}{escape(_FORBIDDEN.sub('□', text))}{_CLOSE}"


def _number(number: int) -> str:
    return f"<c><v>{number}</v></c>"


def _place(file: int, sheet: str) -> str:
    """The attributes of a link to a sheet of an uploaded file, up to the name of the cell."""
    title = sheet.replace("'", "''")
    return f'r:id="rId{file + 1}" location="\'{_attribute(title)}\'!'


def _spans(numbers: Sequence[int]) -> str:
    """The numbers of steps, from 1, three or more in a row as a span: 1、3—6、8."""
    if len(numbers) < 3:
        return "、".join([str(number + 1) for number in numbers])
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number + 1 == spans[-1][-1] + 1:
            spans[-1].append(number + 1)
        else:
            spans.append([number + 1])
    parts = ([f"{span[0]}—{span[-1]}"] if len(span) > 2 else map(str, span) for span in spans)
    said = "、".join(part for few in parts for part in few)
    return said if len(said) < _LONGEST else f"{said[:_LONGEST]}……"


def _target(address: str) -> str:
    """A path as the target of a relationship: names in Chinese stay as they are."""
    return _UNSAFE.sub(lambda found: quote(found[0]), address.replace("\\", "/"))


def _attribute(text: str) -> str:
    return escape(_FORBIDDEN.sub("□", text), {'"': "&quot;"})


def _relationships(entries: str) -> str:
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _frame() -> dict[str, str]:
    """The parts around the sheets."""
    numbers = range(1, len(_SHEETS) + 1)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, _SHEETS, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = f'<Relationship Id="rId{len(_SHEETS) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
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
