"""A reading that has begun: the cells of a file are read by a process of their own, while this one goes on.

What understands them is loaded when they are asked for, so that the process can be started before that.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from data_adapters.containers import MAX_FILE_BYTES, Opening, base_name, too_big
from data_adapters.problems import SourceError

if TYPE_CHECKING:
    from data_adapters.mapping import Mapping
    from data_adapters.reading import Reading


class Begun:
    """A file whose cells are being read from now on, by a process of their own, until it is closed: for whoever has
    other things to do first. Raises :class:`SourceError` as :func:`read_file`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, base_name(name)
        self._opening = Opening(data, self._name)

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """The same for a file on disk under its own name."""
        return cls(bytes_of(path), path.name)

    @property
    def sha256(self) -> str:
        """The SHA-256 sum of what is read, whatever becomes of the file meanwhile."""
        return hashlib.sha256(self._data).hexdigest()

    def read(self, mapping: Mapping | None = None) -> Reading:
        """The reading, as :func:`read_file` gives it; to be asked for once."""
        from data_adapters.reader import understood  # noqa: PLC0415 - see above

        with _collector_at_rest():
            try:
                kind, grids, notes = self._opening.grids()
            finally:
                self.close()
            return understood(self._name, kind.value, grids, notes, mapping)

    def close(self) -> None:
        """End the reading."""
        self._opening.close()


def bytes_of(path: Path) -> bytes:
    """What is in a file. Raises :class:`SourceError`, which says why it cannot be had."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise SourceError(f"“{path}”不是普通文件，请给出工作簿文件")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceError(too_big(path.name, path.stat().st_size))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"找不到文件“{path}”，请检查文件名和所在文件夹") from error
    except IsADirectoryError as error:
        raise SourceError(f"“{path}”是文件夹，请给出其中的工作簿文件") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"文件“{path}”打不开，请检查它是否正被占用或没有读取权限") from error


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A reading makes many objects and no cycles: looking for cycles among them costs a third of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
