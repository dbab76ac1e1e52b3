"""Who needs which stored file, and the sweep of those nobody needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from service.errors import StoreError
from service.store.clock import now
from service.store.models import FileRef
from service.store.objects import ObjectStore
from service.store.store import Store

GRACE: Final = timedelta(days=1)
_AT_ONCE: Final = 200  # files swept in one transaction
_LOCK: Final = 0x6875_6669_6C65


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: files taken away, half-written ones among them, and files still too young."""

    removed: tuple[str, ...]
    unfinished: int
    young: int


def refer(session: Session, files: ObjectStore, digest: str, holder: str, name: str) -> FileRef:
    """Write down that ``holder`` (``upload:12``) needs a file put before; again for the same holder changes nothing.

    Raises :class:`StoreError` where the file is not there: it was never put, or put so long ago that it was swept.
    """
    _lock(session, shared=True)
    found = session.scalars(select(FileRef).filter_by(holder=holder, sha256=digest)).one_or_none()
    if found:
        return found
    size = files.size(digest)
    if size is None:
        raise StoreError(f"文件“{name}”还没有存进文件库（{digest}），请重新上传后再试")
    made = FileRef(sha256=digest, holder=holder, name=name[-255:], size=size, at=now())
    session.add(made)
    session.flush()
    return made


def release(session: Session, holder: str) -> None:
    """Let go of all files of a holder; a later sweep takes those nobody else needs."""
    session.execute(delete(FileRef).where(FileRef.holder == holder))


def sweep(store: Store, *, grace: timedelta = GRACE, today: datetime | None = None) -> Swept:
    """Take away files nobody needs that were put longer than ``grace`` ago (put first, referred to soon after)."""
    before = (today or now()) - grace
    removed: list[str] = []
    young = 0
    needed = needed_files(store)
    candidates = sorted(digest for digest in store.files.list() if digest not in needed)
    for start in range(0, len(candidates), _AT_ONCE):
        some = candidates[start : start + _AT_ONCE]
        gone = _remove(store, some, before)
        removed += gone
        young += len(some) - len(gone)
    left = [place for place in store.files.unfinished() if _is_old(store.files, place, before)]
    for place in left:
        store.files.remove(place)
    return Swept(tuple(removed), len(left), young)


def needed_files(store: Store) -> set[str]:
    """The sha256 of every file something needs."""
    with store.read() as session:
        return set(session.scalars(select(FileRef.sha256).distinct()))


def _remove(store: Store, candidates: Sequence[str], before: datetime) -> list[str]:
    """Remove under a lock against new references, looking again at each: a reference may have come meanwhile."""
    with store.write() as session:
        _lock(session, shared=False)
        needed = set(session.scalars(select(FileRef.sha256).where(FileRef.sha256.in_(candidates))))
        gone = [digest for digest in candidates if digest not in needed and _is_old(store.files, digest, before)]
        for digest in gone:
            store.files.remove(digest)
    return gone


def _is_old(files: ObjectStore, name: str, before: datetime) -> bool:
    written = files.written(name)
    return written is not None and written < before


def _lock(session: Session, *, shared: bool) -> None:
    """Keep references and sweeps apart; on SQLite whoever writes is alone already."""
    if session.get_bind().dialect.name == "postgresql":
        kind = "_shared" if shared else ""
        session.execute(text(f"SELECT pg_advisory_xact_lock{kind}(:key)"), {"key": _LOCK})


def faults(store: Store, digests: Iterable[str]) -> list[str]:
    """One sentence for every file of these that is missing or damaged; each is read whole."""
    return [said for digest in sorted(digests) if (said := store.files.fault(digest))]
