"""Earlier uploads, to compare with: what they were called, when they came, of which month and shape they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from data_adapters import Reading
from data_adapters.mapping import shape
from service.errors import OutputError
from service.papers.sections import BEIJING
from service.web.files import ID_PATTERN, MANIFEST, DamagedRecordError, read_manifest, write_kept

MOST: Final = 30
_LOOKED_THROUGH: Final = 300
_SUMMARY: Final = "understood.json"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier upload: its id, day and hour, names; the shapes of its ledgers and their month ("" if unknown)."""

    id: str
    when: str
    names: tuple[str, ...]
    shapes: frozenset[str]
    period: str


def note_what_it_is(home: Path, reading: str, readings: Sequence[Reading]) -> None:
    """Keep the shapes and the month of an upload, so that a later one can find it."""
    path = home / "readings" / reading / _SUMMARY
    found = {"shapes": sorted(_shapes(readings)), "period": _period(readings)}
    if _kept(path) != found:
        with suppress(OutputError):  # a full disk must not keep anyone from reading: it is said where it matters
            write_kept(path, json.dumps(found).encode())


def earlier(home: Path, reading: str) -> list[Earlier]:
    """The newest uploads before this one that hold other files and have a ledger in them, newest first, 30 at most."""
    own = _manifest(home / "readings" / reading)
    if own is None:
        return []
    before = [
        path for path in _newest(home) if path.name != reading and _time(path) <= _time(home / "readings" / reading)
    ]
    found: list[Earlier] = []
    seen = {_hashes(own)}
    for folder in before:
        manifest = _manifest(folder)
        said = _kept(folder / _SUMMARY)
        if manifest is None or said is None or not said.get("shapes") or _hashes(manifest) in seen:
            continue
        seen.add(_hashes(manifest))
        when = datetime.fromtimestamp(_time(folder), BEIJING).strftime("%Y-%m-%d %H:%M")
        names = tuple(str(entry.get("name", "")) for entry in manifest["files"])
        found.append(Earlier(folder.name, when, names, frozenset(said["shapes"]), str(said.get("period", ""))))
        if len(found) == MOST:
            break
    return found


def likely(readings: Sequence[Reading], before: Iterable[Earlier]) -> Earlier | None:
    """The upload that was probably the last one: of the same shape and of the nearest earlier month."""
    own, period = _shapes(readings), _period(readings)
    fit = [item for item in before if item.shapes & own and period and "" < item.period < period]
    return max(fit, key=lambda item: item.period, default=None)


def _newest(home: Path) -> list[Path]:
    folders = ((_time(path), path) for path in (home / "readings").glob("*") if re.fullmatch(ID_PATTERN, path.name))
    return [path for _, path in sorted(folders, reverse=True)[:_LOOKED_THROUGH]]


def _time(folder: Path) -> float:
    try:
        return (folder / MANIFEST).stat().st_mtime
    except OSError:
        return 0.0


def _manifest(folder: Path) -> dict[str, Any] | None:
    """What an upload holds; None where it is damaged, which is said when it is opened, not where others are listed."""
    try:
        found = read_manifest(folder)
    except DamagedRecordError:
        return None
    files = found.get("files") if found else None
    return found if isinstance(files, list) and all(isinstance(entry, dict) for entry in files) else None


def _kept(path: Path) -> dict[str, Any] | None:
    """What was noted of an upload; None where nothing was, or what is there cannot be used: it is noted anew then."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    shapes = found.get("shapes") if isinstance(found, dict) else None
    return found if isinstance(shapes, list) and all(isinstance(text, str) for text in shapes) else None


def _hashes(manifest: dict[str, Any]) -> frozenset[str]:
    return frozenset(str(entry.get("sha256", "")) for entry in manifest["files"])


def _shapes(readings: Sequence[Reading]) -> frozenset[str]:
    return frozenset(_shapes_of(readings))


def _shapes_of(readings: Sequence[Reading]) -> Iterator[str]:
    for reading in readings:
        yield from (shape(sheet.layout) for sheet in reading.sheets if sheet.holds in ("projects", "units"))


def _period(readings: Sequence[Reading]) -> str:
    """The month the ledgers are of, as 2026-09; "" where they name none."""
    months = [f"{item.year}-{item.month:02d}" for item in readings if item.year and item.month]
    return max(months, default="")
