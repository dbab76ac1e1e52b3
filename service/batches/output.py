"""Where made papers go: a folder or one .zip, with their listing. A file is whole or not there at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final, Protocol

from service.batches.leftovers import leftovers
from service.batches.listing import LISTING_NAME, PDF_FOLDER, PRINT_NAME, listing
from service.batches.pack import Made, Summary, refusal
from service.batches.printing import PrintRun
from service.batches.trace_book import TRACE_BOOK, trace_book
from service.batches.tracing import TRACE_JSON, Trace
from service.batches.zipping import Zip
from service.files import ensure_folder, replacing, write_on, write_whole

_STRETCH: Final = 2**20  # bytes between which a large package is written on to the disk


class Pdfs(Protocol):
    """What makes PDF of papers as they go by (pdf_run); most packs want none, and should not pay for loading it."""

    def passing(self, items: Iterable[tuple[Made, bytes]]) -> Iterator[tuple[Made, bytes]]:
        """The same items, each taken in on its way."""

    def ready(self) -> Iterator[tuple[str, bytes]]:
        """What is done, by file name."""

    def rest(self, summary: Summary) -> Iterator[tuple[str, bytes]]:
        """All the rest, what failed told to the summary."""


class NoPdfs:
    """Nothing of the kind."""

    def passing(self, items: Iterable[tuple[Made, bytes]]) -> Iterator[tuple[Made, bytes]]:
        """The same items."""
        return iter(items)

    def ready(self) -> Iterator[tuple[str, bytes]]:
        """Nothing."""
        return iter(())

    def rest(self, summary: Summary) -> Iterator[tuple[str, bytes]]:  # noqa: ARG002 - there is nothing to tell
        """Nothing."""
        return iter(())


def write_folder(
    folder: Path,
    items: Iterable[tuple[Made, bytes]],
    summary: Summary,
    *,
    copies: int = 0,
    pdf: Pdfs | None = None,
) -> list[Path]:
    """Write each paper, then the listing, into ``folder``; gives the paths. Raises :class:`OutputError`, and
    :class:`PaperError` where not one paper could be made: nothing is written then.

    With ``copies`` one file more holds them all for printing, each paper so many times; where the summary has a trace,
    two more tell where the figures come from. With ``pdf`` all of it is there as PDF too.

    What an earlier pack left there stays, and ``summary`` and the listing name it.
    """
    ensure_folder(folder)
    names: list[str] = []

    def keep(name: str, content: bytes) -> None:
        if name.startswith(f"{PDF_FOLDER}/"):
            ensure_folder(folder / PDF_FOLDER)
        names.append(name)
        write_whole(folder / name, content)

    _hand_over(keep, items, summary, copies, pdf)
    summary.leftovers[:] = leftovers(folder, set(names))
    keep(LISTING_NAME, listing(summary))
    return [folder / name for name in names]


def write_zip(
    path: Path,
    items: Iterable[tuple[Made, bytes]],
    summary: Summary,
    *,
    copies: int = 0,
    pdf: Pdfs | None = None,
) -> Path:
    """Write all papers and the listing, in order, into one .zip. Raises, joins for printing, traces and makes PDF as
    :func:`write_folder` does.

    Papers of an earlier pack that lie beside it are named as in :func:`write_folder`.
    """
    ensure_folder(path.parent)
    names: list[str] = []
    with replacing(path) as stream, Zip() as package:

        def keep(name: str, content: bytes) -> None:
            names.append(name)
            before = package.at
            stream.write(package.entry(name, content))
            if before // _STRETCH != package.at // _STRETCH:
                write_on(stream)

        _hand_over(keep, items, summary, copies, pdf)
        summary.leftovers[:] = leftovers(path.parent, set(names))
        keep(LISTING_NAME, listing(summary))
        for piece in package.end():
            stream.write(piece)
    return path


def _hand_over(
    keep: Callable[[str, bytes], None],
    items: Iterable[tuple[Made, bytes]],
    summary: Summary,
    copies: int,
    pdf: Pdfs | None,
) -> None:
    """Everything but the listing, in order, each as soon as it is made."""
    printing, pdfs = PrintRun(copies), pdf or NoPdfs()
    for made, data in pdfs.passing(printing.passing(items)):
        keep(made.file_name, data)
        for each in pdfs.ready():
            keep(*each)
    _refuse_nothing(summary)
    if joined := printing.content():
        keep(PRINT_NAME, joined)
    for name, content in chain(pdfs.rest(summary), trace_files(summary.trace)):
        keep(name, content)


def trace_files(trace: Trace | None) -> Iterator[tuple[str, bytes]]:
    """What tells where the figures come from; nothing where no paper has any."""
    if trace is not None and trace.written and trace.marks:
        yield TRACE_JSON, trace.json()
        yield TRACE_BOOK, trace_book(trace)


def _refuse_nothing(summary: Summary) -> None:
    """A listing alone would look like a pack."""
    if summary.failed and not summary.made and not summary.held_back:
        raise refusal(summary.failed)
