"""A backup put back into an empty home, and everything in a store gone over."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from service.config import Settings
from service.errors import StoreError
from service.files import cause_of
from service.store import manifest, snapshot
from service.store.addresses import address, shown
from service.store.anchor import ANCHOR_NAME, Anchor
from service.store.audit_check import verify
from service.store.audit_key import KEY_NAME
from service.store.backup import HOME, OBJECTS
from service.store.belongings import belongings
from service.store.manifest import Manifest
from service.store.migrating import ensure_current, knows
from service.store.number_report import SeriesReport, report
from service.store.objects import ObjectStore
from service.store.references import faults, needed_files
from service.store.store import Store, saying


@dataclass(frozen=True, slots=True)
class Examined:
    """A store gone over: how much was looked at, and what is wrong, a sentence each."""

    entries: int
    numbers: int
    files: int
    faults: tuple[str, ...]


def restore(folder: Path, settings: Settings) -> Manifest:
    """Put a backup into the home and database of the settings, which must be empty; an older one is brought up to date.

    Raises :class:`StoreError` before anything is written where a file of the backup is missing or damaged, the place
    is filled, or the backup is of another database's kind or a newer program. Broken off, it can be done again.
    """
    found = manifest.read(folder)
    _refuse(folder, found, settings)
    files = ObjectStore.of(settings)
    for name in found.files:
        if name.startswith(f"{OBJECTS}/"):
            files.put((folder / name).read_bytes())
    try:
        _put_belonging(folder, found, settings)
    except OSError as error:
        raise StoreError(f"备份恢复不进“{settings.home}”（{cause_of(error)}），请检查磁盘空间和权限后重试") from error
    target = address(settings)
    snapshot.put_back(folder / snapshot.NAMES[found.engine], target)
    with saying(target):
        ensure_current(target)
    return found


def _refuse(folder: Path, found: Manifest, settings: Settings) -> None:
    target = address(settings)
    kind = target.get_backend_name()
    if found.engine != kind:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise StoreError(
            f"备份是 {names.get(found.engine, found.engine)} 的，设置项 database_url 却是 {names[kind]}，"
            "请改成同一种后重试"
        )
    if not knows(found.tables):
        raise StoreError(f"备份“{folder}”是更新版本的程序做的（{found.tables}），请升级程序后再恢复")
    with saying(target):
        if snapshot.is_filled(target):
            raise StoreError(f"{shown(target)}里已有数据，不能覆盖；请换一个空的数据目录（HUICAI_HOME）或空的数据库")
    _refuse_other(found, settings)
    broken = list(manifest.faults(folder, found))
    if broken:
        more = f"等 {len(broken)} 处" if len(broken) > 1 else ""
        raise StoreError(f"{broken[0]}{more}，没有恢复任何内容，请换一份备份")


def _refuse_other(found: Manifest, settings: Settings) -> None:
    """What lies in the home and is not what the backup would put there must not be lost."""
    there = {settings.home / name: f"{HOME}/{name.as_posix()}" for name in belongings(settings)}
    there[settings.home / KEY_NAME] = KEY_NAME
    for path, name in there.items():
        if path.is_file() and manifest.digest_of(path) != found.files.get(name):
            raise StoreError(f"数据目录里已有“{path}”，与备份里的不同，不能覆盖；请换一个空的数据目录（HUICAI_HOME）")


def _put_belonging(folder: Path, found: Manifest, settings: Settings) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    for name in found.files:
        if name.startswith(f"{HOME}/"):
            _put(folder / name, settings.home / name.removeprefix(f"{HOME}/"))
    if KEY_NAME in found.files:
        _put(folder / KEY_NAME, settings.home / KEY_NAME)
    anchor = Anchor.of(settings).path
    if ANCHOR_NAME in found.files and not anchor.exists():  # one elsewhere knows more than the backup
        _put(folder / ANCHOR_NAME, anchor)


def _put(source: Path, target: Path) -> None:
    """Put a file in its place, for its owner's eyes only: settings may hold a password."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.restoring")
    temporary.unlink(missing_ok=True)
    with source.open("rb") as stream, os.fdopen(os.open(temporary, snapshot.NEW_FILE, 0o600), "wb") as made:
        shutil.copyfileobj(stream, made)
        made.flush()
        os.fsync(made.fileno())
    temporary.replace(target)


def rehearse(folder: Path, place: Path) -> tuple[Manifest, Examined]:
    """Put a backup of SQLite into the empty folder ``place`` and go over it; no home is touched.

    Raises as :func:`restore` does; a backup of PostgreSQL needs a database of its own, see docs/store.md.
    """
    found = manifest.read(folder)
    if found.engine != "sqlite":
        raise StoreError(
            "备份是 PostgreSQL 的，演练要有一个空的数据库：请把 HUICAI_DATABASE_URL 和 HUICAI_HOME 设成演练用的，"
            "再用 huicai restore --verify"
        )
    settings = replace(Settings(), home=place)
    restore(folder, settings)
    with Store(settings) as store:
        return found, examine(store)


def examine(store: Store) -> Examined:
    """Go over all a store holds: the database's own check, the numbers, the audit chain, every file by its hash."""
    wrong = snapshot.integrity(store)
    with store.read() as session:
        series = report(session)
    wrong += [sentence for each in series for sentence in of_series(each)]
    verdict = verify(store)
    wrong += verdict.faults
    needed = needed_files(store)
    wrong += faults(store, needed)
    return Examined(verdict.count, sum(each.issued for each in series), len(needed), tuple(wrong))


def of_series(series: SeriesReport) -> list[str]:
    """What is wrong with a series of numbers, in sentences."""
    name = f"{series.sign}〔{series.year}〕"
    told = {
        "断号": "、".join(map(str, series.gaps)),
        "重号": "、".join(map(str, series.doubles)),
        "超出计数的号": "、".join(map(str, series.beyond)),
    }
    return [f"{name}有{what}：{numbers}，请查明原因" for what, numbers in told.items() if numbers]
