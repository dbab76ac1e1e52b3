"""The table of answers given to other systems, so that what is asked again is answered again and not done again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import Base
from service.store.models import SHA256


class GivenAnswer(Base):
    """The answer to a deed asked for under a key: ``holder`` is whose key it is, ``request`` what was asked."""

    __tablename__ = "given_answer"
    __table_args__ = (UniqueConstraint("holder", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    request: Mapped[str] = mapped_column(SHA256)
    status: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(index=True)
