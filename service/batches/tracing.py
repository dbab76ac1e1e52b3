"""The trace of a pack (溯源): each printed figure with its exact value, its formula and the cells it comes from.

Files, sheets, cells, formulas and steps stand once each and are named by their numbers from 0. A step is a figure: what
it was worked out from are other steps, in the end cells. That is all it takes to work out every figure again
(tests/batches/test_trace_recomputed.py does).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from data_adapters import Cell
from service.assembly import Mark
from service.figures import Figure

TRACE_JSON: Final = "溯源.json"
UNTRACED: Final = "未留来源"
NO_STEP: Final = -1
#: The number of its formula, its exact value, its unit, why it has no value, and what it comes from: steps and cells.
Step = tuple[int, str, str, str, Sequence[int], Sequence[int]]
_COLUMNS: Final = {
    "files": ("file", "sha256"),
    "sheets": ("file", "sheet"),
    "cells": ("sheet", "cell"),
    "steps": ("formula", "value", "unit", "reason", "steps", "cells"),
    "papers": ("title", "subject", "file"),
    "marks": ("paper", "part", "paragraph", "printed", "exact", "step"),
}


class Trace:
    """The traces of a pack's papers as they are made. ``uploads`` are the SHA-256 sums of the files by their names,
    ``targets`` where those lie that do not lie beside the pack, as seen from it. ``written`` says whether it is written
    beside the papers, ``comments`` whether the papers tell it in comments."""

    def __init__(
        self,
        uploads: Mapping[str, str] | None = None,
        targets: Mapping[str, str] | None = None,
        *,
        written: bool = True,
        comments: bool = False,
    ) -> None:
        self.targets, self.written, self.comments = targets or {}, written, comments
        self.files: list[tuple[str, str]] = list((uploads or {}).items())
        self.sheets: list[tuple[int, str]] = []
        self.cells: list[tuple[int, str]] = []
        self.formulas: list[str] = []
        self.steps: list[Step] = []
        self.papers: list[tuple[str, str, str]] = []
        self.marks: list[tuple[int, str, int, str, str, int]] = []
        # What has a number already: sheets, cells, formulas and steps by what they are …
        self._sheets: dict[tuple[str, str], int] = {}
        self._named: dict[tuple[int, str], int] = {}
        self._formulas: dict[str, int] = {}
        self._known: dict[object, int] = {}
        # … and, faster, cells and the figures of the paper at hand by their identity, their own as long as they live
        self._cells: dict[int, int] = {}
        self._kept: list[Cell] = []
        self._figures: dict[int, int] = {}
        self._alive: list[object] = []

    def add(self, title: str, subject: str, file: str, marks: Sequence[Mark]) -> None:
        """Add what a paper tells: ``file`` is its file name."""
        paper, steps, known, step_of, found = len(self.papers), self.steps, self._figures, self.step_of, self.marks
        self.papers.append((title, subject, file))
        for part, paragraph, printed, exact, origin in marks:
            if isinstance(origin, Figure):
                step = known.get(id(origin))
                if step is None:
                    step = step_of(origin)
                found.append((paper, part, paragraph, printed, steps[step][1], step))
            else:
                found.append((paper, part, paragraph, printed, str(exact), NO_STEP))
        self.forget()

    def forget(self) -> None:
        """The figures met until now may go: they are known by what they are, and no more by their identity."""
        self._figures.clear()
        self._alive.clear()

    def step_of(self, figure: Figure) -> int:
        """The number of the step that a figure is."""
        found = self._figures.get(id(figure))
        if found is not None:
            return found
        value, unit, formula, origin, reason = figure
        if type(origin) is not tuple:  # made when somebody looks at it
            origin = tuple(origin)
            self._alive.append(origin)
        steps = tuple([self.step_of(part) for part in origin if isinstance(part, Figure)])
        cells = tuple([self._cell(part) for part in origin if isinstance(part, Cell)])
        known = isinstance(value, Decimal)
        said = "" if known else reason
        key = (formula, said, steps, cells) if origin else (formula, said, value if known else "")
        step = self._known.get(key)
        if step is None:
            row = (self.formula(formula), str(value) if known else "", unit._value_, said, steps, cells)
            step = self._keep(key, row)
        self._figures[id(figure)] = step
        return step

    def carried(self, words: str, step: Step) -> int:
        """The number here of a step of another trace: ``words`` are its formula; what it comes from has its numbers of
        this trace, which is all that its row has of it."""
        _, value, _, reason, steps, cells = step
        key = (words, reason, steps, cells) if steps or cells else (words, reason, Decimal(value) if value else "")
        found = self._known.get(key)
        return self._keep(key, (self.formula(words), *step[1:])) if found is None else found

    def _keep(self, key: object, row: Step) -> int:
        step = self._known[key] = len(self.steps)
        self.steps.append(row)
        return step

    def formula(self, words: str) -> int:
        """The number of a formula."""
        found = self._formulas.get(words)
        if found is None:
            found = self._formulas[words] = len(self.formulas)
            self.formulas.append(words)
        return found

    def _cell(self, cell: Cell) -> int:
        found = self._cells.get(id(cell))
        if found is None:
            self._kept.append(cell)
            found = self._cells[id(cell)] = self.cell(cell.file, cell.sheet, cell.name)
        return found

    def cell(self, file: str, title: str, name: str) -> int:
        """The number of a cell; several records may hold cells of the same address."""
        place = (file, title)
        sheet = self._sheets.get(place)
        if sheet is None:
            sheet = self._sheets[place] = len(self.sheets)
            self.sheets.append((self._file(file), title))
        row = (sheet, name)
        found = self._named.get(row)
        if found is None:
            found = self._named[row] = len(self.cells)
            self.cells.append(row)
        return found

    def _file(self, name: str) -> int:
        found = next((number for number, (known, _) in enumerate(self.files) if known == name), None)
        if found is None:
            found = len(self.files)
            self.files.append((name, ""))
        return found

    def address(self, cell: int) -> str:
        """A cell's address as a person finds it: 台账.xlsx › 明细表!H12."""
        sheet, name = self.cells[cell]
        file, title = self.sheets[sheet]
        return f"{self.files[file][0]} › {title}!{name}"

    def leaves(self, step: int) -> list[int]:
        """The cells a step comes from, each once, in the order of the formula."""
        found: dict[int, None] = {}
        waiting = [step]
        while waiting:
            *_, steps, cells = self.steps[waiting.pop()]
            found |= dict.fromkeys(cells)
            waiting += reversed(steps)
        return list(found)

    def json(self) -> bytes:
        """溯源.json."""
        tables: dict[str, Any] = {
            name: {"columns": columns, "rows": getattr(self, name)} for name, columns in _COLUMNS.items()
        }
        found = {"version": 1, **tables, "formulas": self.formulas}
        # a file name in another encoding brings lone surrogates, which no UTF-8 holds
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
