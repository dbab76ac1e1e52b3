"""The papers of a registered meeting: which are wanted in which order, one looked at, all of them begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.batches import ledger
from service.batches.ledger import Titled
from service.batches.planning import Asked
from service.errors import EntryError, HuicaiError, NotKeptError, PaperError
from service.figures import Period, read_period
from service.papers import Draft, HeldBack, Paper, find, papers_of, shelf_of
from service.papers.desk import COMPANIONS
from service.papers.meeting_inputs import Made, inputs_of
from service.papers.office_facts import office_if_any
from service.registers import meetings, snapshots, ticket_lists
from service.registers.meeting_kinds import MeetingKind
from service.registers.office_rules import rules_of
from service.registers.snapshots import Reader
from service.registers.ticket_lists import Wish
from service.registers.tickets import ORDER
from service.store import Store
from service.store.clock import business_date, now
from service.store.models_meetings import Meeting as Row
from service.store.models_meetings import Topic
from service.web.meeting_form import in_form_words
from service.web.meetings.planning import dated, paper_meeting, values_of
from service.web.orders import FormError

NO_DATA: Final = "none"
OF_ALL: Final = frozenset({"progress_bulletin", "work_brief"})
"""Papers of the whole ledger, one each, that take a large county a second to work out: their page does without."""
_NO_OFFICE: Final = "还没有填写本单位的发文信息，材料不知道以谁的名义发；请管理员在“管理 › 设置”里填写"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A meeting with its agenda, as its papers need it; ``read`` reads the files of the data in force."""

    store: Store
    row: Row
    agenda: Sequence[Topic]
    read: Reader

    def made_of(self, period: str) -> Made:
        """What its papers are made from. Raises :class:`FormError`, and what the store raises."""
        try:
            office = office_if_any(self.store.settings)
            if office is None:
                raise FormError(_NO_OFFICE)
            meeting = paper_meeting(dated(values_of(self.row), business_date(now())), self.row.kind, office)
            return inputs_of(self.store, meeting, self.agenda, _period(period), self.read)
        except PaperError as error:
            raise FormError(*in_form_words(str(error))) from error


@dataclass(frozen=True, slots=True)
class Wanted:
    """Papers by their ids, in order; the period of the data, or :data:`NO_DATA`."""

    papers: list[str]
    period: str


def prepared(store: Store, meeting: int, read: Reader) -> Prepared:
    """A meeting of the register. Raises NoEntryError for none."""
    with store.read() as session:
        row = meetings.found(session, meeting)
        return Prepared(store, row, meetings.agenda_of(session, meeting), read)


def usual_papers(store: Store, kind: MeetingKind) -> list[str]:
    """The ids of the usual pack of a kind; without those that the register of tickets numbers and issues itself, where
    the office keeps one: nothing is to go out twice."""
    usual = [paper.id for paper in papers_of(kind.pack)]
    if not keeps_tickets(store):
        return usual
    ladder = {rung.paper for rung in rules_of(store.settings).ladder.rungs}
    issued = {ORDER, *ladder, *(name for names in COMPANIONS.values() for name in names)}
    return [name for name in usual if name not in issued]


def keeps_tickets(store: Store) -> bool:
    """Whether the office has any ticket in the register."""
    with store.read() as session:
        return bool(ticket_lists.listed(session, Wish(most=1)))


def wanted_of(asked: Mapping[str, list[str]], usual: Sequence[str], periods: Sequence[str]) -> Wanted:
    """What an address or form asks for; the usual papers with the newest data where it does not say."""
    chosen = asked.get("papers", []) if "chosen" in asked else usual
    period = next(iter(asked.get("period", [])), "") or (periods[0] if periods else NO_DATA)
    return Wanted(_moved(list(dict.fromkeys(chosen)), next(iter(asked.get("move", [])), "")), period)


def _moved(papers: list[str], move: str) -> list[str]:
    """The same with one of them moved a place: "up:agenda"."""
    way, _, name = move.partition(":")
    if name in papers:
        old = papers.index(name)
        new = min(max(old + (-1 if way == "up" else 1), 0), len(papers) - 1)
        papers.insert(new, papers.pop(old))
    return papers


def offered(store: Store, wanted: Wanted) -> tuple[list[Paper], list[Paper]]:
    """The papers wanted, in their order, and all others."""
    kinds = shelf_of(store.settings).papers
    first = [kinds[name] for name in wanted.papers if name in kinds]
    return first, [paper for paper in kinds.values() if paper not in first]


def periods_of(store: Store) -> list[str]:
    """The periods that have data in force, the newest first."""
    with store.read() as session:
        return [str(one.period) for one in snapshots.standing(session)]


def _period(text: str) -> Period | None:
    if text in ("", NO_DATA):
        return None
    try:
        return read_period(text)
    except ValueError as error:
        raise EntryError(str(error)) from error


def begin(at: Prepared, wanted: Wanted, key: str, who: str, *, once: bool = False) -> int:
    """Begin to make the papers; gives the batch's number, that of the one there is where the same ``key`` came before,
    or with ``once`` the same papers of the same data. Raises :class:`FormError` or another HuicaiError."""
    kinds = shelf_of(at.store.settings)
    chosen = [find(name, kinds.papers) for name in dict.fromkeys(wanted.papers)]
    if not chosen:
        raise FormError("请至少勾选一种要做的材料", "papers")
    made = at.made_of(wanted.period)
    origin = {"papers": wanted.papers, "period": wanted.period}
    asked = Asked(kinds, chosen, made.inputs, made.uploads, list(made.sources))
    titled = Titled(at.row.name, about_of(at.row.id), origin, key or None, once)
    try:
        return ledger.start(at.store, asked, titled, who)
    except PaperError as error:
        raise FormError(*in_form_words(str(error))) from error


def about_of(meeting: int) -> str:
    """Under what a meeting's batches are found."""
    return f"meeting:{meeting}"


def wanted_before(store: Store, batch: int) -> Wanted:
    """What was wanted of a batch of a meeting. Raises NotKeptError for none."""
    origin = ledger.origin(store, batch)
    return Wanted(list(origin.get("papers", ())), str(origin.get("period", "")))


def titled(paper_id: str) -> str:
    """What a kind of paper is called. Raises PaperError for none."""
    return find(paper_id).title


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of paper before it is made: its drafts, and those held back with the reasons."""

    paper: Paper
    drafts: tuple[Draft, ...]
    held_back: tuple[HeldBack, ...]


def look(at: Prepared, paper_id: str, period: str) -> Look:
    """A kind of paper as it would be made now. Raises :class:`FormError`, or HuicaiError where it cannot be planned."""
    paper = find(paper_id, shelf_of(at.store.settings).papers)
    found = _planned(paper, at.made_of(period))
    held = tuple(item._replace(reason=in_form_words(item.reason)[0]) for item in found if isinstance(item, HeldBack))
    return Look(paper, tuple(item for item in found if isinstance(item, Draft)), held)


def filled(at: Prepared, paper_id: str, period: str, place: int) -> tuple[str, bytes]:
    """One of the drafts of a kind filled: its name and bytes. Raises as :func:`look`, and NotKeptError for none."""
    seen = look(at, paper_id, period)
    if place >= len(seen.drafts):
        raise NotKeptError("没有这一份材料，请回到会议的材料页重新打开")
    chosen = seen.drafts[place]
    return seen.paper.name_of(chosen), seen.paper.fill(chosen)


def _planned(paper: Paper, made: Made) -> list[Draft | HeldBack]:
    try:
        return list(paper.plan(made.inputs))
    except HuicaiError as error:
        raise FormError(*in_form_words(str(error))) from error
