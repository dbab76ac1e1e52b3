"""A meeting as its pages show it, and the next ones of each kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service.errors import HuicaiError
from service.papers.proposing import Known, Proposal, proposals
from service.registers import decisions, meetings, topics
from service.registers.decisions import Kept
from service.registers.meeting_kinds import MeetingKind, kind_of
from service.registers.rhythm import Proposed
from service.registers.topics import TopicState
from service.store import Session, Store
from service.store.models_meetings import Decision, Meeting, Topic
from service.wording.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Coming:
    """A kind of meeting: the one being prepared, else the day proposed for the next; the last that was held."""

    kind: MeetingKind
    planned: Meeting | None
    proposed: Proposed | None
    last: Meeting | None


def coming(session: Session, kinds: Mapping[str, MeetingKind], today: date, calendar: Calendar) -> list[Coming]:
    """Every kind, in the order of the settings."""
    found = []
    for kind in kinds.values():
        last = meetings.latest(session, kind.name)
        planned = last if last and last.state == meetings.PLANNED else None
        proposed = None if planned else meetings.next_day(session, kind, today, calendar)
        found.append(Coming(kind, planned, proposed, last if last and not planned else None))
    return found


@dataclass(frozen=True, slots=True)
class Whole:
    """A meeting with its kind, agenda, decisions, and what it opens with."""

    row: Meeting
    kind: MeetingKind
    called: str
    attendees: tuple[str, ...]
    agenda: Sequence[Topic]
    decisions: Sequence[Decision]
    opening: Sequence[Kept]

    @property
    def state(self) -> str:
        """In words."""
        return meetings.STATES[self.row.state]

    @property
    def is_planned(self) -> bool:
        """Whether it can still be changed."""
        return self.row.state == meetings.PLANNED

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.row.state == meetings.HELD

    @property
    def undecided(self) -> list[Topic]:
        """Topics of the agenda nothing was decided of."""
        return [topic for topic in self.agenda if topic.state == TopicState.AGENDA.name]


def whole(store: Store, meeting: int, kinds: Mapping[str, MeetingKind], today: date) -> Whole:
    """A meeting by its number. Raises NoEntryError for none, or a kind that the settings have no more."""
    with store.read() as session:
        row = meetings.found(session, meeting)
        return Whole(
            row,
            kind_of(kinds, row.kind),
            meetings.called(row),
            tuple(json.loads(row.attendees)),
            meetings.agenda_of(session, meeting),
            decisions.decisions_of(session, meeting),
            decisions.opening(session, row, today),
        )


@dataclass(frozen=True, slots=True)
class Bench:
    """What may come onto the agenda: proposals nobody has settled, topics waiting that are clear, and those held back,
    each with the reason. ``fault`` says why the data in force could not be asked."""

    proposed: Sequence[Proposal]
    ready: Sequence[Topic]
    held: Sequence[tuple[Topic, str]]
    fault: str = ""


def bench(store: Store, row: Meeting, kind: MeetingKind, data: Callable[[], Known], today: date) -> Bench:
    """What may come onto a meeting's agenda on a day; ``data`` gives the data in force."""
    fault = ""
    try:
        known = data()
    except HuicaiError as error:
        known, fault = Known(), str(error)
    left = set(json.loads(row.left_out))
    with store.read() as session:
        agenda = meetings.proposed_agenda(session, kind)
        found = [each for each in proposals(session, known, today) if each.key not in left]
    return Bench(found, agenda.ready, agenda.held, fault)


def accept(session: Session, row: Meeting, kind: MeetingKind, chosen: Sequence[Proposal], who: str) -> tuple[int, int]:
    """Bring proposals as topics, and put those that are clear on the agenda; gives how many went on it, and how many
    are held back until they are complete."""
    made = [topics.bring(session, each.matter, who) for each in chosen]
    ready = [topic.id for topic in made if not meetings.held_back(topic, kind)]
    if ready:
        meetings.put_on_agenda(session, row.id, kind, ready, who)
    return len(ready), len(made) - len(ready)
