"""Filling a chunk, wherever that happens: data and templates out of the file store, papers into it, and what became of
each told. It touches no database, and doing it again gives the same file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from service.assembly import CompiledTemplate, Mark, compiled
from service.batches.bundles import Bundle, bundled
from service.batches.drafts import drafts_of
from service.batches.trace_pieces import Told, told
from service.config import Settings
from service.errors import HuicaiError
from service.papers import blanks, limits_of, too_long
from service.papers.authority_rules import Length
from service.papers.printed import printed
from service.store.objects import ObjectStore
from service.store.outcomes import Outcome
from service.terminal import unforeseen
from service.wording import FILTERS, boxes

Fill = Callable[[Settings, "Work"], "Filled"]
MARKS: Final = "marks.json"


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be filled: items of a chunk by their numbers, the first of the chunk's own being ``first``."""

    chunk: int
    data: str
    first: int
    numbers: tuple[int, ...]
    templates: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of it: the file that holds the papers, None where none could be made."""

    outcomes: tuple[Outcome, ...]
    result: str | None


def fill(settings: Settings, work: Work) -> Filled:
    """Fill the papers. What cannot be filled is told with its reason; raises :class:`StoreError` where the file store
    cannot be read or written."""
    files = _files(settings)
    bundle = Bundle(files.get(work.data))
    press = {kind: _Press(files, template) for kind, template in work.templates.items()}
    outcomes: list[Outcome] = []
    papers: list[tuple[str, bytes]] = []
    marks: dict[str, list[Told]] = {}
    drafts = drafts_of(bundle, [number - work.first for number in work.numbers])
    for number, (kind, context) in zip(work.numbers, drafts, strict=True):
        try:
            document, gaps, found = press[kind].fill(context)
        except Exception as error:  # noqa: BLE001 - whatever one paper does, the others of the chunk are made
            outcomes.append(Outcome(number, str(error) if isinstance(error, HuicaiError) else unforeseen(error)))
            continue
        papers.append((member(number), document))
        marks[str(number)] = told(found)
        outcomes.append(Outcome(number, "", gaps))
    return Filled(tuple(outcomes), _put(files, papers, marks) if papers else None)


def member(number: int) -> str:
    """The name an item's paper has in the file that holds it."""
    return f"{number}.docx"


def _put(files: ObjectStore, papers: Sequence[tuple[str, bytes]], marks: Mapping[str, list[Told]]) -> str:
    said = json.dumps(marks, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return files.put(bundled([*papers, (MARKS, said)]))


@lru_cache(maxsize=4)
def _files(settings: Settings) -> ObjectStore:
    return ObjectStore.of(settings)


class _Press:
    """A kind of paper in a chunk."""

    def __init__(self, files: ObjectStore, template: Mapping[str, Any]) -> None:
        self._files, self._known = files, template
        self._compiled: CompiledTemplate | None = None
        self._limits: Sequence[Length] = ()

    def fill(self, context: Mapping[str, Any]) -> tuple[bytes, tuple[str, ...], list[Mark]]:
        """The paper, what it shows as gaps and boxes, and where its figures stand."""
        if self._compiled is None:
            data, title = self._files.get(str(self._known["sha256"])), str(self._known["title"])
            self._limits = limits_of(title)
            self._compiled = compiled(data, filters=FILTERS, name=title)
        boxed: list[str] = []
        marks: list[Mark] = []
        document = self._compiled.render(context, replaced=boxed, traces=marks)
        shown = printed(context, self._compiled) if self._known["lean"] else context
        gaps = (*blanks(shown), *boxes(boxed), *too_long(self._limits, document))
        return document, gaps, marks
