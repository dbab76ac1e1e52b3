"""What the register says of an upload, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from service.figures import Period
from service.readable import runs
from service.registers import snapshots
from service.registers.uploads import has_records
from service.store import Store
from service.web.received import Received


@dataclass(frozen=True, slots=True)
class Registered:
    """``numbers`` and ``came`` say which uploads these are, who brought them and when; ``uses`` the snapshots they are
    or were in; ``is_used`` whether one of those is in force; ``rival`` is the data in force for the page's period where
    that is another's, "" for none; ``can`` whether there is anything to put in force."""

    numbers: str
    came: str
    uses: tuple[tuple[str, bool], ...]
    is_used: bool
    rival: str
    can: bool


def registered(store: Store, got: Received, period: Period | None) -> Registered:
    """What is written down of an upload, and of the data in force for a period."""
    used = [(f"{snapshots.named(one)}，{snapshots.told(one)}", one.replaced_at is None) for one in got.snapshots]
    with store.read() as session:
        current = snapshots.current(session, period) if period else None
    rival = current if current and current.id not in {one.id for one in got.snapshots} else None
    return Registered(
        runs(sorted(got.delivery.ids)),
        f"{got.delivery.who} {snapshots.moment(got.delivery.at)} 上传",
        tuple(used),
        any(is_used for _, is_used in used),
        f"{snapshots.named(rival)}，{snapshots.told(rival)}" if rival else "",
        any(map(has_records, got.delivery.uploads)),
    )
