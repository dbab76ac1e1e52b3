"""What leaves a batch: one .zip in order, streamed, with its listing and trace; the papers joined for printing.

All of it comes from the stored papers, so that whatever is asked for again has the same bytes, and nothing is held in
memory but one chunk and one volume: a batch of very many papers is told in volumes, each with a listing and a trace.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from service.batches.bundles import Bundle
from service.batches.filling import MARKS, member
from service.batches.ledger import Progress, progress
from service.batches.listing import LISTING_NAME, PRINT_NAME, listing
from service.batches.output import trace_files, write_folder
from service.batches.pack import Failed, Made, Summary
from service.batches.planning import STEPS, summary_of
from service.batches.printing import PrintRun
from service.batches.trace_pieces import Piece
from service.batches.tracing import Trace
from service.batches.zipping import Zip
from service.errors import PaperError
from service.files import ensure_folder, replacing, write_whole
from service.papers.names import safe
from service.store import Store, batch_ledger, batch_reading
from service.store.batch_ledger import DONE, FAILED
from service.store.models_batches import BatchItem

VOLUME: Final = 1000  # papers told in one listing and one trace: what a person can look through, and Excel can hold
MOST_PRINTED: Final = 2000
NOT_YET: Final = "还没有做"


def zip_name(batch: Progress) -> str:
    """The name of a batch's .zip."""
    return f"{safe(f'{batch.title}材料')}.zip"


def zip_pieces(store: Store, batch_id: int) -> Iterator[bytes]:
    """A batch's .zip piece by piece: what is made of it, in order, then what tells of each volume.

    Raises :class:`PaperError` where nothing is made yet, :class:`StoreError` for a file that is damaged.
    """
    _refuse_nothing(progress(store, batch_id))
    with Zip() as package:
        for volume in _volumes(store, batch_id):
            for made, data in volume.papers():
                yield package.entry(made.file_name, data)
            for name, content in volume.beside():
                yield package.entry(name, content)
        yield from package.end()


def write(store: Store, batch_id: int, out: Path, *, as_zip: bool = False, copies: int = 0) -> list[Path]:
    """Write what is made of a batch into a folder, or as one .zip there; gives the paths. With ``copies`` also a file
    for printing. Of very many papers each volume gets a folder of its own.

    Raises :class:`OutputError`, and :class:`PaperError` where nothing is made yet.
    """
    batch = progress(store, batch_id)
    _refuse_nothing(batch)
    ensure_folder(out)
    if not as_zip:
        several = batch.total > VOLUME
        paths = []
        for volume in _volumes(store, batch_id):
            folder = out / f"第{volume.first}—{volume.last}份" if several else out
            paths += write_folder(folder, volume.papers(), volume.summary, copies=copies)
        return paths
    paths = [out / zip_name(batch)]
    with replacing(paths[0]) as stream:
        for piece in zip_pieces(store, batch_id):
            stream.write(piece)
    if copies:
        paths.append(out / PRINT_NAME)
        write_whole(paths[-1], print_file(store, batch_id, copies))
    return paths


def beside(store: Store, batch_id: int) -> dict[str, bytes]:
    """What tells of a batch's papers, by file name: the listing and, where figures are printed, the trace."""
    found: dict[str, bytes] = {}
    for volume in _volumes(store, batch_id):
        for _ in volume.papers():
            pass
        found |= dict(volume.beside())
    return found


def print_file(store: Store, batch_id: int, copies: int = 1) -> bytes:
    """A batch's papers joined in order for printing, each so many times. Raises :class:`PaperError` where nothing is
    made yet, or more than one file should hold."""
    batch = progress(store, batch_id)
    _refuse_nothing(batch)
    if batch.made > MOST_PRINTED:
        raise PaperError(f"这一批有{batch.made}份，合并打印一次最多{MOST_PRINTED}份；请下载压缩包，或分几批生成")
    run = PrintRun(copies)
    for volume in _volumes(store, batch_id):
        for _ in run.passing(volume.papers()):
            pass
    return run.content()


def _refuse_nothing(batch: Progress) -> None:
    if not batch.made:
        raise PaperError(f"“{batch.title}”还没有做成的材料，请等它做出来，或看看没做成的原因")


def _volumes(store: Store, batch_id: int) -> Iterator[_Volume]:
    with store.read() as session:
        batch = batch_ledger.found(session, batch_id)
    summary, uploads = summary_of(store.files.get(batch.planned))
    for first in range(1, max(batch.total, 1) + 1, VOLUME):
        last = min(first + VOLUME - 1, batch.total)
        summary.trace = Trace(uploads)
        named = f"（{first}—{last}）" if batch.total > VOLUME else ""
        yield _Volume(store, batch_id, first, last, summary, named)
        summary = Summary()  # what is said of all stands in the first


@dataclass(slots=True)
class _Volume:
    """Some of a batch's papers, and what is to be said of them when they have gone by."""

    store: Store
    batch: int
    first: int
    last: int
    summary: Summary
    named: str

    def papers(self) -> Iterator[tuple[Made, bytes]]:
        """Those that are made, in order."""
        with self.store.read() as session:
            chunks = batch_reading.chunks(session, self.batch, self.first, self.last)
        for chunk in chunks:
            first, last = max(chunk.first, self.first), min(chunk.last, self.last)
            with self.store.read() as session:
                rows = batch_reading.items(session, self.batch, beyond=first - 1, most=last - first + 1)
            assert self.summary.trace is not None
            piece = Piece(Bundle(self.store.files.get(chunk.data))[STEPS], self.summary.trace)
            yield from self._chunk(rows, piece)

    def _chunk(self, rows: Sequence[BatchItem], piece: Piece) -> Iterator[tuple[Made, bytes]]:
        results: dict[str, tuple[Bundle, dict[str, Any]]] = {}
        for row in rows:
            if row.state != DONE or row.result is None:
                reason = row.reason if row.state == FAILED else NOT_YET
                self.summary.failed.append(Failed(row.title, row.subject, reason))
                continue
            if row.result not in results:
                bundle = Bundle(self.store.files.get(row.result))
                results[row.result] = bundle, json.loads(bundle[MARKS])
            bundle, marks = results[row.result]
            made = Made(row.title, row.subject, row.file_name, tuple(json.loads(row.blanks)))
            piece.add(made.title, made.subject, made.file_name, marks[str(row.no)])
            self.summary.made.append(made)
            yield made, bundle[member(row.no)]

    def beside(self) -> Iterator[tuple[str, bytes]]:
        """What tells of the papers that went by."""
        yield from ((self._name(name), content) for name, content in trace_files(self.summary.trace))
        yield self._name(LISTING_NAME), listing(self.summary)

    def _name(self, name: str) -> str:
        stem, dot, end = name.rpartition(".")
        return f"{stem}{self.named}{dot}{end}"
