"""The papers of a pack joined into one file for printing, in the listing's order, as they come by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.assembly.merge import Joining, Source
from service.batches.pack import Made


class PrintRun:
    """A file for printing in the making; with no copies it takes nothing in."""

    def __init__(self, copies: int) -> None:
        self._copies = copies
        self._joining = Joining()
        self._papers = 0

    def passing(self, items: Iterable[tuple[Made, bytes]]) -> Iterator[tuple[Made, bytes]]:
        """The same items, each taken in so many times on its way."""
        for made, data in items:
            if self._copies:
                source = Source(data, made.file_name)
                for _ in range(self._copies):
                    self._joining.add(source)
                self._papers += 1
            yield made, data

    def content(self) -> bytes:
        """The joined file; empty when nothing was taken in."""
        return self._joining.written() if self._papers else b""
