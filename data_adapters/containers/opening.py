"""The opening of a file: its kind is told and its parts are looked at here, its cells are read in a child."""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final

from data_adapters.containers.facts import Facts, Marks
from data_adapters.containers.isolation import Child
from data_adapters.containers.kinds import Kind, differs, sniff
from data_adapters.containers.limits import NO_DATA
from data_adapters.containers.package import walk
from data_adapters.containers.wire import unpacked
from data_adapters.grid import Grid, Merge, Value
from data_adapters.problems import Problem, Severity, SourceError

Look = Callable[[bytes, str], Mapping[str, Facts]]


def _look_at_parts(data: bytes, name: str) -> Mapping[str, Facts]:
    def nothing(*_: zipfile.ZipInfo | str | Iterator[bytes]) -> None:
        pass

    walk(data, name, nothing)
    return {}


def _look_at_nothing(*_: bytes | str) -> Mapping[str, Facts]:
    return {}  # text has no parts; the child measures it as it reads


_HERE: Final = "data_adapters.containers"
# Of each kind what reads its cells, and what looks at its parts; each is loaded for such a file only.
_WAYS: Final[dict[Kind, tuple[str, str | Look]]] = {
    Kind.XLSX: ("excel:sheets", "workbook"),
    Kind.XLSM: ("excel:sheets", "workbook"),
    Kind.XLS: ("excel:sheets", "legacy"),
    Kind.XLSB: ("excel:sheets", "binary"),
    Kind.ODS: ("excel:sheets", "opendocument"),
    Kind.DOCX: ("word:tables", _look_at_parts),
    Kind.CSV: ("text:table", _look_at_nothing),
    Kind.JSON: ("json_table:table", _look_at_nothing),
    Kind.HTML: ("html:tables", _look_at_nothing),
}


def _look_of(way: str | Look) -> Look:
    if callable(way):
        return way
    found: Look = importlib.import_module(f"{_HERE}.{way}").inspect
    return found


def open_grids(data: bytes, name: str) -> tuple[Kind, list[Grid], list[Problem]]:
    """Every visible sheet or table of a file, the file's kind by its content, and notes on what was passed over.

    Raises :class:`SourceError` for anything that is not a readable table. The time and memory a read may take are
    those of ``HUICAI_READ_SECONDS`` (60) and ``HUICAI_READ_MEMORY_MB`` (1536).
    """
    with closing(Opening(data, name)) as opening:
        return opening.grids()


class Opening:
    """A file whose cells are being read from now on, until it is closed. Raises as :func:`open_grids` does, which is
    all of it at once."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._kind = sniff(data, name)
        work, self._look = _WAYS[self._kind]
        self._child = Child(f"{_HERE}.{work}", data, name)

    def grids(self) -> tuple[Kind, list[Grid], list[Problem]]:
        """As :func:`open_grids`; to be asked for once."""
        name, found = self._name, _Found(self._name, self._kind)
        facts = _look_of(self._look)(self._data, name)  # while the child reads
        for piece in self._child.results():
            found.take(*piece)
        if not any(sheet.rows for sheet in found.sheets):
            raise SourceError(f"“{name}”{NO_DATA}")
        grids = [sheet.grid(name, facts.get(sheet.title, Facts())) for sheet in found.sheets]
        return found.kind, grids, found.all_notes()

    def close(self) -> None:
        """End the reading."""
        self._child.close()


@dataclass(slots=True)
class _Sheet:
    title: str
    merges: tuple[Merge, ...]
    rows: list[list[Value]] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()

    def grid(self, name: str, facts: Facts) -> Grid:
        """The sheet with what was seen of it from outside."""
        merges = self.merges or facts.merges
        return Grid(
            file=name,
            sheet=self.title,
            rows=_marked(self.rows, facts.marks),
            merges=merges,
            tops={(row, c0): r0 for r0, c0, r1, _ in merges for row in range(r0, r1 + 1)},
            hidden_rows=facts.hidden_rows | self.hidden,
            hidden_columns=facts.hidden_columns,
            percent_columns=_mostly(self.rows, facts.percents),
        )


@dataclass(slots=True)
class _Found:
    """What the child tells, piece by piece."""

    name: str
    kind: Kind
    sheets: list[_Sheet] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def take(self, what: str, *content: Any) -> None:
        """One piece, as ``excel.sheets`` and its like describe them."""
        if what == "rows":
            self.sheets[-1].rows += unpacked(*content)
        elif what == "sheet":
            self.sheets.append(_Sheet(content[0], tuple(content[1])))
        elif what == "hidden":
            self.sheets[-1].hidden = frozenset(content[0])
        elif what == "kind":
            self.kind = Kind(content[0])
        else:
            sheet, code, message = content
            self._note(f"{self.name} › {sheet}" if sheet else self.name, code, message)

    def all_notes(self) -> list[Problem]:
        """The child's notes, after those on the file as a whole."""
        own, self.notes = self.notes, []
        if sentence := differs(self.kind, self.name):
            self._note(self.name, "kind_differs", sentence)
        if self.kind is Kind.XLSM:
            self._note(self.name, "macros", "工作簿带有宏，宏没有运行，只读取了数据；如数据由宏生成，请先运行并保存")
        return self.notes + own

    def _note(self, address: str, code: str, message: str) -> None:
        self.notes.append(Problem(address, code, message, Severity.NOTE))


def _marked(rows: list[list[Value]], marks: Marks) -> Sequence[Sequence[Value]]:
    """The rows with error values and uncomputed formulas written where the reader left a blank. Changes ``rows``."""
    if not marks:
        return rows
    width = max(len(rows[0]) if rows else 0, *(column for _, column in marks))
    rows.extend([] for _ in range(max(row for row, _ in marks) - len(rows)))
    for row in rows:
        row.extend([""] * (width - len(row)))
    for (number, column), text in marks.items():
        rows[number - 1][column - 1] = text
    return rows


def _mostly(rows: Sequence[Sequence[Value]], percents: Mapping[int, int]) -> frozenset[int]:
    """The columns more than half of whose numbers below the first row are shown as percentages."""
    width = len(rows[0]) if rows else 0
    return frozenset(
        column
        for column, count in percents.items()
        if column <= width and 2 * count > sum(type(row[column - 1]) in (float, int) for row in rows[1:])
    )
