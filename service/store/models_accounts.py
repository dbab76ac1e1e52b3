"""Tables of who may come in: accounts, tokens for other programs, failed attempts counted, sessions signed out of."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.base import Base
from service.store.models import SHA256, WHO
from service.store.models_meetings import UNIT

ROLES = String(100)  # names of members of Role, sorted, joined by commas


class Account(Base):
    """A person who may sign in, never deleted and never renamed in ``login``, so that records name one person for good.

    Sessions carry the ``session_epoch`` they were begun under: one higher, and all of them are out.
    """

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("session_epoch >= 1", name="session_epoch"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(30))
    unit: Mapped[str] = mapped_column(UNIT)
    roles: Mapped[str] = mapped_column(ROLES)
    password_hash: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool]
    must_change_password: Mapped[bool]
    session_epoch: Mapped[int] = mapped_column(Integer)
    made_by: Mapped[str] = mapped_column(WHO)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Token(Base):
    """A secret by which another program acts for an account; only its hash is kept, and its first letters.

    ``expires_on`` is the last day, in Shanghai, on which it is taken.
    """

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    label: Mapped[str] = mapped_column(String(30))
    sha256: Mapped[str] = mapped_column(SHA256, unique=True)
    shown: Mapped[str] = mapped_column(String(12))
    roles: Mapped[str] = mapped_column(ROLES)
    expires_on: Mapped[date]
    made_by: Mapped[str] = mapped_column(WHO)
    made_at: Mapped[datetime]
    last_used: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(WHO)
    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class FailedAttempts(Base):
    """Failed attempts at a door (``account:12``, ``address:10.0.0.8``) since it was last quiet, and until when it is
    locked. In the database, because several processes guard the same doors."""

    __tablename__ = "failed_attempts"
    __table_args__ = (CheckConstraint("count >= 0", name="count"),)

    door: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]


class EndedSession(Base):
    """A session that was signed out of, by its id's hash: a cookie copied before does not bring it back. Kept until no
    session of that time can be alive any more."""

    __tablename__ = "ended_session"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(index=True)
