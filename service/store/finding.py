"""Issued papers found again, by number, project, unit, kind and day; and how a text is searched on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.errors import EntryError, NotKeptError
from service.store.clock import business_date
from service.store.models import IssuedNumber, IssuedPaper, NumberSeries, PaperAbout
from service.store.models_tickets import Ticket

_NUMBER: Final = re.compile(r"([^\W\d_]*?)(?:[〔\[(（【]?(\d{4})[〕\])）】])?(?:第?(\d{1,9})号?)?")
MOST: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which papers: whose number is or holds ``number`` (安重办调〔2026〕15号, 安重办调, 〔2026〕, 15), about a project
    and a unit whose names hold these words, of a kind (the paper's id) or one of these kinds, issued from a day and by
    a day; from before the paper ``before``, so many at most."""

    number: str = ""
    project: str = ""
    unit: str = ""
    kind: str = ""
    kinds: frozenset[str] = frozenset()
    since: date | None = None
    by: date | None = None
    before: int = 0
    most: int = 100


def search(session: Session, sought: Sought) -> Sequence[IssuedPaper]:
    """The issued papers sought, the latest first: a next page follows by ``before`` (the last one's id).

    Raises :class:`EntryError` where ``number`` is no part of a number.
    """
    query = select(IssuedPaper).where(*_conditions(session, sought)).order_by(IssuedPaper.id.desc())
    return session.scalars(query.limit(min(max(sought.most, 0), MOST))).all()


def kept(session: Session, paper_id: int) -> IssuedPaper:
    """An issued paper by its place in the register. Raises :class:`NotKeptError` for none."""
    paper = session.get(IssuedPaper, paper_id)
    if paper is None:
        raise NotKeptError(f"没有第{paper_id}号签发存档的文书，请核对")
    return paper


def about(session: Session, paper_ids: Sequence[int]) -> dict[int, PaperAbout]:
    """What papers are about, by their places in the register; one of an older program's time may have nothing."""
    return {row.paper_id: row for row in session.scalars(select(PaperAbout).where(PaperAbout.paper_id.in_(paper_ids)))}


def _conditions(session: Session, sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.before:
        yield IssuedPaper.id < sought.before
    if sought.kind:
        yield IssuedPaper.kind == sought.kind
    if sought.kinds:
        yield IssuedPaper.kind.in_(sought.kinds)
    if sought.number.strip():
        yield IssuedPaper.number_id.in_(select(IssuedNumber.id).where(*_numbered(sought.number)))
    if about := list(_about(session, sought)):
        yield IssuedPaper.id.in_(select(PaperAbout.paper_id).where(*about))


def _about(session: Session, sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.project:
        yield holding(session, PaperAbout.project, sought.project)
    if sought.unit:
        yield holding(session, PaperAbout.units, sought.unit)
    if sought.since:
        yield PaperAbout.day >= sought.since
    if sought.by:
        yield PaperAbout.day <= sought.by


def _numbered(said: str) -> Iterator[ColumnElement[bool]]:
    match = _NUMBER.fullmatch(re.sub(r"\s", "", said))
    if not match:
        raise EntryError(f"“{said}”不像编号：可以写完整的，如“安重办调〔2026〕15号”，也可以只写“安重办调”或“15”")
    sign, year, no = match.groups()
    series = select(NumberSeries.id)
    if sign:
        series = series.where(NumberSeries.sign.contains(sign, autoescape=True))
    if year:
        series = series.where(NumberSeries.year == int(year))
    yield IssuedNumber.series_id.in_(series)
    if no:
        yield IssuedNumber.no == int(no)


def holding(session: Session, column: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    """Whether a text holds these words, capitals or not. SQLite's LIKE does not tell a from A; PostgreSQL's does,
    and takes several times as long when told not to, which words without such letters are spared."""
    if words.lower() != words.upper() and session.get_bind().dialect.name == "postgresql":
        return column.icontains(words, autoescape=True)
    return column.contains(words, autoescape=True)


def note_about(session: Session, paper: IssuedPaper, project: str, units: Sequence[str]) -> None:
    """Write down what a paper about to be issued can be found by. One of a ticket (``ticket:12:…``) that names neither
    project nor units is about those of its ticket."""
    kept = paper.item.split(":")
    ticket = session.get(Ticket, int(kept[1])) if kept[0] == "ticket" and kept[1].isdigit() else None
    if ticket and not project and not units:
        project, units = ticket.project, [unit.name for unit in ticket.units]
    moment = paper.number.issued_at if paper.number else paper.issued_at
    day = business_date(moment)
    session.add(PaperAbout(paper_id=paper.id, day=day, project=project, units="、".join(units)))
