"""An office with tickets for the tests of their pages: days are counted from today, since pages live today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Flask

from service.papers.office_facts import write_office
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import Hand, draft, sign, step
from service.store import Store
from service.store.clock import business_date, now
from tests.registers.lives import HELPER, LEAD
from tests.registers.orders import OFFICE, ORGAN, order


def store_of(app: Flask) -> Store:
    found: Store = app.extensions["huicai.store"]
    return found


def today() -> date:
    return business_date(now())


def ready_office(app: Flask) -> None:
    """Write down in whose name papers go out."""
    write_office(store_of(app).settings, {**OFFICE, "office": {**OFFICE["office"], "measures": []}})


def drafted(app: Flask, **changed: Any) -> int:
    """A draft due in ten days; gives its place in the register."""
    with store_of(app).write() as session:
        made = draft(session, order(**{"source": "周调度会", "deadline": today() + timedelta(10), **changed}), "张三")
        return made.id


def signed(app: Flask, due: int = 10, ago: int = 40, **changed: Any) -> int:
    """A ticket signed some days ago, due so many days from today (negative: overdue); without its paper."""
    day = today() - timedelta(ago)
    with store_of(app).write() as session:
        made = draft(session, order(**{"source": "周调度会", "deadline": today() + timedelta(due), **changed}), "张三")
        sign(session, [made.id], Hand("李四", ORGAN, now() - timedelta(ago)))
        assert made.deadline >= day
        return made.id


def taken(app: Flask, ticket: int, *kinds: Kind, **more: Any) -> None:
    """Steps taken today by somebody."""
    with store_of(app).write() as session:
        for kind in kinds:
            told: dict[str, Any] = {"note": "已按要求办理", **more}
            step(session, ticket, Step(kind, "王五", today(), **told))


__all__ = ["HELPER", "LEAD", "drafted", "ready_office", "signed", "store_of", "taken", "today"]
