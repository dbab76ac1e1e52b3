"""Where made papers go: a folder or one .zip, with their listing. A file is whole or not there at all."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from service.batches.leftovers import leftovers
from service.batches.listing import EPOCH, LISTING_NAME, PRINT_NAME, listing
from service.batches.pack import Made, Summary
from service.batches.printing import PrintRun
from service.batches.trace_book import TRACE_BOOK, trace_book
from service.batches.tracing import TRACE_JSON, Trace
from service.errors import PaperError
from service.files import ensure_folder, replacing, write_whole


def write_folder(folder: Path, items: Iterable[tuple[Made, bytes]], summary: Summary, *, copies: int = 0) -> list[Path]:
    """Write each paper, then the listing, into ``folder``; gives the paths. Raises :class:`OutputError`, and
    :class:`PaperError` where not one paper could be made: nothing is written then.

    With ``copies`` one file more holds them all for printing, each paper so many times; where the summary has a trace,
    two more tell where the figures come from.

    What an earlier pack left there stays, and ``summary`` and the listing name it.
    """
    ensure_folder(folder)
    paths = []
    printing = PrintRun(copies)
    for made, data in printing.passing(items):
        paths.append(folder / made.file_name)
        write_whole(paths[-1], data)
    _refuse_nothing(summary)
    if joined := printing.content():
        paths.append(folder / PRINT_NAME)
        write_whole(paths[-1], joined)
    for name, content in trace_files(summary.trace):
        paths.append(folder / name)
        write_whole(paths[-1], content)
    summary.leftovers[:] = leftovers(folder, {path.name for path in paths})
    paths.append(folder / LISTING_NAME)
    write_whole(paths[-1], listing(summary))
    return paths


def write_zip(path: Path, items: Iterable[tuple[Made, bytes]], summary: Summary, *, copies: int = 0) -> Path:
    """Write all papers and the listing, in order, into one .zip. Raises, joins for printing and traces as
    :func:`write_folder` does.

    Papers of an earlier pack that lie beside it are named as in :func:`write_folder`.
    """
    ensure_folder(path.parent)
    with replacing(path) as stream, zipfile.ZipFile(stream, "w") as package:
        printing = PrintRun(copies)
        for made, data in printing.passing(items):
            package.writestr(zipfile.ZipInfo(made.file_name, EPOCH), data)  # a .docx is deflated already
        _refuse_nothing(summary)
        if joined := printing.content():
            package.writestr(zipfile.ZipInfo(PRINT_NAME, EPOCH), joined)
        for name, content in trace_files(summary.trace):
            package.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
        summary.leftovers[:] = leftovers(path.parent, package.namelist())
        package.writestr(zipfile.ZipInfo(LISTING_NAME, EPOCH), listing(summary))
    return path


def trace_files(trace: Trace | None) -> Iterator[tuple[str, bytes]]:
    """What tells where the figures come from; nothing where no paper has any."""
    if trace is not None and trace.written and trace.marks:
        yield TRACE_JSON, trace.json()
        yield TRACE_BOOK, trace_book(trace)


def _refuse_nothing(summary: Summary) -> None:
    """A listing alone would look like a pack."""
    if summary.failed and not summary.made and not summary.held_back:
        raise PaperError("；".join(dict.fromkeys(failed.reason for failed in summary.failed)))
