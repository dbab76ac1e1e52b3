"""溯源.xlsx: the trace of a pack as a person looks it up, each cell a link to the uploaded file, its sheet and cell.

Written by hand as rows of ready text: a pack has thousands of figures, and their trace must cost less than the papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from service.batches.plain_book import (
    CLOSE,
    EMPTY,
    LINKED,
    LONGEST,
    OPEN,
    Sheet,
    attribute,
    linked_sheet,
    plain,
    workbook,
)
from service.batches.tracing import UNTRACED, Trace

TRACE_BOOK: Final = "溯源.xlsx"
_SHEETS: Final = {
    "印出的数": ("材料", "部分", "段", "印出", "精确值", "公式", "单元格"),
    "计算步骤": ("步骤", "单位", "由哪些步骤得来", "精确值", "公式", "单元格"),
    "其余单元格": ("步骤", "单元格"),
    "上传的文件": ("文件", "SHA-256"),
}
_WIDTHS: Final = {"步骤": 8, "部分": 8, "段": 6, "单位": 8, "印出": 24, "精确值": 34, "公式": 60, "SHA-256": 70}
_UNSAFE: Final = re.compile(r"[\x00-\x20%#?\"<>{}|^`\[\]\x7f]")
_NO_ORIGIN: Final = f"{OPEN}{UNTRACED}{CLOSE}"


def trace_book(trace: Trace) -> bytes:
    """The workbook's bytes."""
    addresses = [trace.targets.get(name, name) for name, _ in trace.files]
    return workbook(list(_Book(trace).sheets()), [_target(address) for address in addresses])


def _sheet(name: str, rows: Sequence[str], links: Iterable[tuple[int, str]]) -> Sheet:
    heads = _SHEETS[name]
    return linked_sheet(name, heads, [_WIDTHS.get(head, 40) for head in heads], rows, links)


class _Book:
    """The sheets of one trace. What is said of a step stands on two of them, so it is put in words once."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        sheets = [_place(file, name) if trace.files[file][1] else "" for file, name in trace.sheets]
        self._places = [f'{sheets[sheet]}{name}"' if sheets[sheet] else "" for sheet, name in trace.cells]
        self._addresses = _escaped([trace.address(cell) for cell in range(len(trace.cells))])
        formulas = [f"{OPEN}{formula}{CLOSE}" for formula in _escaped(trace.formulas)]
        values = _escaped([row[1] or row[3] for row in trace.steps])
        self._told = [
            f"{OPEN}{value}{CLOSE}{formulas[row[0]]}{self._cell(row[4], row[5])}"
            for value, row in zip(values, trace.steps, strict=True)
        ]
        self._links = [
            self._places[row[5][0]] if row[5] else f"location=\"'计算步骤'!A{number}\""
            for number, row in enumerate(trace.steps, start=2)
        ]

    def sheets(self) -> Iterator[Sheet]:
        """The sheets, in the order of ``_SHEETS``."""
        yield self._marks()
        yield self._steps()
        others = [(number, cell) for number, row in enumerate(self._trace.steps, start=1) for cell in row[5][1:]]
        rows = [f"{_number(number)}{LINKED}{self._addresses[cell]}{CLOSE}" for number, cell in others]
        yield _sheet("其余单元格", rows, enumerate(self._places[cell] for _, cell in others))
        files = [f"{_text(name)}{_text(digest)}" for name, digest in self._trace.files]
        yield _sheet("上传的文件", files, ())

    def _cell(self, steps: Sequence[int], cells: Sequence[int]) -> str:
        """What shows the cells a figure was read from, or leads to what it was worked out from."""
        if not cells:
            return f"{LINKED}见计算步骤（由{len(steps)}项得来）{CLOSE}" if steps else EMPTY
        more = f" 等{len(cells)}格" if len(cells) > 1 else ""
        return f"{LINKED}{self._addresses[cells[0]]}{more}{CLOSE}"

    def _marks(self) -> Sheet:
        """A line for each printed figure."""
        marks, told = self._trace.marks, self._told
        files, printed = _escaped([file for *_, file in self._trace.papers]), _escaped([mark[3] for mark in marks])
        rows = [
            f"{OPEN}{files[paper]}{CLOSE}{OPEN}{part}{CLOSE}{_number(paragraph) if paragraph else EMPTY}"
            f"{OPEN}{text}{CLOSE}{told[step] if step >= 0 else f'{_text(exact)}{_NO_ORIGIN}'}"
            for text, (paper, part, paragraph, _, exact, step) in zip(printed, marks, strict=True)
        ]
        links = ((row, self._links[mark[5]]) for row, mark in enumerate(marks) if mark[5] >= 0)
        return _sheet("印出的数", rows, links)

    def _steps(self) -> Sheet:
        """A line for each step; what was read from more than one cell has the others on a sheet of their own."""
        rows = [
            f"{_number(number)}{OPEN}{row[2]}{CLOSE}{f'{OPEN}{_spans(row[4])}{CLOSE}' if row[4] else EMPTY}{told}"
            for number, (row, told) in enumerate(zip(self._trace.steps, self._told, strict=True), start=1)
        ]
        links = ((row, self._links[row]) for row, step in enumerate(self._trace.steps) if step[5])
        return _sheet("计算步骤", rows, links)


def _escaped(texts: Iterable[str]) -> list[str]:
    """Texts as XML, each on one line; all at once, for there are thousands of them."""
    lines = [text.replace("\n", " ") if len(text) < LONGEST else f"{text[:LONGEST]}……" for text in texts]
    return plain("\n".join(lines)).split("\n") if lines else []


def _text(text: str) -> str:
    return f"{OPEN}{plain(text)}{CLOSE}"


def _number(number: int) -> str:
    return f"<c><v>{number}</v></c>"


def _place(file: int, sheet: str) -> str:
    """The attributes of a link to a sheet of an uploaded file, up to the name of the cell."""
    title = sheet.replace("'", "''")
    return f'r:id="rId{file + 1}" location="\'{attribute(title)}\'!'


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
    return said if len(said) < LONGEST else f"{said[:LONGEST]}……"


def _target(address: str) -> str:
    """A path as the target of a relationship: names in Chinese stay as they are."""
    return _UNSAFE.sub(lambda found: quote(found[0]), address.replace("\\", "/"))
