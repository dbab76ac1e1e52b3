"""What a file gave: its records, what was understood of each of its sheets, and problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from data_adapters.layout import Layout
from data_adapters.problems import Problem
from data_adapters.records import Project, Subtotal, Topic, UnitTarget


class SheetReading(NamedTuple):
    """What was understood of one sheet. ``role`` is "ledger", "card", "lookup" or "other"; ``holds`` names records."""

    name: str
    role: str
    holds: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read. ``year`` and ``month`` are the period the file names (0 where it names none), ``sender`` the
    unit its own 填报单位 line names ("" where it has none)."""

    file: str
    kind: str
    sheets: tuple[SheetReading, ...]
    projects: tuple[Project, ...]
    units: tuple[UnitTarget, ...]
    topics: tuple[Topic, ...]
    subtotals: tuple[Subtotal, ...]
    problems: tuple[Problem, ...]
    sender: str = ""

    @property
    def year(self) -> int:
        """The year the first ledger sheet that names one is of."""
        return next((sheet.layout.year for sheet in self.sheets if sheet.holds and sheet.layout.year), 0)

    @property
    def month(self) -> int:
        """The month up to which figures are given, by the first ledger sheet that says so."""
        return next((sheet.layout.month for sheet in self.sheets if sheet.holds and sheet.layout.month), 0)
