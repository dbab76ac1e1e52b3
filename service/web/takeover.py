"""Uploads of before there was a register, kept in folders of the home: taken into it at the first start, one by one.

A folder goes only when all of it is in the register; one that is damaged stays where it is, and is said each time.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from service.errors import SettingsError
from service.figures.decision_file import load_decisions
from service.mappings import remembered
from service.registers import deliveries
from service.registers.deliveries import Parcel, take_in_all
from service.registers.uploads import Arrival
from service.store import Store
from service.web.files import ID_PATTERN, MANIFEST, DamagedRecordError, read_manifest

_WHO: Final = "网页"
_DECISIONS: Final = "decisions.toml"


def take_over(store: Store) -> Iterator[str]:
    """Take over what there is; gives sentences on it, none where there is nothing."""
    home = store.settings.home
    folders = sorted(_folders(home / "readings"), key=_when)
    if not folders:
        return
    yield f"正在把以前网页上传的 {len(folders)} 批文件登记入册，只在升级后做这一次…"
    mapping = remembered(home).mapping
    damaged = []
    for folder in folders:
        try:
            if not _is_in(store, folder.name):
                take_in_all(store, _parcel(home, folder), _WHO, mapping)
        except (DamagedRecordError, SettingsError):
            damaged.append(folder)
            continue
        shutil.rmtree(folder)
    if damaged:
        names = "、".join(folder.name for folder in damaged)
        yield f"其中 {len(damaged)} 批的记录已损坏，没有登记，原样留在“{home / 'readings'}”：{names}"
    else:
        for name in ("uploads", "readings"):
            shutil.rmtree(home / name, ignore_errors=True)


def _folders(place: Path) -> Iterator[Path]:
    """The folders of uploads that were finished."""
    yield from (path for path in place.glob("*") if re.fullmatch(ID_PATTERN, path.name) and (path / MANIFEST).exists())


def _when(folder: Path) -> float:
    return (folder / MANIFEST).stat().st_mtime


def _is_in(store: Store, address: str) -> bool:
    with store.read() as session:
        return deliveries.found(session, address) is not None


def _parcel(home: Path, folder: Path) -> Parcel:
    """What a folder holds. Raises :class:`DamagedRecordError`, or SettingsError for its decisions."""
    manifest = read_manifest(folder) or {}
    came = datetime.fromtimestamp(_when(folder), UTC)
    try:
        arrivals = [Arrival(_content(home, entry), str(entry["name"]), at=came) for entry in manifest["files"]]
        units = [str(unit) for unit in manifest["units"]] if "units" in manifest else None
    except (LookupError, TypeError, ValueError, OSError) as error:
        raise DamagedRecordError from error
    if not arrivals:
        raise DamagedRecordError
    path = folder / _DECISIONS
    return Parcel(arrivals, units, load_decisions(path) if path.exists() else (), folder.name)


def _content(home: Path, entry: dict[str, Any]) -> bytes:
    digest = str(entry["sha256"])
    if not re.fullmatch(r"[0-9a-f]{64}", digest):  # out of a damaged record it would lead anywhere
        raise ValueError("no content is kept under this name")
    data = (home / "uploads" / digest[:2] / digest).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise DamagedRecordError
    return data
