"""A pack's drafts filled, in order: many of them by two processes, a copy of this one doing the second part.

What the copy was to do is done here where it does not come to its end. What comes out is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final, NamedTuple

from service.assembly import CompiledTemplate, Mark
from service.batches.beside import Copy, can_copy
from service.batches.trace_pieces import handed, take_in
from service.batches.tracing import Trace
from service.errors import HuicaiError
from service.papers import Draft, Paper, limits_of, too_long
from service.papers.authority_rules import Length
from service.wording import boxes

Drafts = Sequence[tuple[Paper, Draft]]
_WORTH: Final = 200  # papers from which on a copy gains more than it costs
_ROUND: Final = 2_000  # papers that a copy has its part in at most: it hands over all it made at once
_OWN_SHARE: Final = 0.54  # the copy has to copy its pages and to hand over what it made


class Filled(NamedTuple):
    """A paper filled: its file name without suffix, what it shows as gaps and boxes, the .docx, and its marks where the
    trace does not know them yet."""

    name: str
    told: tuple[str, ...]
    data: bytes
    marks: Sequence[Mark] = ()


class Refused(NamedTuple):
    """Why a paper could not be filled, and the command that helps with it at a console."""

    reason: str
    command: str


Outcome = Filled | Refused


def filled(drafts: Drafts, trace: Trace | None) -> Iterator[tuple[Paper, Draft, Outcome]]:
    """What became of each draft. Before the first one that a copy filled, ``trace`` takes in the marks of all of them:
    their papers are to be added to it as they come, as those of the others are."""
    press = _Press(trace)
    for start in range(0, len(drafts), _ROUND):
        own, others = _parted(drafts[start : start + _ROUND])
        if not others:
            yield from press.all(own)
            continue
        press.make_ready(others)
        with Copy(partial(_of_copy, press, others)) as copy:
            yield from press.all(own)
            found = copy.result()
        yield from press.all(others) if found is None else _taken(others, found, trace)


def _parted(drafts: Drafts) -> tuple[Drafts, Drafts]:
    """The drafts that this process fills and those for a copy."""
    own = int(len(drafts) * _OWN_SHARE) if len(drafts) >= _WORTH and can_copy() else len(drafts)
    return drafts[:own], drafts[own:]


class _Press:
    """What fills drafts, each kind by its template as it stood when the first was filled."""

    def __init__(self, trace: Trace | None) -> None:
        self._traced, self._comments = trace is not None, trace is not None and trace.comments
        self._ready: dict[str, tuple[CompiledTemplate, Sequence[Length]]] = {}

    def all(self, drafts: Drafts) -> Iterator[tuple[Paper, Draft, Outcome]]:
        """What becomes of each."""
        return ((paper, draft, self._filled(paper, draft)) for paper, draft in drafts)

    def make_ready(self, drafts: Drafts) -> None:
        """Compile the templates now, so that a copy need not; what is wrong with one is told of its papers."""
        for paper, _ in drafts:
            with suppress(HuicaiError):
                self._of(paper)

    def _of(self, paper: Paper) -> tuple[CompiledTemplate, Sequence[Length]]:
        """The template, and how long such a paper should be at most."""
        found = self._ready.get(paper.id)
        return found or self._ready.setdefault(paper.id, (paper.compile(), limits_of(paper.title)))

    def _filled(self, paper: Paper, draft: Draft) -> Outcome:
        boxed: list[str] = []
        marks: list[Mark] | None = [] if self._traced else None
        try:
            press, limits = self._of(paper)
            data = paper.fill(draft, boxed, marks, press)
            told = (*paper.gaps(draft, press), *boxes(boxed), *too_long(limits, data))
            if self._comments:
                data = _commented(data, marks or ())
            return Filled(paper.name_of(draft), told, data, marks or ())
        except HuicaiError as error:
            return Refused(str(error), error.command)


def _commented(data: bytes, marks: Sequence[Mark]) -> bytes:
    from service.batches.trace_comments import with_figures  # noqa: PLC0415 - python-docx takes long to load

    return with_figures(data, marks)


def _of_copy(press: _Press, drafts: Drafts) -> tuple[list[tuple[Any, ...]], dict[str, list[Any]]]:
    """What a copy hands over: the outcomes as plain tuples, and the tables of their trace."""
    trace = Trace()
    outcomes: list[tuple[Any, ...]] = []
    for paper, draft, outcome in press.all(drafts):
        if isinstance(outcome, Refused):
            outcomes.append(tuple(outcome))
        else:
            trace.add(paper.title, draft.subject, "", outcome.marks)
            outcomes.append((outcome.name, tuple(map(str, outcome.told)), outcome.data))
    return outcomes, handed(trace)


def _taken(drafts: Drafts, found: Any, trace: Trace | None) -> Iterator[tuple[Paper, Draft, Outcome]]:
    outcomes, pieces = found
    if trace is not None:
        take_in(pieces, trace)
    for (paper, draft), outcome in zip(drafts, outcomes, strict=True):
        yield paper, draft, Refused(*outcome) if len(outcome) == len(Refused._fields) else Filled(*outcome)
