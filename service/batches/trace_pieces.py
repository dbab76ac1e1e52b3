"""Pieces of a trace: the steps that a chunk's contexts name, written out with them, and the marks its papers left.

Put together they give the trace that the papers give when they are made one after another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from service.assembly import Mark
from service.batches.tracing import NO_STEP, Trace

_TABLES: Final = ("files", "sheets", "cells", "formulas", "steps")
#: Part, paragraph, text printed, exact value where there is no step, number of the step in its piece.
Told = tuple[str, int, str, str, int]


def written(trace: Trace) -> bytes:
    """The steps of a trace, as JSON."""
    found = {name: getattr(trace, name) for name in _TABLES}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def told(marks: Iterable[Mark]) -> list[Told]:
    """The marks of a paper whose values remember the numbers of steps."""
    return [
        (part, paragraph, printed, "", step)
        if isinstance(step, int)
        else (part, paragraph, printed, str(exact), NO_STEP)
        for part, paragraph, printed, exact, step in marks
    ]


class Piece:
    """The steps of a chunk, on their way into the trace of the whole."""

    def __init__(self, data: bytes, into: Trace) -> None:
        found: dict[str, Any] = json.loads(data)
        self._files, self._sheets, self._cells = found["files"], found["sheets"], found["cells"]
        self._formulas, self._steps = found["formulas"], found["steps"]
        self._into = into
        self._carried: dict[int, int] = {}

    def add(self, title: str, subject: str, file: str, marks: Iterable[Sequence[Any]]) -> None:
        """Add what a paper of the chunk tells, as :meth:`Trace.add` does."""
        paper, trace = len(self._into.papers), self._into
        trace.papers.append((title, subject, file))
        for part, paragraph, printed, exact, number in marks:
            step = NO_STEP if number == NO_STEP else self._step(number)
            value = exact if step == NO_STEP else trace.steps[step][1]
            trace.marks.append((paper, part, paragraph, printed, value, step))

    def _step(self, number: int) -> int:
        found = self._carried.get(number)
        if found is None:
            formula, value, unit, reason, parts, leaves = self._steps[number]
            words = self._formulas[formula]
            steps, cells = tuple([self._step(part) for part in parts]), tuple([self._cell(leaf) for leaf in leaves])
            own = (words, reason, steps, cells) if steps or cells else (words, reason, Decimal(value) if value else "")
            found = self._into.keep(own, (self._into.formula(words), value, unit, reason, steps, cells))
            self._carried[number] = found
        return found

    def _cell(self, number: int) -> int:
        sheet, name = self._cells[number]
        file, title = self._sheets[sheet]
        return self._into.cell(self._files[file][0], title, name)
