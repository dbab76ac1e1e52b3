"""Signing: a ticket's step taken by a person, its number given, its paper made and frozen.

First the paper is filled for trial, so that one that cannot be made never takes a number. Then one transaction gives
the numbers, takes the steps and lays the papers by; last they are filled with their numbers and frozen. Whatever stops
between the two leaves a paper that is owed, and the same call again, or ``fill_owed``, makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from service.errors import HuicaiError, NoEntryError, PaperError, RegisterError, StoreBusy
from service.papers.base import Draft
from service.papers.desk import Desk, Drafted, draft_papers, drafted, series_of
from service.papers.filling import Laid, dues, fill, lay_by
from service.registers import ticket_lists, tickets
from service.registers.escalations import next_step
from service.registers.issuing import FactsMovedError, Issue, issue_all, last_taken
from service.registers.ladder import Rung
from service.registers.ticket_facts import Facts, facts_now
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import ORDER, ORDER_SERIES, Hand
from service.store import Session, due
from service.store.clock import business_date, now
from service.store.frozen import issued_of
from service.store.models import IssuedPaper
from service.store.numbers import Wanted, issue, series_at

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants issued: a draft ticket signed (``measure`` ""), or the next step of the ladder (督办).

    ``given`` are texts for gaps of the paper that only a person can fill (约谈时间), by the names its template uses.
    """

    ticket_id: int
    measure: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signed:
    """A step that was taken: its number, the item its paper is filed under, the papers frozen, the paper first.

    ``ticket_id`` is 0 for a paper of no ticket. ``gaps`` is what the papers show as a gap; ``fault`` why they could not
    be filled just now, "" where they were: they are owed then, and nothing is lost.
    """

    ticket_id: int
    measure: str
    number: str
    item: str
    papers: tuple[IssuedPaper, ...] = ()
    gaps: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A wish whose papers were filled for trial from these facts."""

    wish: Wish
    facts: Facts
    series: str
    laid: Sequence[Laid]

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(gap for each in self.laid for gap in each.drafted.gaps)


Also = Callable[[Session, Sequence[Signed]], None]
"""What is to be done in the very transaction that takes the steps, when they are taken."""


def issue_papers(desk: Desk, wishes: Sequence[Wish], hand: Hand, also: Also = lambda *_: None) -> list[Signed]:
    """Take the steps wished for, all or none, and make their papers; orders among them get numbers in a row.

    A wish whose step was taken already and whose paper is owed is filled, and no second step taken; where none is left
    to take there is no transaction, and nothing done ``also``. Raises
    :class:`RegisterError` or :class:`PaperError` for the first that may not be issued, with the reason: then no number
    was given.
    """
    hand = replace(hand, at=hand.at or now())
    before = [_taken(desk, wish) for wish in wishes]
    signed = iter(_sign_all(desk, [wish for wish, old in zip(wishes, before, strict=True) if old is None], hand, also))
    steps = [old or next(signed) for old in before]
    return [_filled(desk, each, hand.who) for each in steps]


def _sign_all(desk: Desk, wishes: Sequence[Wish], hand: Hand, also: Also) -> list[Signed]:
    if not wishes:
        return []
    for _ in range(_TRIES):
        ready = [_readied(desk, wish, hand) for wish in wishes]
        try:
            return _signed(desk, ready, hand, also)
        except FactsMovedError:
            continue
    raise StoreBusy("这些单子正由别人登记，没有签发，请稍后再试")


def _signed(desk: Desk, ready: Sequence[_Ready], hand: Hand, also: Also) -> list[Signed]:
    """All steps taken and their papers owed, in one transaction."""
    issues = [Issue(each.facts, each.wish.measure, each.series) for each in ready]
    signed = []
    with desk.store.write() as session:
        numbers = issue_all(session, issues, hand, desk.rules)
        for each, given in zip(ready, numbers, strict=True):
            for owed in dues(desk, each.laid, given.item):
                due.owe(session, desk.store.files, owed)
            signed.append(Signed(each.wish.ticket_id, each.wish.measure, given.number, given.item, gaps=each.gaps))
        also(session, signed)
    return signed


def issue_draft(desk: Desk, draft: Draft, item: str, hand: Hand) -> Signed:
    """Issue a paper of no ticket (进展通报), filed under ``item`` (``bulletin:2026-10``), with a number of the series
    its form demands. The same again gives the same paper.

    Raises :class:`PaperError` for one dated in another year than its number, and what the press and the store raise.
    """
    moment = hand.at or now()
    made = drafted(desk, desk.papers[draft.paper], draft)
    if f"〔{business_date(moment).year}〕" not in str(made.data.get("文号", "")):
        raise PaperError(f"{made.paper.title}没有文号，或成文日期不在签发的那一年，请核对成文日期")
    laid = lay_by(desk, [made])
    with desk.store.write() as session:
        wanted = Wanted(series_at(hand.organ, hand.series or made.word, moment), item)
        number = issue(session, [wanted], hand.who, moment)[0]
        if not (due.due_of(session, item) or issued_of(session, [item])):
            due.owe(session, desk.store.files, *dues(desk, laid, item))
    return _filled(desk, Signed(0, "", number.text, item, gaps=made.gaps), hand.who)


def preview_paper(desk: Desk, wish: Wish, day: date) -> list[Drafted]:
    """The papers of a step as they would be filled on ``day``, without a number, whether or not its time has come.

    Raises :class:`PaperError` where it would be held back, :class:`RegisterError` for a ticket that is past it.
    """
    with desk.store.read() as session:
        ticket = ticket_lists.found(session, str(wish.ticket_id))
        if ticket.number and not wish.measure:
            raise RegisterError(f"{tickets.called(ticket)}已经签发，请写明要看的是哪一步（{_names(desk)}）")
        facts = facts_now(session, ticket, day)
        name = tickets.called(ticket)
    return _drafts(desk, facts, name, wish)


def _names(desk: Desk) -> str:
    return "、".join(desk.rules.ladder.names())


def _rung(desk: Desk, measure: str) -> Rung:
    found = next((rung for rung in desk.rules.ladder.rungs if rung.name == measure), None)
    if found is None:
        raise NoEntryError(f"升级规则里没有“{measure}”这一步，现有：{_names(desk)}")
    return found


def _drafts(desk: Desk, facts: Facts, name: str, wish: Wish) -> list[Drafted]:
    """The papers of a wish filled for trial. Raises :class:`PaperError` naming the ticket."""
    paper = _rung(desk, wish.measure).paper if wish.measure else ORDER
    try:
        return draft_papers(desk, facts, paper, wish.given)
    except PaperError as error:
        raise PaperError(f"{name}：{error}") from error


def _readied(desk: Desk, wish: Wish, hand: Hand) -> _Ready:
    """A wish that may be fulfilled that day as far as can be seen now, its papers laid by."""
    assert hand.at is not None
    day = business_date(hand.at)
    with desk.store.read() as session:
        ticket = ticket_lists.found(session, str(wish.ticket_id))
        if wish.measure:
            next_step(ticket, wish.measure, hand.who, day, desk.rules)
        else:
            tickets.check(ticket, Step(Kind.SIGN, hand.who, day, until=ticket.deadline))
        facts = facts_now(session, ticket, day)
        name = tickets.called(ticket)
    drafts = _drafts(desk, facts, name, wish)
    usual = _rung(desk, wish.measure).series if wish.measure else ORDER_SERIES
    return _Ready(wish, facts, hand.series or series_of(drafts[0], usual), lay_by(desk, drafts))


def _taken(desk: Desk, wish: Wish) -> Signed | None:
    """The step of a wish that was taken before and whose paper is owed; None where it is still to be taken."""
    with desk.store.read() as session:
        item = last_taken(session, wish.ticket_id, wish.measure)
        owed = due.due_of(session, item) if item else []
    return Signed(wish.ticket_id, wish.measure, owed[0][1].text, item) if owed else None


def _filled(desk: Desk, signed: Signed, who: str) -> Signed:
    """The step with its papers, or with the reason why they are still owed."""
    try:
        return replace(signed, papers=tuple(fill(desk.store, signed.item, who)))
    except HuicaiError as error:
        return replace(signed, fault=str(error))
