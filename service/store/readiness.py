"""Whether a running service can do its work just now: quickly, for whoever asks every few seconds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from service.errors import HuicaiError
from service.store.models import AuditHead, IssuedPaper
from service.store.models_batches import Batch
from service.store.store import Store

_LEAST_FREE: Final = 200 * 1024 * 1024  # bytes: an upload, its papers and the database's log must fit
_PROBE: Final = b"huicai ready"


def lacking(store: Store) -> Iterator[str]:
    """What stands in the way, a sentence each; nothing where all is well."""
    try:
        with store.read() as session:
            session.scalars(select(AuditHead.seq)).one()
    except HuicaiError as error:
        yield f"数据库：{error}"
    try:
        free = shutil.disk_usage(store.settings.home).free
    except OSError as error:
        yield f"数据目录读不了（{error.strerror}）"
    else:
        if free < _LEAST_FREE:
            yield f"磁盘只剩 {free // (1024 * 1024)} MB，请清理"
    try:
        store.files.get(store.files.put(_PROBE))  # always the same bytes, so that nothing heaps up
    except HuicaiError as error:
        yield f"文件库：{error}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is: papers ever issued, and batches by their state."""

    issued: int
    batches: Mapping[str, int]


def tally(store: Store) -> Tally:
    """Count it."""
    by_state = select(Batch.state, func.count()).group_by(Batch.state)
    with store.read() as session:
        issued = session.scalars(select(func.count()).select_from(IssuedPaper)).one()
        return Tally(issued, {state: count for state, count in session.execute(by_state)})
