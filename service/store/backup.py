"""A backup of a store in use: the database as of one moment, then the files it needs, then what belongs to them.

Files are written once and never changed, so those copied after the database are all that it knows of.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.errors import OutputError, StoreError
from service.files import cause_of, ensure_folder
from service.store import manifest, snapshot
from service.store.anchor import ANCHOR_NAME
from service.store.audit_key import KEY_NAME
from service.store.belongings import belongings
from service.store.clock import SHANGHAI, now, stamp
from service.store.frozen import program
from service.store.manifest import Manifest
from service.store.store import Store

OBJECTS: Final = "objects"
HOME: Final = "home"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its folder, its manifest, and how many bytes it holds."""

    folder: Path
    manifest: Manifest
    size: int


def back_up(store: Store, into: Path) -> Backup:
    """Make a backup as a new folder ``huicai-日期-时刻`` in ``into``: whole, or not at all.

    A needed file that is missing or damaged does not stop it: the manifest's ``missing`` names it. Raises
    :class:`StoreError` or :class:`OutputError` where the backup itself cannot be made.
    """
    if into.resolve().is_relative_to(store.settings.home.resolve()):
        raise OutputError(f"备份不能放在数据目录“{store.settings.home}”里面，请换到另一块磁盘或另一个文件夹")
    ensure_folder(into)
    moment = now()
    name = f"huicai-{moment.astimezone(SHANGHAI):%Y%m%d-%H%M%S}"
    folder = into / f".{name}-{secrets.token_hex(4)}.part"
    try:
        folder.mkdir(mode=0o700)
        made = _filled(store, folder, stamp(moment))
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        target = _free(into, name)
        _settle(folder)
        folder.rename(target)
    except OSError as error:
        raise OutputError(f"备份写不进“{into}”（{cause_of(error)}），请换一个空间足够、可以写的文件夹") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Backup(target, made, size)


def _filled(store: Store, folder: Path, made_at: str) -> Manifest:
    engine = store.address.get_backend_name()
    moment = snapshot.copy(store, folder / snapshot.NAMES[engine])
    missing = _copy_objects(store, folder / OBJECTS, moment.needed)
    links = [link for link in store.anchor.links() if link.seq <= moment.head.seq]
    if links:  # later ones are of deeds the copy does not hold
        lines = "".join(f"{link.seq} {link.hash} {made_at}\n" for link in links)
        (folder / ANCHOR_NAME).write_text(lines, encoding="ascii")
    if store.key.path.exists():
        shutil.copyfile(store.key.path, folder / KEY_NAME)
        (folder / KEY_NAME).chmod(0o600)
    for name in belongings(store.settings):
        _copy(store.settings.home / name, folder / HOME / name)
    files = {path.relative_to(folder).as_posix(): manifest.digest_of(path) for path in _files(folder)}
    made = Manifest(made_at, program(), engine, moment.tables, moment.head, files, tuple(missing))
    made.write(folder)
    return made


def _copy_objects(store: Store, folder: Path, needed: frozenset[str]) -> list[str]:
    """Copy the files, each checked by its hash; gives the sentences on those that could not be had."""
    missing = []
    for digest in sorted(needed):
        try:
            data = store.files.get(digest)
        except StoreError as error:
            missing.append(str(error))
            continue
        path = folder / digest[:2] / digest[2:]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return missing


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):  # somebody took it away just now
        shutil.copyfile(source, target)


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _free(into: Path, name: str) -> Path:
    """A folder's name that nothing has yet."""
    names = (into / (f"{name}-{number}" if number else name) for number in range(1000))
    return next(path for path in names if not path.exists())


def _settle(folder: Path) -> None:
    """Have all of it on the disk before it gets the name of a backup."""
    for path in _files(folder):
        number = os.open(path, os.O_RDWR)
        try:
            os.fsync(number)
        finally:
            os.close(number)
