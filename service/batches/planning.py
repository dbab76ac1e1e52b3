"""From inputs to chunks: every paper's context written into the file store before anything is made of it.

What a batch says is settled then: neither a ledger nor a template that changes later changes a paper of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from service.batches.bundles import bundled
from service.batches.contexts import numbered
from service.batches.drafts import ITEMS, STEPS
from service.batches.pack import Failed, Summary, begun, note, plan
from service.batches.plain_book import without_forbidden
from service.batches.trace_pieces import written
from service.batches.tracing import Trace
from service.errors import HuicaiError
from service.papers import Draft, Inputs, Paper, Shelf, UniqueNames, questions
from service.papers.pressing import TEXTS
from service.store import frozen_data
from service.store.batch_ledger import NewChunk, NewItem
from service.store.objects import ObjectStore

# A quarter of a second of filling, which a pause waits for; each chunk costs the ledger some writes.
_MOST_ITEMS: Final = 1000
_MOST_BYTES: Final = 2_000_000  # of data: some seconds of work
_SAID: Final = ("failed", "held_back", "questions", "problems", "notes", "decisions", "sources")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a batch is to be made from: papers ``chosen`` of ``kinds``, the inputs, the sums of the uploaded files by
    name, which the trace names, and which registered data they are, which the listing says."""

    kinds: Shelf
    chosen: Sequence[Paper]
    inputs: Inputs
    uploads: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[str] = ()


class Planning:
    """A plan in the making; ``summary`` holds what is to be said besides the papers, when all chunks have come."""

    def __init__(self, files: ObjectStore, asked: Asked) -> None:
        self.summary = begun(asked.kinds)
        self.summary.sources.extend(asked.sources)
        self._files, self._asked = files, asked
        self._templates: dict[str, dict[str, Any]] = {}
        self._names = UniqueNames()

    def chunks(self) -> Iterator[NewChunk]:
        """The chunks, each in the file store when it comes. Raises :class:`StoreError` where that takes no more."""
        note(self._asked.inputs, self.summary, questions(self._asked.inputs))
        chunk = _Chunk()
        for paper, draft in plan(self._asked.chosen, self._asked.inputs, self.summary):
            self.summary.notes.extend(said for said in paper.notes if said not in self.summary.notes)
            try:
                chunk.add(self._template(paper), draft, paper.name_of(draft), self._names)
            except HuicaiError as error:
                self.summary.failed.append(Failed(paper.title, draft.subject, str(error), error.command))
            if chunk.full:
                yield chunk.put(self._files)
                chunk = _Chunk()
        if chunk.items:
            yield chunk.put(self._files)

    def told(self) -> bytes:
        """What planning found, as JSON: to be read by :func:`summary_of`."""
        found = {name: getattr(self.summary, name) for name in _SAID}
        found |= {name: [each._asdict() for each in found[name]] for name in ("failed", "held_back")}
        found["uploads"] = dict(self._asked.uploads)
        return json.dumps(found, ensure_ascii=False).encode(errors="replace")

    def _template(self, paper: Paper) -> tuple[str, dict[str, Any]]:
        if paper.id not in self._templates:
            self._templates[paper.id] = template_of(self._files, paper)
        return paper.id, self._templates[paper.id]


def template_of(files: ObjectStore, paper: Paper) -> dict[str, Any]:
    """A paper's template as a batch knows it, put into the store: ``lean`` says whether it may print less than its
    context holds. Raises TemplateError where it cannot be had."""
    lean = bool(paper.own or paper.spare)
    return {"sha256": files.put(paper.source()), "title": paper.title, "lean": lean}


def summary_of(told: bytes) -> tuple[Summary, dict[str, str]]:
    """What planning found, without the papers, and the sums of the uploaded files."""
    found = json.loads(told)
    refused = {name: [Failed(**each) for each in found[name]] for name in ("failed", "held_back")}
    return Summary(**({name: found[name] for name in _SAID} | refused)), found["uploads"]


class _Chunk:
    """Papers on their way into one file of the store."""

    def __init__(self) -> None:
        self.items: list[NewItem] = []
        self._templates: dict[str, dict[str, Any]] = {}
        self._lines: list[bytes] = []
        self._size = 0
        self._trace = Trace()

    @property
    def full(self) -> bool:
        """Whether no more should be added."""
        return len(self.items) >= _MOST_ITEMS or self._size >= _MOST_BYTES

    def add(self, template: tuple[str, dict[str, Any]], draft: Draft, name: str, names: UniqueNames) -> None:
        """Add a paper. Raises :class:`StoreError` for data that cannot be kept; no name is taken then."""
        kind, known = template
        data = frozen_data.dumps(numbered(draft.context, self._trace), TEXTS)
        self._lines.append(b"%s %s" % (kind.encode(), data))  # JSON of ours has no line breaks
        self._size += len(data)
        self._templates[kind] = known
        item = NewItem(kind, known["title"], without_forbidden(draft.subject), f"{names.take(name)}.docx")
        self.items.append(item)

    def put(self, files: ObjectStore) -> NewChunk:
        """The chunk, its data in the store."""
        data = bundled([(ITEMS, b"\n".join(self._lines)), (STEPS, written(self._trace))])
        return NewChunk(files.put(data), self._templates, self.items)
