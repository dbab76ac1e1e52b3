"""Where a value stands, what is wrong with it, and the one exception of the door."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from data_adapters.letters import column_letter


class SourceError(Exception):
    """A file that cannot be read at all: one Chinese sentence on what it is, what was expected, what to do."""


class Cell(NamedTuple):
    """The address of one cell, as a person finds it in Excel: rows and columns count from 1."""

    file: str
    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        """The cell's own name, e.g. ``H12``."""
        return f"{column_letter(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.file} › {self.sheet}!{self.name}"


class Severity(Enum):
    """How much a problem hurts: the value is lost (ERROR), doubtful (WARNING), or worth knowing (NOTE)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(NamedTuple):
    """Something wrong with a cell, a row or a file: data that is gathered and shown, never raised, never dropped.

    ``address`` is a :class:`Cell`, or the name of a file or sheet where no single cell is at fault. ``code`` is
    stable and English (tests and programs look at it); ``message`` is Chinese and may change.
    """

    address: Cell | str
    code: str
    message: str
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        return f"{self.address}：{self.message}"
