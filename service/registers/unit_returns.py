"""Weekly returns that units sent by their own accounts: each sees its own, the office the newest of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.errors import NoEntryError, NotAllowedError
from service.registers.accounts import called, listed
from service.registers.deliveries import Delivered, Parcel, found, take_in_all
from service.registers.roles import May, Role, Who, loaded, require, require_unit
from service.registers.uploads import Arrival
from service.store import Store
from service.store.models_accounts import Account
from service.store.models_uploads import Delivery


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


def newest_since(session: Session, since: datetime) -> list[tuple[str, Delivered]]:
    """The newest return of each unit since a moment, with the unit's name, in the order of names."""
    units = {called(each): each.unit for each in listed(session) if Role.UNIT in loaded(each.roles)}
    query = select(Delivery).where(Delivery.at >= since, Delivery.who.in_(list(units))).order_by(Delivery.id)
    newest = {units[each.who]: each for each in session.scalars(query)}
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
