"""What an earlier pack left in a folder: named, so that nobody sends it out with the new papers; never deleted."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from service.batches.listing import (
    CHECKS_SHEET,
    FILE_HEAD,
    LEFT_BEHIND,
    LISTING_NAME,
    PAPERS_SHEET,
    PDF_FOLDER,
    PRINT_NAME,
    PRINT_PDF,
)
from service.batches.trace_book import TRACE_BOOK
from service.batches.tracing import TRACE_JSON

_BESIDE = (PRINT_NAME, PRINT_PDF, TRACE_JSON, TRACE_BOOK)  # what a pack holds beside the papers that its listing names

# What openpyxl raises on a file that is no workbook of ours; its XML errors are SyntaxErrors. It is opened as a stream,
# of which openpyxl does not look at the name.
_UNREADABLE = (
    *(OSError, EOFError, LookupError, SyntaxError, TypeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
)


def leftovers(folder: Path, kept: Collection[str]) -> list[str]:
    """The files in ``folder`` that its listing of last time names and that are not among ``kept``.

    What that listing itself named as left behind counts too, papers joined for printing and traces. Where it cannot be
    read any .docx beside it counts.
    """
    path = folder / LISTING_NAME
    if not path.is_file():
        return []
    try:
        names = list(dict.fromkeys([*_listed(path), *_BESIDE]))
    except _UNREADABLE:
        names = sorted(item.name for item in folder.glob("[!.~]*.docx"))
    names += [f"{PDF_FOLDER}/{Path(name).stem}.pdf" for name in names if name.endswith(".docx")]
    return [name for name in dict.fromkeys(names) if name not in kept and _is_ours(name) and (folder / name).is_file()]


def _is_ours(name: str) -> bool:
    """Whether a name of a listing, which anybody may have changed, leads to a pack's own folders."""
    bare = name.removeprefix(f"{PDF_FOLDER}/")
    return bare == Path(bare).name


def _listed(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook  # noqa: PLC0415 - openpyxl takes long to load, and most commands write no workbook

    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a person's Excel added to the listing is not our concern
        book = load_workbook(stream, data_only=True)
    rows = list(book[PAPERS_SHEET].iter_rows(values_only=True))
    column = rows[0].index(FILE_HEAD)
    yield from (str(row[column]) for row in rows[1:] if row[column])
    yield from (str(row[1]) for row in book[CHECKS_SHEET].iter_rows(values_only=True) if row[0] == LEFT_BEHIND)
