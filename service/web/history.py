"""Earlier uploads, to compare with: what they were called, when they came, of which month and shape they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from data_adapters import Reading
from service.papers.sections import BEIJING
from service.registers import deliveries
from service.registers.deliveries import Delivered
from service.registers.known import shapes_of
from service.registers.uploads import summary_of
from service.store import Store

MOST: Final = 30
_LOOKED_THROUGH: Final = 300


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier upload: its id, day and hour, names; the shapes of its ledgers and their month ("" if unknown)."""

    id: str
    when: str
    names: tuple[str, ...]
    shapes: frozenset[str]
    period: str


def earlier(store: Store, delivery: Delivered) -> list[Earlier]:
    """The newest uploads before this one that hold other files and have a ledger in them, newest first, 30 at most."""
    with store.read() as session:
        before = deliveries.before(session, delivery.id, _LOOKED_THROUGH)
    found: list[Earlier] = []
    seen = {_hashes(delivery)}
    for one in before:
        read = [summary_of(upload) for upload in one.uploads]
        shapes = frozenset(shape for summary in read for shape in summary.get("shapes", ()))
        if not shapes or _hashes(one) in seen:
            continue
        seen.add(_hashes(one))
        when = one.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        period = max((str(summary.get("period", "")) for summary in read), default="")
        found.append(Earlier(one.address, when, tuple(upload.name for upload in one.uploads), shapes, period))
        if len(found) == MOST:
            break
    return found


def likely(readings: Sequence[Reading], before: Iterable[Earlier]) -> Earlier | None:
    """The upload that was probably the last one: of the same shape and of the nearest earlier month."""
    own, period = _shapes(readings), _period(readings)
    fit = [item for item in before if item.shapes & own and period and "" < item.period < period]
    return max(fit, key=lambda item: item.period, default=None)


def _hashes(delivery: Delivered) -> frozenset[str]:
    return frozenset(upload.sha256 for upload in delivery.uploads)


def _shapes(readings: Sequence[Reading]) -> frozenset[str]:
    return frozenset(shape for reading in readings for shape in shapes_of(reading))


def _period(readings: Sequence[Reading]) -> str:
    """The month the ledgers are of, as 2026-09; "" where they name none."""
    months = [f"{item.year}-{item.month:02d}" for item in readings if item.year and item.month]
    return max(months, default="")
