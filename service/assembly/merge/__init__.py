"""Many finished .docx joined into one for printing, each as it was: own pages, page numbers, headers, styles, lists.

Merging libraries drop the headers and sections of all but the first document and take a style of the same name for the
same style; here nothing of a document depends on what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.assembly.merge.joining import Joining
from service.assembly.merge.source import Source
from service.errors import OutputError

__all__ = ["Joining", "Source", "merge"]


def merge(documents: Iterable[bytes], copies: Sequence[int] | None = None, *, odd_pages: bool = False) -> bytes:
    """The documents as one .docx, in order, each beginning on a new page (``odd_pages``: on a new sheet of paper
    printed on both sides) with its own page numbers from 1; same documents, same bytes.

    ``copies`` says how often each is printed (0 leaves it out), its copies one after the other; None means once each.
    The first document printed gives the settings (compatibility, tab stops) and properties. Headers of even pages and
    mirrored margins are switched on when any document uses them: the others then show their headers on all pages, and
    their margins are mirrored too.

    Raises TemplateError for a document that is no sound .docx, OutputError when there is nothing to print or
    ``copies`` does not fit the documents.
    """
    joining = Joining(odd_pages=odd_pages)
    given = 0
    for given, data in enumerate(documents, start=1):
        times = _times(copies, given)
        if times:
            source = Source(data, f"第{given}份材料")
            for _ in range(times):
                joining.add(source)
    if copies is not None and len(copies) != given:
        raise OutputError(f"合并打印：给了 {given} 份材料、{len(copies)} 个份数，请一一对应")
    return joining.written()


def _times(copies: Sequence[int] | None, number: int) -> int:
    """How often the document of that number (from 1) is printed."""
    if copies is None:
        return 1
    if number > len(copies):
        raise OutputError(f"合并打印：第{number}份材料没有写明份数，请一一对应")
    if copies[number - 1] < 0:
        raise OutputError(f"合并打印：第{number}份材料的份数是 {copies[number - 1]}，应是不小于 0 的整数")
    return copies[number - 1]
