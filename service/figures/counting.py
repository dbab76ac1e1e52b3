"""Counts of projects that can be counted again: a figure of 1 for each, with the cells that put it among them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from data_adapters import Amount, Cell, Project
from service.figures import facts
from service.figures.figure import Figure, Unit

_ONE: Final = Decimal(1)


def counted(project: Project, words: str, cells: Iterable[Cell]) -> Figure:
    """One project as 1 个: ``“甲项目”已开工``, with the cell of its name and ``cells``, the evidence."""
    origin = tuple(dict.fromkeys((*facts.cells_of(project, "project_name"), *cells)))
    return Figure(_ONE, Unit.COUNT, f"“{project.project_name}”{words}", origin)


def count(members: Iterable[Figure], label: str, value: Amount | None = None, reason: str = "") -> Figure:
    """How many members there are, made of them; or, where ``value`` is given, no number for that reason."""
    origin = tuple(members)
    if value is not None:
        return Figure(value, Unit.COUNT, label, origin, reason)
    return Figure(Decimal(len(origin)), Unit.COUNT, label, origin)
