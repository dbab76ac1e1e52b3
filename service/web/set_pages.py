"""What was set in pages: PDFs and pictures of their pages by key, in a folder, the latest so many megabytes of them."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from service.assembly.pdf import pages
from service.errors import OutputError
from service.files import ensure_folder, write_whole

_MOST_BYTES: Final = 200_000_000
_LACKING_SECONDS: Final = 300
_WRITTEN_SECONDS: Final = 3600  # nobody writes a file for so long
_DPI: Final = 110
_DIGITS: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class SetPages:
    """A folder of them; or of what else LibreOffice was set to for long, as files of another ``ending``."""

    folder: Path
    ending: str = "pdf"

    def path(self, key: str) -> Path | None:
        """The PDF of a key, None where it is not kept (any more) or the key is none."""
        if len(key) != 64 or not set(key) <= _DIGITS:
            return None
        found = self._file(key, self.ending)
        if not found.is_file():
            return None
        with suppress(OSError):
            found.touch()  # it was asked for: others go first
        return found

    def said(self, key: str) -> tuple[int, tuple[str, ...]] | None:
        """How many pages a kept PDF has, and what is to be said of it."""
        if self.path(key) is None:
            return None
        beside = self._file(key, "json")
        try:
            said: dict[str, Any] = json.loads(beside.read_bytes())
            age = time.time() - beside.stat().st_mtime
        except (OSError, ValueError):
            return None
        if not said["whole"] and age > _LACKING_SECONDS:
            return None
        return said["pages"], tuple(said["told"])

    def picture(self, key: str, page: int) -> bytes | None:
        """A page (from 1) as PNG, None where there is none."""
        pdf, drawn = self.path(key), self._file(key, f"{page}.png")
        if pdf is None:
            return None
        with suppress(OSError):
            return drawn.read_bytes()
        try:
            content = pages.picture(pdf, page, _DPI)
        except (IndexError, FileNotFoundError):
            return None
        with suppress(OutputError):  # then it is drawn again for the next who asks
            write_whole(drawn, content)
        return content

    def beginnings(self, key: str, count: int) -> list[str]:
        """How the first pages begin, for whoever does not see them."""
        pdf = self.path(key)
        with suppress(FileNotFoundError):  # others took its place just now
            return pages.beginnings(pdf, range(1, count + 1), 40) if pdf else []
        return []

    def keep(self, key: str, count: int, told: Sequence[str], *, whole: bool = True) -> None:
        """Keep the PDF that was written to its place, with what is said of it; one that is not ``whole`` for a few
        minutes only, so that it can be tried again. Raises :class:`OutputError`."""
        said = {"pages": count, "told": list(told), "whole": whole}
        write_whole(self._file(key, "json"), json.dumps(said).encode())
        self._prune(key)

    def place(self, key: str) -> Path:
        """Where the PDF of a key is to be written. Raises :class:`OutputError`."""
        ensure_folder(self.folder)
        return self._file(key, self.ending)

    def _file(self, key: str, ending: str) -> Path:
        return self.folder / f"{key}.{ending}"

    def _prune(self, but: str) -> None:
        found = []
        for path in self.folder.iterdir():
            with suppress(OSError):  # gone meanwhile
                told = path.stat()
                if path.name.startswith(".") and time.time() - told.st_mtime > _WRITTEN_SECONDS:
                    path.unlink()  # begun by a process that was killed
                    continue
                found.append((told.st_mtime, told.st_size, path))
        beyond = sum(size for _, size, _ in found) - _MOST_BYTES
        for _, size, path in sorted(found):
            if beyond <= 0:
                return
            if not path.name.startswith((but, ".")):
                path.unlink(missing_ok=True)
                beyond -= size
