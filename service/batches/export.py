"""What leaves a batch: one .zip in order, streamed, with its listing and trace; the papers joined for printing.

All of it comes from the stored papers, so that whatever is asked for again has the same bytes, and nothing is held in
memory but one chunk and one volume: a batch of very many papers is told in volumes, each with a listing and a trace.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from service.assembly.pdf import Office, Paper
from service.batches.bundles import Bundle
from service.batches.drafts import STEPS
from service.batches.filling import MARKS, member
from service.batches.ledger import Progress, progress
from service.batches.listing import LISTING_NAME, PRINT_NAME, PRINT_PDF, listing
from service.batches.output import trace_files, write_folder
from service.batches.pack import Failed, Made, Summary
from service.batches.pdf_run import PdfRun, PrintPdf, missing
from service.batches.planning import summary_of
from service.batches.printing import PrintRun
from service.batches.trace_pieces import Piece
from service.batches.tracing import Trace
from service.batches.zipping import Zip
from service.errors import NotKeptError, PaperError
from service.files import ensure_folder, replacing, write_whole
from service.papers.names import safe
from service.store import Session, Store, batch_ledger, batch_reading
from service.store.batch_ledger import DONE, FAILED
from service.store.models_batches import BatchItem

VOLUME: Final = 1000  # papers told in one listing and one trace: what a person can look through, and Excel can hold
MOST_PRINTED: Final = 2000
NOT_YET: Final = "还没有做"


def zip_name(batch: Progress, kind: str = "") -> str:
    """The name of a batch's .zip; ``kind`` says what it holds besides."""
    return f"{safe(f'{batch.title}材料{kind}')}.zip"


def zip_pieces(store: Store, batch_id: int, pdf: PdfRun | None = None) -> Iterator[bytes]:
    """A batch's .zip piece by piece: what is made of it, in order, then what tells of each volume; with ``pdf`` the
    same papers as PDF too.

    Raises :class:`PaperError` where nothing is made yet, :class:`StoreError` for a file that is damaged.
    """
    _refuse_nothing(progress(store, batch_id))
    pdfs = pdf or PdfRun(None)
    with Zip() as package:
        for volume in _volumes(store, batch_id):
            for made, data in pdfs.passing(volume.papers()):
                yield package.entry(made.file_name, data)
                for name, content in pdfs.ready():
                    yield package.entry(name, content)
            for name, content in pdfs.rest(volume.summary):
                yield package.entry(name, content)
            for name, content in volume.beside():
                yield package.entry(name, content)
        yield from package.end()


def zip_content(store: Store, batch_id: int) -> tuple[str, int]:
    """What is the same for the same .zip, and how many papers are in it. Raises as :func:`zip_pieces`."""
    batch = progress(store, batch_id)
    _refuse_nothing(batch)
    return f"{batch_id} {batch.at} {batch.made} {batch.failed}", batch.made


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a batch: the files, and what failed or is to be said of its PDFs."""

    paths: tuple[Path, ...]
    failed: tuple[Failed, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How a batch is written out: as one .zip, with a file for printing of so many copies (0: none), and all of it as
    PDF too where LibreOffice is given."""

    as_zip: bool = False
    copies: int = 0
    office: Office | None = None


def write(store: Store, batch_id: int, out: Path, form: Form) -> Written:
    """Write what is made of a batch into a folder. Of very many papers each volume gets a folder of its own.

    Raises :class:`OutputError`, :class:`PaperError` where nothing is made yet, :class:`PdfError` where LibreOffice
    does not work.
    """
    batch = progress(store, batch_id)
    _refuse_nothing(batch)
    ensure_folder(out)
    copies = form.copies
    with PdfRun(form.office, 0 if form.as_zip else copies) as pdfs:
        if form.as_zip:
            paths = _write_zip(store, batch, out, copies, pdfs)
        else:
            paths = _write_folders(store, batch, out, copies, pdfs)
        return Written(tuple(paths), tuple(pdfs.failed), tuple(pdfs.notes))


def _write_folders(store: Store, batch: Progress, out: Path, copies: int, pdfs: PdfRun) -> list[Path]:
    paths = []
    for volume in _volumes(store, batch.id):
        folder = out / f"第{volume.first}—{volume.last}份" if batch.total > VOLUME else out
        paths += write_folder(folder, volume.papers(), volume.summary, copies=copies, pdf=pdfs)
    return paths


def _write_zip(store: Store, batch: Progress, out: Path, copies: int, pdfs: PdfRun) -> list[Path]:
    paths = [out / zip_name(batch)]
    with replacing(paths[0]) as stream:
        for piece in zip_pieces(store, batch.id, pdfs):
            stream.write(piece)
    if copies:
        paths.append(out / PRINT_NAME)
        write_whole(paths[-1], print_file(store, batch.id, copies))
    if copies and pdfs.office:
        paths.append(out / PRINT_PDF)
        with PrintPdf(pdfs.office) as whole, replacing(paths[-1]) as stream:
            print_pdf(store, batch.id, copies, whole)
            whole.write(stream)
        pdfs.failed += missing(whole)
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
    run = PrintRun(copies)
    for _ in run.passing(_to_print(store, batch_id)):
        pass
    return run.content()


def print_pdf(store: Store, batch_id: int, copies: int, whole: PrintPdf) -> None:
    """Take the same into a PDF for printing. Raises as :func:`print_file`, and :class:`PdfError`."""
    for made, data in _to_print(store, batch_id):
        whole.take(Paper(made.file_name, data), copies)


def print_content(store: Store, batch_id: int, copies: int) -> tuple[str, int]:
    """What is the same for the same papers printed as often, and how many papers that are. Raises as
    :func:`print_file`."""
    batch = _printable(store, batch_id)  # a ledger put back from a backup gives numbers again: at another moment
    return f"{batch_id} {batch.at} {batch.made} {copies}", batch.made * copies


def _printable(store: Store, batch_id: int) -> Progress:
    batch = progress(store, batch_id)
    _refuse_nothing(batch)
    if batch.made > MOST_PRINTED:
        raise PaperError(f"这一批有{batch.made}份，合并打印一次最多{MOST_PRINTED}份；请下载压缩包，或分几批生成")
    return batch


def _to_print(store: Store, batch_id: int) -> Iterator[tuple[Made, bytes]]:
    _printable(store, batch_id)
    for volume in _volumes(store, batch_id):
        yield from volume.papers()


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
        yield _Volume(store, batch_id, batch.at, first, last, summary, named)
        summary = Summary()  # what is said of all stands in the first


@dataclass(slots=True)
class _Volume:
    """Some of a batch's papers, and what is to be said of them when they have gone by."""

    store: Store
    batch: int
    begun: datetime
    first: int
    last: int
    summary: Summary
    named: str

    def papers(self) -> Iterator[tuple[Made, bytes]]:
        """Those that are made, in order. Raises :class:`NotKeptError` where the batch is removed meanwhile."""
        with self.store.read() as session:
            self._still(session)
            chunks = batch_reading.chunks(session, self.batch, self.first, self.last)
        for chunk in chunks:
            first, last = max(chunk.first, self.first), min(chunk.last, self.last)
            with self.store.read() as session:
                self._still(session)
                rows = batch_reading.items(session, self.batch, beyond=first - 1, most=last - first + 1)
            assert self.summary.trace is not None
            piece = Piece(Bundle(self.store.files.get(chunk.data))[STEPS], self.summary.trace)
            yield from self._chunk(rows, piece)

    def _still(self, session: Session) -> None:
        """Raise NotKeptError where the batch is gone, or another stands under its number (a backup put back)."""
        if batch_ledger.found(session, self.batch).at != self.begun:
            raise NotKeptError(f"第{self.batch}批刚刚被删除，没有取全，请重新生成后再取")

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
