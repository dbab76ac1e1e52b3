"""Pieces of a trace: the steps that a chunk's contexts name, written out with them, and the marks its papers left; and
what a copy of this process hands over.

Put together they give the trace that the papers give when they are made one after another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
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


def handed(trace: Trace) -> dict[str, list[Any]]:
    """The steps of a trace and its marks, of plain texts, numbers and tuples only, for :func:`take_in`."""
    found: dict[str, list[Any]] = {name: getattr(trace, name) for name in _TABLES}
    found["steps"] = [(formula, value, unit, str(reason), *rest) for formula, value, unit, reason, *rest in trace.steps]
    found["marks"] = [(paper, part, place, str(text), *rest) for paper, part, place, text, *rest in trace.marks]
    return found


def take_in(found: Mapping[str, Sequence[Any]], into: Trace) -> None:
    """Take in what was :func:`handed` over of papers that are added to ``into`` after this, without their marks: it
    comes out as if they had been added with them."""
    places: list[tuple[str, str]] = [(found["files"][file][0], title) for file, title in found["sheets"]]
    here = [into.cell(places[sheet][0], places[sheet][1], name) for sheet, name in found["cells"]]
    formulas = found["formulas"]
    numbers: list[int] = []
    for formula, value, unit, reason, parts, leaves in found["steps"]:
        steps, cells = tuple([numbers[part] for part in parts]), tuple([here[leaf] for leaf in leaves])
        numbers.append(into.carried(formulas[formula], (0, value, unit, reason, steps, cells)))
    numbers.append(NO_STEP)  # to which NO_STEP leads
    first = len(into.papers)
    into.marks += [
        (first + paper, part, paragraph, printed, exact, numbers[step])
        for paper, part, paragraph, printed, exact, step in found["marks"]
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
            found = self._into.carried(words, (0, value, unit, reason, steps, cells))
            self._carried[number] = found
        return found

    def _cell(self, number: int) -> int:
        sheet, name = self._cells[number]
        file, title = self._sheets[sheet]
        return self._into.cell(self._files[file][0], title, name)
