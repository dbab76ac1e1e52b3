"""One ticket's page: what it says, its whole life with the papers and files of each step, what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.papers.catalogue import papers
from service.papers.desk import together
from service.registers import evidence, meetings, ticket_lists, tickets
from service.registers.ticket_clock import overdue_days, standing
from service.registers.ticket_life import Kind, Life, standing_measures
from service.store import Session, frozen
from service.store.models import FileRef, IssuedNumber, IssuedPaper
from service.store.models_meetings import Meeting
from service.store.models_tickets import Ticket, TicketStep
from service.store.numbers import numbers_of


@dataclass(frozen=True, slots=True)
class Paper:
    """A frozen paper: what it is, its number, how often it was handed out, why its number is void ("": it is not)."""

    id: int
    title: str
    number: str
    file_name: str
    void: str
    printed: int
    downloaded: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A step of the life: what, of which unit, by whom, the day it happened and the moment it was written down; the
    number it gave and its papers, the files that prove it. ``owed``: its number is given, its paper not made yet;
    ``recalled``: it was taken back later."""

    kind: Kind
    unit: str
    who: str
    day: date
    at: datetime
    note: str
    until: date | None
    measure: str
    number: str
    papers: tuple[Paper, ...]
    files: tuple[FileRef, ...]
    owed: bool
    recalled: bool

    @property
    def title(self) -> str:
        """The step in a word or two: 督办, 撤回督办, 签收."""
        return self.measure if self.kind is Kind.ESCALATE else f"{self.kind.value}{self.measure}"


@dataclass(frozen=True, slots=True)
class Whole:
    """The page. ``mark`` is the last step's number, which forms bear; ``owed`` whether a paper is still to be made."""

    ticket: Ticket
    life: Life
    called: str
    standing: str
    overdue: int
    meeting: Meeting | None
    entries: tuple[Entry, ...]
    mark: int

    @property
    def owed(self) -> bool:
        """Whether a number was given whose paper is not made yet."""
        return any(entry.owed for entry in self.entries)


def whole(session: Session, ticket_id: int, day: date) -> Whole:
    """A ticket as it stands on a day. Raises :class:`NoEntryError` where there is none."""
    ticket = ticket_lists.found(session, str(ticket_id))
    steps = ticket_lists.history(session, ticket.id)
    life = tickets.life_of(ticket)
    meeting = meetings.found(session, ticket.meeting_id) if ticket.meeting_id else None
    return Whole(
        ticket=ticket,
        life=life,
        called=tickets.called(ticket),
        standing=standing(life, day),
        overdue=overdue_days(life, day),
        meeting=meeting,
        entries=tuple(_entries(session, ticket, steps)),
        mark=steps[-1].id if steps else 0,
    )


def _entries(session: Session, ticket: Ticket, steps: Sequence[TicketStep]) -> list[Entry]:
    numbers = numbers_of(session, [step.item for step in steps if step.item])
    items = [item for step in steps if step.item for item in together(step.item)]
    frozen_papers = {paper.item: paper for paper in frozen.issued_of(session, items)}
    files = evidence.evidence_of(session, steps)
    kinds = [Kind[step.kind] for step in steps]
    stands = set(standing_measures(kinds))
    found = []
    for place, (kind, step) in enumerate(zip(kinds, steps, strict=True)):
        number = numbers.get(step.item or "")
        own = together(step.item) if step.item else []
        made = [frozen_papers[item] for item in own if item in frozen_papers]
        found.append(
            Entry(
                kind=kind,
                unit=_unit(kind, step, ticket),
                who=step.who,
                day=step.day,
                at=step.at,
                note=step.note,
                until=step.until,
                measure=step.measure,
                number=number.text if number else "",
                papers=tuple(paper_of(session, paper, number) for paper in made),
                files=tuple(files.get(step.id, ())),
                owed=bool(number and not number.voided_at and len(made) < len(own)),
                recalled=kind is Kind.ESCALATE and place not in stands,
            )
        )
    return found


def _unit(kind: Kind, step: TicketStep, ticket: Ticket) -> str:
    return (step.unit or ticket.lead) if kind in (Kind.RECEIVE, Kind.ANSWER, Kind.ASK) else ""


def paper_of(session: Session, paper: IssuedPaper, number: IssuedNumber | None) -> Paper:
    """A frozen paper as pages show it, under the number it goes out with."""
    known, used = papers().get(paper.kind), frozen.uses(session, paper)
    return Paper(
        id=paper.id,
        title=known.title if known else paper.kind,
        number=number.text if number else "",
        file_name=paper.file_name,
        void=(number.void_reason or "") if number and number.voided_at else "",
        printed=used["print"],
        downloaded=used["download"],
    )
