"""The papers of a pack joined into one file for printing, in the listing's order, as they come by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from service.batches.pack import Made

if TYPE_CHECKING:
    from service.assembly.merge import Joining


class PrintRun:
    """A file for printing in the making; with no copies it takes nothing in."""

    def __init__(self, copies: int) -> None:
        self._copies = copies
        self._joining: Joining | None = None

    def passing(self, items: Iterable[tuple[Made, bytes]]) -> Iterator[tuple[Made, bytes]]:
        """The same items, each taken in so many times on its way."""
        for made, data in items:
            if self._copies:
                self._take_in(data, made.file_name)
            yield made, data

    def _take_in(self, data: bytes, name: str) -> None:
        from service.assembly.merge import Joining, Source  # noqa: PLC0415 - most packs are not joined

        self._joining = self._joining or Joining()
        source = Source(data, name)
        for _ in range(self._copies):
            self._joining.add(source)

    def content(self) -> bytes:
        """The joined file; empty when nothing was taken in."""
        return self._joining.written() if self._joining else b""
