"""Weekly returns that units sent by their own accounts: each sees its own, the office the newest of each.

What was sent by mistake is taken back, or replaced by the next, until the office has taken it; all stays to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from service.errors import NoEntryError, NotAllowedError, RegisterError
from service.registers.accounts import called, listed
from service.registers.deliveries import Delivered, Parcel, found, take_in_all
from service.registers.roles import May, Role, Who, loaded, require, require_unit
from service.registers.uploads import Arrival
from service.store import Store
from service.store.audit import record
from service.store.clock import now
from service.store.models_accounts import Account
from service.store.models_uploads import Delivery, DeliveryUpload, SnapshotUpload, WithdrawnReturn


class Fate(Enum):
    """What became of a return."""

    WAITING = "等办公室收取"
    REPLACED = "已由后来报的代替"
    TAKEN = "办公室已收取"
    WITHDRAWN = "已撤回"


def send(store: Store, arrival: Arrival, by: Who) -> Delivered:
    """Take a unit's return in. Raises :class:`NotAllowedError` for whoever may not send it, and as uploads do."""
    require_a_unit(by)
    require_unit(by, by.unit)
    return take_in_all(store, Parcel([arrival], units=(by.unit,)), by.name)


def require_a_unit(by: Who) -> None:
    """Raises :class:`NotAllowedError` for whoever is no unit: the office gathers, and sends nothing to itself."""
    if Role.UNIT not in by.roles:
        raise NotAllowedError(f"报送周报用“单位”角色的账号，{by.name}不是；收各单位的报表请用“单位报送”里的收表")


def own(session: Session, by: Who, before: int = 0, most: int = 50) -> list[Delivered]:
    """What an account sent, the newest first, of numbers below ``before`` where that is given."""
    require(by, May.SEND_RETURN)
    query = select(Delivery).where(_sent_by(session, by)).order_by(Delivery.id.desc()).limit(most)
    if before:
        query = query.where(Delivery.id < before)
    return [_whole(session, each) for each in session.scalars(query)]


def own_one(session: Session, by: Who, address: str) -> Delivered:
    """One of them by its address. Raises :class:`NoEntryError` for none, and for what somebody else sent."""
    query = select(Delivery).where(_sent_by(session, by), Delivery.address == address)
    delivery = session.scalars(query).one_or_none()
    if delivery is None:
        raise NoEntryError("没有这份报表，或者不是您报的，请从“单位报送”里打开")
    return _whole(session, delivery)


def fates(session: Session, sent: Sequence[Delivered]) -> dict[int, Fate]:
    """What became of some returns of one account, by their numbers."""
    ids = [each.id for each in sent]
    standing = select(func.max(Delivery.id)).where(Delivery.who.in_([each.who for each in sent]), ~_withdrawn())
    newest = session.scalar(standing) or 0
    taken = set(session.scalars(select(Delivery.id).where(Delivery.id.in_(ids), _taken())))
    withdrawn = set(session.scalars(select(WithdrawnReturn.delivery_id).where(WithdrawnReturn.delivery_id.in_(ids))))
    still = {number: Fate.REPLACED if number < newest else Fate.WAITING for number in ids}
    return still | dict.fromkeys(taken, Fate.TAKEN) | dict.fromkeys(withdrawn, Fate.WITHDRAWN)


def withdraw(session: Session, by: Who, address: str) -> None:
    """Take a return back. Raises :class:`NoEntryError` for none of one's own, :class:`RegisterError` where the office
    has taken it or it is back already."""
    session.scalars(select(Delivery).where(Delivery.address == address).with_for_update()).one_or_none()
    whole = own_one(session, by, address)
    fate = fates(session, [whole])[whole.id]
    if fate is Fate.TAKEN:
        raise RegisterError("这份报表办公室已经收取，不能撤回；请把改好的再报一次，并告诉办公室")
    if fate is Fate.WITHDRAWN:
        raise RegisterError("这份报表已经撤回过了，不用再撤")
    session.add(WithdrawnReturn(delivery_id=whole.id, who=by.name, at=now()))
    record(session, by.name, "撤回报送", f"第{whole.id}批", files=[upload.name for upload in whole.uploads])


def _taken() -> ColumnElement[bool]:
    """The office gathered it, or put it in force."""
    other = aliased(DeliveryUpload)
    together = exists().where(
        DeliveryUpload.delivery_id == Delivery.id,
        other.upload_id == DeliveryUpload.upload_id,
        other.delivery_id != Delivery.id,
    )
    in_force = exists().where(
        DeliveryUpload.delivery_id == Delivery.id, SnapshotUpload.upload_id == DeliveryUpload.upload_id
    )
    return together | in_force


def _withdrawn() -> ColumnElement[bool]:
    return exists().where(WithdrawnReturn.delivery_id == Delivery.id)


def newest_since(session: Session, since: datetime, *, lock: bool = False) -> list[tuple[str, Delivered]]:
    """The newest return of each unit since a moment, with the unit's name, in the order of names; locked, none of them
    is withdrawn meanwhile."""
    units = {called(each): each.unit for each in listed(session) if Role.UNIT in loaded(each.roles)}
    query = select(Delivery).where(Delivery.at >= since, Delivery.who.in_(list(units)), ~_withdrawn())
    if lock:  # and then looked for: one may have been withdrawn while its lock was waited for
        session.scalars(query.order_by(Delivery.id).with_for_update()).all()
    newest = {units[each.who]: each for each in session.scalars(query.order_by(Delivery.id))}
    return [(unit, _whole(session, newest[unit])) for unit in sorted(newest)]


def units_with_accounts(session: Session) -> Sequence[str]:
    """The units that can send by themselves, each once, in the order of names."""
    return sorted({each.unit for each in listed(session) if each.active and Role.UNIT in loaded(each.roles)})


def _sent_by(session: Session, by: Who) -> ColumnElement[bool]:
    """Deliveries of an account, by whatever name it went then: its login stays."""
    login = session.get_one(Account, by.account_id).login
    return Delivery.who.endswith(f"（{login}）", autoescape=True)


def _whole(session: Session, delivery: Delivery) -> Delivered:
    whole = found(session, delivery.address)
    if whole is None:
        raise NoEntryError("这份报表刚才还在，现在不在了，请刷新后重试")
    return whole
