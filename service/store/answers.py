"""Deeds asked for under a key: done once, in the transaction that keeps the answer; asked again, answered the same.

A system that lost our answer on the way asks again, and must not sign, escalate or upload twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.errors import RefusedError
from service.store.clock import now
from service.store.models_answers import GivenAnswer

KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: under whose key, and a hash of all that was asked, which tells the same from something else."""

    holder: str
    key: str
    request: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was given: the HTTP status and the JSON; ``again`` where nothing was done for it this time."""

    status: int
    body: str
    again: bool = False


def once(session: Session, asking: Asking, deed: Callable[[], Answer], at: datetime | None = None) -> Answer:
    """Do a deed and keep its answer, or give the one that is kept. What fails keeps nothing: it may be asked again.

    Two who ask at once under one key wait for each other. Raises :class:`RefusedError` for a key used for something
    else. Answers older than :data:`KEPT` go when a new one comes.
    """
    moment = at or now()
    row = _claimed(session, asking, moment)
    if row is None:
        given = kept(session, asking)
        assert given
        return given
    answer = deed()
    claimed = session.get_one(GivenAnswer, row)
    claimed.status, claimed.body = answer.status, answer.body
    return answer


def kept(session: Session, asking: Asking) -> Answer | None:
    """The answer that is kept, None where nothing was asked under the key. Raises as :func:`once` does."""
    found = session.scalars(select(GivenAnswer).filter_by(holder=asking.holder, key=asking.key)).one_or_none()
    if found is None:
        return None
    if found.request != asking.request:
        raise RefusedError("这个 Idempotency-Key 已经用于另一次请求，内容与这次不同；不同的事请换一个新的")
    return Answer(found.status, found.body, again=True)


def _claimed(session: Session, asking: Asking, moment: datetime) -> int | None:
    """The row of a key that is new, ours until the transaction ends; None for one that has its answer."""
    session.execute(delete(GivenAnswer).where(GivenAnswer.at < moment - KEPT))
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    told = {"holder": asking.holder, "key": asking.key, "request": asking.request}
    new = dialect.insert(GivenAnswer).values(**told, status=0, body="", at=moment).on_conflict_do_nothing()
    return session.execute(new.returning(GivenAnswer.id)).scalar_one_or_none()
