"""Planned chunks on their way into the database: out of memory, for there may be thousands, and written in one go."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from types import TracebackType
from typing import Final, Self

from service.errors import OutputError
from service.files import cause_of
from service.store.batch_ledger import NewChunk, NewItem

_IN_MEMORY: Final = 1_000_000  # bytes; some thousand papers


class Spool:
    """Chunks that can be gone over more than once. Raises :class:`OutputError` where the disk takes no more."""

    def __init__(self, chunks: Iterable[NewChunk]) -> None:
        self.count = 0
        self._sum = hashlib.sha256()
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        try:
            for chunk in chunks:
                self._keep(chunk)
        except OSError as error:
            self._file.close()
            raise OutputError(f"临时文件夹写不进去（{cause_of(error)}），请腾出空间后重试") from error
        except BaseException:
            self._file.close()
            raise

    def _keep(self, chunk: NewChunk) -> None:
        plain = (chunk.data, chunk.templates, [astuple(item) for item in chunk.items])
        line = json.dumps(plain, ensure_ascii=False).encode(errors="surrogatepass") + b"\n"
        self._file.write(line)
        self._sum.update(line)
        self.count += 1

    def sum(self, *more: str) -> str:
        """What is the same for the same papers of the same data and templates, and for no others."""
        found = self._sum.copy()
        found.update("\n".join(more).encode(errors="surrogatepass"))
        return found.hexdigest()

    def __iter__(self) -> Iterator[NewChunk]:
        self._file.seek(0)
        for line in self._file:
            data, templates, items = json.loads(line.decode(errors="surrogatepass"))
            yield NewChunk(data, templates, [NewItem(*item) for item in items])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
