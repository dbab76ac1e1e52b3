"""Uploaded files as they are read, kept for whoever asks next: else every page would read a county's ledger again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final

from data_adapters import Mapping, Reading, read_bytes
from data_adapters.mapping_file import dump_mapping
from service.web.kept import Kept
from service.web.received import StoredFile

_RECORDS: Final = 15_000
"""So many projects, units and problems are kept as they were read: 2,000 take about 30 MB."""


def records(reading: Reading) -> int:
    """How much a reading weighs among those kept."""
    return 1 + len(reading.projects) + len(reading.units) + len(reading.topics)


def key_of(files: Iterable[tuple[StoredFile, bytes]], mapping: Mapping | None) -> Hashable:
    """Files of the same key are read the same."""
    return tuple((file.name, file.sha256) for file, _ in files), dump_mapping(mapping or Mapping())


# By what they hold, so that all apps of the process may share them.
_readings: Final[Kept[Reading]] = Kept(_RECORDS, records)


def reread(sha256: str, name: str, mapping: Mapping | None, data: Callable[[], bytes]) -> Reading:
    """A file as it is read by answers on its columns. Raises as ``read_bytes`` and ``data`` do."""
    key = (sha256, name, dump_mapping(mapping or Mapping()))
    return _readings.get(key, lambda: read_bytes(data(), name, mapping))
