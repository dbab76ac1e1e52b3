"""The audit chain gone over link by link, and held against what was told outside."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.audit import GENESIS, Link, entry_hash
from service.store.guards import missing
from service.store.models import AuditEntry, AuditHead
from service.store.store import Store


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: entries gone over, the head, what is wrong (a sentence each, the first broken entry first), and
    how many of the newest entries the anchor does not know of yet."""

    count: int
    head: Link
    faults: tuple[str, ...]
    unanchored: int


def verify(store: Store) -> Verdict:
    """Go over the whole log. Raises :class:`StoreError` where the key, the anchor or the database cannot be read."""
    anchored = list(store.anchor.links())  # before the log is read: what is told later is not missing from it
    with store.read() as session:
        head = session.scalars(select(AuditHead)).one()
        told = Link(head.seq, head.hash)
        secret = store.key.of(head.key_id) if head.key_id else b""
        hashes, faults = _walk(session, secret)
        faults += [
            f"数据库少了保护操作记录的触发器“{name}”，记录可能被直接改动过" for name in missing(session.connection())
        ]
    last = max(hashes, default=0)
    if not faults and told != Link(last, hashes.get(last, GENESIS)):
        faults.append(f"链头记到第 {told.seq} 条，操作记录却只到第 {last} 条或与链头不符：末尾的记录被删去或换过")
    faults += _against(anchored, hashes, last)
    newest = max((link.seq for link in anchored), default=0)
    if last and not anchored:
        faults.append(f"没有外部锚点文件“{store.anchor.path}”，不能证明末尾的记录没有被删去；请从备份取回")
    return Verdict(len(hashes), told, tuple(faults), max(0, told.seq - newest))


def settle(store: Store) -> Verdict:
    """Go over the whole log, and where it is sound tell the anchor what it did not know yet. Raises as above."""
    found = verify(store)
    if found.unanchored and not found.faults:
        store.anchor.tell(found.head)
    return found


def _walk(session: Session, secret: bytes) -> tuple[dict[int, str], list[str]]:
    """The hash of every entry there is, and the first fault of the chain."""
    hashes: dict[int, str] = {}
    faults: list[str] = []
    previous, expected = GENESIS, 1
    for entry in _entries(session):
        if not faults:
            if entry.seq != expected:
                faults.append(f"第 {expected} 条操作记录不见了（后面一条是第 {entry.seq} 条）：记录被删去过")
            elif not hmac.compare_digest(entry_hash(secret, previous, entry), entry.hash):
                faults.append(
                    f"第 {entry.seq} 条操作记录与链不符（{entry.at} {entry.who} {entry.action} {entry.subject}）："
                    "内容被改过，或前面插入、换过记录"
                )
        hashes[entry.seq] = previous = entry.hash
        expected = entry.seq + 1
    return hashes, faults


def _entries(session: Session) -> Iterator[Any]:
    """The log's rows, some at a time: it may be long."""
    columns = AuditEntry.__table__.columns
    yield from session.execute(select(*columns).order_by(columns.seq).execution_options(yield_per=1000))


def _against(anchored: Iterable[Link], hashes: dict[int, str], last: int) -> Iterator[str]:
    """The first thing the anchor knows otherwise."""
    for link in sorted(anchored, key=lambda each: each.seq):
        if link.seq > last:
            yield f"外部锚点记到第 {link.seq} 条，操作记录只到第 {last} 条：末尾的记录被删去，或数据库换成了较早的备份"
            return
        if hashes.get(link.seq) != link.hash:
            yield f"第 {link.seq} 条操作记录与外部锚点不符：从这一条或更早起，记录被整段重写过"
            return
