"""A worksheet part of whatever legal form, watched by a parser as it goes by; cells that reach too far are refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from data_adapters.containers.facts import Facts
from data_adapters.containers.limits import CURE, UNCACHED, RefusedError, check_extent
from data_adapters.letters import column_number
from data_adapters.patterns import regex

_REFERENCE = regex(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def watch(blocks: Iterable[bytes], name: str) -> Facts:
    """The facts of a worksheet part. Raises :class:`RefusedError` for far or impossible cells, ExpatError."""
    seen = _Watch(name)
    for block in blocks:
        seen.parser.Parse(block, False)
    seen.parser.Parse(b"", True)
    seen.settle()
    return Facts(seen.marks, frozenset(seen.hidden_rows), frozenset(seen.hidden_columns))


@dataclass(slots=True)
class _Watch:
    name: str
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    kind: str = ""
    inside: str = ""
    formula: bool = False
    content: str = ""

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "c":
            self.settle()
            self._place(attributes.get("r"))
            self.kind = attributes.get("t", "")
            if self.kind == "e":
                self.parser.CharacterDataHandler = self._characters
        elif local in ("v", "f", "is"):
            self._fill(local)
        elif local == "row":
            self.settle()
            given = attributes.get("r", "")
            self.row = int(given) if given.isdecimal() and len(given) < 8 else self.row + 1
            self.column = 0
            if _is_hidden(attributes, "ht"):
                self.hidden_rows.add(self.row)
        elif local == "col" and _is_hidden(attributes, "width"):
            first, last = (attributes.get(key, "") for key in ("min", "max"))
            if first.isdecimal() and last.isdecimal():
                self.hidden_columns.update(range(int(first), min(int(last), _LAST_COLUMN) + 1))

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        match = _REFERENCE.fullmatch(reference.upper())
        self.row, self.column = (int(match[2]), column_number(match[1])) if match else (_LAST_ROW + 1, 1)
        if self.row > _LAST_ROW or self.column > _LAST_COLUMN:
            raise RefusedError(f"“{self.name}”已损坏：工作表里有不存在的单元格“{reference[:20]}”，{CURE}")

    def _fill(self, local: str) -> None:
        self.inside = local
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        check_extent(self.name, self.last_row, self.last_column)
        if local == "f":
            self.formula = True
            self.parser.CharacterDataHandler = self._characters

    def _characters(self, text: str) -> None:
        if self.inside == "v":
            self.content += text.strip()

    def settle(self) -> None:
        """The cell before is complete: keep it if a reader would show it blank."""
        if self.kind == "e":
            self.marks[self.row, self.column] = self.content or UNCACHED
        elif self.formula and not self.content and self.kind != "str":  # an empty text is a result too
            self.marks[self.row, self.column] = UNCACHED
        if self.kind or self.formula:
            self.kind, self.inside, self.content, self.formula = "", "", "", False
            self.parser.CharacterDataHandler = None


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or bool(re.fullmatch(r"0(\.0*)?", attributes.get(size, "")))
