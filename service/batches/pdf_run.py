"""The PDFs of a pack in the making: of each paper, and of all of them joined for printing.

Papers are gathered as they come by, and some of them at a time given to LibreOffice, while the next are being filled.
For the printer they are joined first, as the .docx for printing is, piece by piece: a start of LibreOffice for a
hundred papers, and no more of them in memory than that.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Generic, Self, TypeVar

from service.assembly.merge import Joining, Source
from service.assembly.pdf import Office, Paper, Pdf, fonts, pages
from service.batches.listing import PDF_FOLDER, PRINT_PDF
from service.batches.pack import Failed, Made, Summary
from service.batches.typeset import lacking_fonts, said_of_fonts
from service.errors import HuicaiError, PdfError

PIECE: Final = 100
"""So many papers joined for a start: pages beyond that cost more each, as LibreOffice lays out what stands before."""
SINGLES: Final = 40
_MOST_AT_ONCE: Final = 4  # starts of LibreOffice, each of which takes some 250 MB
T = TypeVar("T")


class Starts(Generic[T]):
    """Papers given to work in lots of ``size``, some lots at a time, and what comes of them, in order."""

    def __init__(self, work: Callable[[Sequence[Paper]], T], size: int, at_once: int = 0) -> None:
        self._work, self._size = work, size
        self._at_once = at_once or min(os.cpu_count() or 1, _MOST_AT_ONCE)
        self._pool = ThreadPoolExecutor(self._at_once, "huicai-pdf")
        self._lot: list[Paper] = []
        self._out: deque[Future[T]] = deque()

    def take(self, paper: Paper) -> None:
        """One more paper."""
        self._lot.append(paper)
        if len(self._lot) >= self._size:
            self._send()

    def ready(self) -> Iterator[T]:
        """What is done; waits only where too many lots would be in memory."""
        while self._out and (self._out[0].done() or len(self._out) > 2 * self._at_once):
            yield self._out.popleft().result()

    def rest(self) -> Iterator[T]:
        """All the others, the last lot too."""
        self._send()
        while self._out:
            yield self._out.popleft().result()

    def close(self) -> None:
        """Give up what was not asked for."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _send(self) -> None:
        if self._lot:
            self._out.append(self._pool.submit(self._work, tuple(self._lot)))
            self._lot = []


class PrintPdf:
    """The papers joined for the printer as one PDF. Use it in a ``with``, which takes its pieces away."""

    def __init__(self, office: Office, at_once: int = 0) -> None:
        self._starts = Starts(lambda papers: joined(office, papers), PIECE, at_once)
        self._folder = tempfile.TemporaryDirectory(prefix="huicai-print-", ignore_cleanup_errors=True)
        self._pieces: list[Path] = []
        self.taken = 0
        self.done = 0
        self.faults: dict[str, str] = {}

    def take(self, paper: Paper, copies: int = 1) -> None:
        """One more paper, so many times. Raises :class:`PdfError` where LibreOffice does not work."""
        for _ in range(copies):
            self._starts.take(paper)
        self.taken += copies
        self._keep(self._starts.ready())

    def write(self, out: BinaryIO) -> int:
        """Write the PDF; gives the number of its pages. ``faults`` says which papers are missing in it, and why.

        Raises :class:`PdfError` where not one paper could be converted.
        """
        self._keep(self._starts.rest())
        if not self._pieces:
            raise PdfError("；".join(dict.fromkeys(self.faults.values())) or "没有可以合并打印的材料，请先生成材料")
        return pages.join(self._pieces, out)

    def _keep(self, lots: Iterable[Sequence[tuple[Sequence[str], Pdf]]]) -> None:
        for lot in lots:
            for names, pdf in lot:
                self.done += len(names)
                if pdf.fault:
                    self.faults[names[0]] = pdf.fault
                    continue
                self._pieces.append(Path(self._folder.name) / f"{len(self._pieces)}.pdf")
                self._pieces[-1].write_bytes(pdf.data)

    def close(self) -> None:
        """Take the pieces away."""
        self._starts.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def joined(office: Office, papers: Sequence[Paper]) -> list[tuple[Sequence[str], Pdf]]:
    """Papers joined for printing, as PDFs in order, each with the names of those in it: one PDF, unless a paper breaks
    LibreOffice. Then it stands alone with its fault, and the others in pieces before and after it.

    Raises :class:`PdfError` where LibreOffice itself does not work.
    """
    names = [paper.name for paper in papers]
    joining = Joining()
    try:
        for paper in papers:
            joining.add(Source(paper.data, paper.name))
        pdf = office.pdfs([Paper(names[0] if len(papers) == 1 else f"{names[0]}等{len(papers)}份", joining.written())])[
            0
        ]
    except PdfError:
        raise
    except HuicaiError as error:
        pdf = Pdf(fault=str(error))
    if not pdf.fault or len(papers) == 1:
        return [(names, pdf)]
    half = len(papers) // 2
    return [*joined(office, papers[:half]), *joined(office, papers[half:])]


def missing(whole: PrintPdf) -> list[Failed]:
    """What a PDF for printing lacks."""
    return [Failed("PDF", PRINT_PDF, f"少了“{name}”：{fault}") for name, fault in whole.faults.items()]


class PdfRun:
    """The PDFs of a pack: take each paper, and write what is ready. Without LibreOffice asked for it gives nothing."""

    def __init__(self, office: Office | None, copies: int = 0, at_once: int = 0) -> None:
        self.office, self._copies = office, copies
        self.done = 0
        self._names: deque[str] = deque()
        self._singles = Starts(office.pdfs, SINGLES, at_once) if office else None
        self._print = PrintPdf(office) if office and copies else None
        self._here = fonts.installed(office.fonts) if office else None
        self._looked: set[str] = set()
        self._lacking: dict[str, None] = {}
        self._new: list[Failed] = []
        self.failed: list[Failed] = []

    @property
    def notes(self) -> list[str]:
        """What is to be said of the fonts: nothing where all are here."""
        return [said_of_fonts(list(self._lacking))] if self._lacking else []

    def passing(self, items: Iterable[tuple[Made, bytes]]) -> Iterator[tuple[Made, bytes]]:
        """The same items, each taken in on its way."""
        for made, data in items:
            if self._singles:
                self._take(made, data)
            yield made, data

    def _take(self, made: Made, data: bytes) -> None:
        assert self.office is not None
        assert self._singles is not None
        if made.title not in self._looked:  # of a kind of paper all are set alike
            self._looked.add(made.title)
            self._lacking |= dict.fromkeys(lacking_fonts(data, made.file_name, self._here))
        paper = Paper(made.file_name, data)
        self._names.append(made.file_name)
        self._singles.take(paper)
        if self._print:
            self._print.take(paper, self._copies)

    def ready(self) -> Iterator[tuple[str, bytes]]:
        """The PDFs that are done, by file name, in order."""
        if self._singles:
            yield from self._named(self._singles.ready())

    def rest(self, summary: Summary) -> Iterator[tuple[str, bytes]]:
        """All others, then the one for printing; what failed goes into the summary."""
        if self._singles is None:
            return
        yield from self._named(self._singles.rest())
        if self._print and self._print.taken:
            yield from self._printed(self._print)
        self.failed += self._new
        summary.failed.extend(self._new)
        summary.pdf.extend(self.notes)
        self._new = []

    def _named(self, lots: Iterable[Sequence[Pdf]]) -> Iterator[tuple[str, bytes]]:
        for lot in lots:
            for pdf in lot:
                name = self._names.popleft()
                self.done += 1
                if pdf.fault:
                    self._new.append(Failed("PDF", name, pdf.fault))
                else:
                    yield f"{PDF_FOLDER}/{name.removesuffix('.docx')}.pdf", pdf.data

    def _printed(self, whole: PrintPdf) -> Iterator[tuple[str, bytes]]:
        assert self.office
        self._print = PrintPdf(self.office)  # of the papers that come after
        with whole, tempfile.TemporaryFile() as stream:
            try:
                whole.write(stream)
            except PdfError as error:
                self._new.append(Failed("PDF", PRINT_PDF, str(error)))
                return
            stream.seek(0)
            yield PRINT_PDF, stream.read()
        self._new += missing(whole)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._singles:
            self._singles.close()
        if self._print:
            self._print.close()
