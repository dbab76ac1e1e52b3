"""The returns that units sent, kept as one upload with the list of those who should send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from data_adapters import Mapping, Reading, SourceError
from service.errors import HuicaiError, OutputError
from service.figures.returns import Gathered, gather_returns
from service.files import cause_of
from service.registers.deliveries import Parcel
from service.returns import decoded, returns_json, units_in
from service.web.files import write_kept
from service.web.kept import Kept
from service.web.received import Received, StoredFile, parcel
from service.web.rereading import key_of, reread

MOST_FILES: Final = 200
MOST_UNITS: Final = 500
_LIST: Final = "units.txt"


class ReturnsError(HuicaiError):
    """Returns that cannot be gathered as they were sent."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What came in: gathered, and as plain data for the page (``returns_json``)."""

    gathered: Gathered
    found: dict[str, Any]


def units_last_time(home: Path) -> str:
    """The list of units used last, one a line; "" where there is none. Raises :class:`OutputError`."""
    path = home / _LIST
    try:
        return decoded(path.read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise OutputError(f"应报单位名单“{path}”读不了（{cause_of(error)}），请检查文件的权限") from error


def units_sent(typed: str, listed: bytes) -> list[str]:
    """The units of the list that was chosen as a file, else of the text that was typed. Raises ReturnsError."""
    units = units_in(decoded(listed) if listed else typed)
    if listed and b"\0" in listed[:200] and listed[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise ReturnsError("应报单位名单不是文本文件，请用每行一个单位的文本文件（.txt），或直接粘贴在框里")
    if not units:
        raise ReturnsError("还没有应报单位，请在框里每行填一个单位，或选一个名单文件")
    if len(units) > MOST_UNITS:
        raise ReturnsError(f"应报单位最多 {MOST_UNITS} 个，这次有 {len(units)} 个，请检查名单是否选错")
    return units


def keep_returns(home: Path, files: Sequence[tuple[str, bytes]], units: Sequence[str]) -> Parcel:
    """Keep the list for next time; gives what is to be taken in. Raises ReturnsError or :class:`OutputError`."""
    if not files:
        raise ReturnsError("还没有选择报表，请先选择各单位报来的文件")
    if len(files) > MOST_FILES:
        raise ReturnsError(f"一次最多收 {MOST_FILES} 个文件，这次选了 {len(files)} 个，请分几次上传")
    write_kept(home / _LIST, ("\n".join(units) + "\n").encode())
    return parcel(files, units)


def collect(got: Received) -> Collected | None:
    """The returns of an upload gathered under its list; None where it came with no list."""
    if got.delivery.units is None:
        return None
    units = tuple(got.delivery.units)
    key = (key_of(got.files, got.mapping), units)
    return _collected.get(key, lambda: _collect(got, units))


# Of 200 units with 2,000 projects in all they take about 20 MB.
_collected: Final[Kept[Collected]] = Kept(4)


def _collect(got: Received, units: Sequence[str]) -> Collected:
    readings, unreadable = _read(got.files, got.mapping)
    gathered = gather_returns(readings, units)
    return Collected(gathered, returns_json(gathered, unreadable))


def _read(files: Iterable[tuple[StoredFile, bytes]], mapping: Mapping) -> tuple[list[Reading], list[tuple[str, str]]]:
    """What could be read, and what could not with its sentence: one bad file stops none of the others."""
    readings: list[Reading] = []
    unreadable: list[tuple[str, str]] = []
    for file, data in files:
        try:
            readings.append(reread(file.sha256, file.name, mapping, lambda data=data: data))  # type: ignore[misc]
        except SourceError as error:
            unreadable.append((file.name, str(error)))
    return readings, unreadable
