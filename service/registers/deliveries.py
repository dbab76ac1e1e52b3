"""Deliveries: files that came in together, found by an address nobody can guess."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from data_adapters import Mapping as ColumnMapping
from service.errors import RegisterError
from service.figures import Decision
from service.registers import entries, upload_decisions, uploads
from service.registers.uploads import Arrival
from service.store import Store
from service.store.audit import canonical, record
from service.store.clock import now
from service.store.models_uploads import Delivery, DeliveryUpload, Snapshot, SnapshotUpload, Upload

_BYTES: Final = 16


def new_address() -> str:
    """An address nobody can guess: 22 characters out of A–Z, a–z, 0–9, - and _."""
    return secrets.token_urlsafe(_BYTES)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery with its uploads in the order they came. ``units`` are those of whom returns were due, None for what
    was not gathered from units."""

    id: int
    address: str
    units: tuple[str, ...] | None
    who: str
    at: datetime
    uploads: tuple[Upload, ...]

    @property
    def ids(self) -> list[int]:
        """The numbers of its uploads."""
        return [upload.id for upload in self.uploads]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What comes in together, and what is known of it already: whom it was due from, decisions made before, and, for
    what was kept elsewhere till now, its address."""

    arrivals: Sequence[Arrival]
    units: Sequence[str] | None = None
    decisions: Sequence[Decision] = ()
    address: str = ""


_NOTHING: Final = Parcel(())


def take_in_all(store: Store, parcel: Parcel, who: str, mapping: ColumnMapping | None = None) -> Delivered:
    """Keep files that come in together: all of them, or none. Of two of one name the second gets one of its own.

    Raises as :func:`uploads.take_in` does.
    """
    person = entries.person(who)
    if not parcel.arrivals:
        raise RegisterError("没有给出文件，请选择后重试")
    named = own_names(arrival.name for arrival in parcel.arrivals)
    ready = [
        uploads.prepared(store.files, arrival, name, mapping)
        for arrival, name in zip(parcel.arrivals, named, strict=True)
    ]
    with store.write() as session:
        made = [uploads.add(session, store.files, one, person) for one in ready]
        if parcel.decisions:
            upload_decisions.decide(session, made, parcel.decisions)
        return deliver(session, made, person, parcel)


def deliver(session: Session, made: Sequence[Upload], who: str, parcel: Parcel = _NOTHING) -> Delivered:
    """Put uploads together as one delivery; an upload may stand in several."""
    words = "" if parcel.units is None else canonical(list(parcel.units))
    came = next((arrival.at for arrival in parcel.arrivals), None) or now()
    delivery = Delivery(address=parcel.address or new_address(), units=words, who=entries.person(who), at=came)
    session.add(delivery)
    session.flush()
    session.add_all(
        DeliveryUpload(delivery_id=delivery.id, position=position, upload_id=upload.id)
        for position, upload in enumerate(made, start=1)
    )
    record(session, who, "收到文件", f"第{delivery.id}批", uploads=[upload.id for upload in made])
    return _delivered(delivery, made)


def own_names(names: Iterable[str]) -> Iterator[str]:
    """Names of their own: of two files called 报表.xlsx the second is 报表（2）.xlsx."""
    taken: set[str] = set()
    for name in names:
        path, number, own = PurePath(name), 1, name
        while own in taken:
            number += 1
            own = f"{path.stem}（{number}）{path.suffix}"
        taken.add(own)
        yield own


def found(session: Session, address: str, *, lock: bool = False) -> Delivered | None:
    """A delivery by its address, None where there is none; locked, nobody else decides on it meanwhile."""
    query = select(Delivery).where(Delivery.address == address)
    delivery = session.scalars(query.with_for_update() if lock else query).one_or_none()
    return _delivered(delivery, _uploads_of(session, delivery.id)) if delivery else None


def before(session: Session, delivery_id: int, most: int) -> list[Delivered]:
    """The deliveries before one, the newest first; without the problems of their uploads, which may be many."""
    query = select(Delivery).where(Delivery.id < delivery_id).order_by(Delivery.id.desc()).limit(most)
    earlier = session.scalars(query).all()
    inside: dict[int, list[Upload]] = {delivery.id: [] for delivery in earlier}
    joined = (
        select(DeliveryUpload.delivery_id, Upload)
        .join(Upload, Upload.id == DeliveryUpload.upload_id)
        .where(DeliveryUpload.delivery_id.in_(inside))
        .order_by(DeliveryUpload.delivery_id, DeliveryUpload.position)
        .options(defer(Upload.problems, raiseload=True))
    )
    for number, upload in session.execute(joined):
        inside[number].append(upload)
    return [_delivered(delivery, inside[delivery.id]) for delivery in earlier]


@dataclass(frozen=True, slots=True)
class Listed:
    """An upload in a list: the address of the delivery it came in ("" for none), and whether it is in force."""

    upload: Upload
    address: str
    in_force: bool


def listed(session: Session, period: str = "", beyond: int = 0, most: int = 100) -> list[Listed]:
    """Uploads, the newest first: of one period or of any, of numbers below ``beyond`` where that is given; without
    their problems."""
    query = select(Upload).options(defer(Upload.problems, raiseload=True)).order_by(Upload.id.desc()).limit(most)
    if period:
        query = query.where(Upload.period == period)
    if beyond:
        query = query.where(Upload.id < beyond)
    some = session.scalars(query).all()
    ids = [upload.id for upload in some]
    places = (
        select(DeliveryUpload.upload_id, Delivery.address)
        .join(Delivery, Delivery.id == DeliveryUpload.delivery_id)
        .where(DeliveryUpload.upload_id.in_(ids))
        .order_by(Delivery.id.desc())  # the delivery it first came in has the last word
    )
    addresses = {number: address for number, address in session.execute(places)}
    serving = (
        select(SnapshotUpload.upload_id)
        .join(Snapshot, Snapshot.id == SnapshotUpload.snapshot_id)
        .where(SnapshotUpload.upload_id.in_(ids), Snapshot.replaced_at.is_(None))
    )
    now_used = set(session.scalars(serving))
    return [Listed(upload, addresses.get(upload.id, ""), upload.id in now_used) for upload in some]


def _uploads_of(session: Session, delivery_id: int) -> Sequence[Upload]:
    query = (
        select(Upload)
        .join(DeliveryUpload, DeliveryUpload.upload_id == Upload.id)
        .where(DeliveryUpload.delivery_id == delivery_id)
        .order_by(DeliveryUpload.position)
    )
    return session.scalars(query).all()


def _delivered(delivery: Delivery, inside: Sequence[Upload]) -> Delivered:
    units = tuple(json.loads(delivery.units)) if delivery.units else None
    return Delivered(delivery.id, delivery.address, units, delivery.who, delivery.at, tuple(inside))
