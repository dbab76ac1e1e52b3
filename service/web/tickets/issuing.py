"""Papers about to be issued: each filled for trial, with the number it would get and what the rules say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from service.errors import EntryError, HuicaiError
from service.papers.desk import Desk, Drafted, organ_of, series_of
from service.papers.findings import Finding, findings
from service.papers.signing import Wish, preview_paper
from service.registers import ticket_lists, tickets
from service.registers.escalations import next_step
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import ORDER_SERIES
from service.store import Session
from service.store.clock import business_date
from service.store.models_tickets import Ticket
from service.store.numbers import series_at, upcoming
from service.wording import GAP

MOST: Final = 50
"""So many papers are issued at once: each is filled for trial before."""
_STEP: Final = re.compile(r"(\d{1,15})(?::(.{1,20}))?")
_GIVEN: Final = "given"


@dataclass(frozen=True, slots=True)
class PaperTrial:
    """One paper of a step: ``open_gaps`` are the names that can be filled in here, ``gaps`` all in words."""

    title: str
    gaps: tuple[str, ...]
    open_gaps: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A step about to be taken. ``number`` is the one it would get now, ``reason`` why the ladder lets it, ``refusal``
    why it cannot be taken ("": it can)."""

    wish: Wish
    ticket: Ticket
    called: str
    number: str
    papers: tuple[PaperTrial, ...]
    reason: str = ""
    refusal: str = ""

    @property
    def key(self) -> str:
        """What a form calls it: 12, or 12:督办."""
        return key_of(self.wish)

    @property
    def open_gaps(self) -> tuple[str, ...]:
        """What a person may fill in here: of the paper itself."""
        return self.papers[0].open_gaps if self.papers else ()


def key_of(wish: Wish) -> str:
    """What a form calls a step: 12 to sign, 12:督办 for a step of the ladder."""
    return f"{wish.ticket_id}:{wish.measure}" if wish.measure else str(wish.ticket_id)


def wishes_of(keys: Iterable[str], form: Mapping[str, str], *, measures: bool) -> list[Wish]:
    """The steps a form names, each once, with what was typed for the gaps of their papers (``given-12:约谈-约谈时间``).

    Raises :class:`EntryError` for none, for too many, and for a name that is none of a step.
    """
    found: dict[str, Wish] = {}
    for key in keys:
        match = _STEP.fullmatch(key)
        if not match or bool(match[2]) != measures:
            raise EntryError("选的单子不对，请回到列表重新选择")
        wish = Wish(int(match[1]), match[2] or "")
        found[key] = replace(wish, given=_given(key, form))
    if not found:
        raise EntryError("还没有选单子，请在列表里先勾选")
    if len(found) > MOST:
        raise EntryError(f"一次最多办{MOST}张，这次选了{len(found)}张，请分几次办")
    return list(found.values())


def _given(key: str, form: Mapping[str, str]) -> dict[str, str]:
    start = f"{_GIVEN}-{key}-"
    return {name.removeprefix(start): text for name, text in form.items() if name.startswith(start) and text.strip()}


def trials(desk: Desk, wishes: Sequence[Wish], who: str, moment: datetime) -> list[Trial]:
    """Each step tried: nothing is written. Numbers follow one another within each series, in the order given."""
    tried = [_tried(desk, wish, who, moment) for wish in wishes]
    series = [word for _, word in tried if word]
    with desk.store.read() as session:
        ahead = {word: iter(_upcoming(session, desk, word, series.count(word), moment)) for word in set(series)}
    return [replace(trial, number=next(ahead[word])) if word else trial for trial, word in tried]


def _upcoming(session: Session, desk: Desk, word: str, count: int, moment: datetime) -> list[str]:
    return upcoming(session, series_at(organ_of(desk), word, moment), count)


def _tried(desk: Desk, wish: Wish, who: str, moment: datetime) -> tuple[Trial, str]:
    """A step tried, and the word of its number's series ("" where it is refused)."""
    day = business_date(moment)
    with desk.store.read() as session:
        ticket = ticket_lists.found(session, str(wish.ticket_id))
    trial = Trial(wish, ticket, tickets.called(ticket), "", ())
    try:
        organ_of(desk)
        if wish.measure:
            step, rung = next_step(ticket, wish.measure, who, day, desk.rules)
            reason, usual = step.note, rung.series
        else:
            tickets.check(ticket, Step(Kind.SIGN, who, day, until=ticket.deadline))
            reason, usual = "", ORDER_SERIES
        blank = preview_paper(desk, replace(wish, given={}), day)
        drafts = preview_paper(desk, wish, day) if wish.given else blank
    except HuicaiError as error:
        return replace(trial, refusal=str(error)), ""
    papers = tuple(_paper(desk, draft, before) for draft, before in zip(drafts, blank, strict=True))
    return replace(trial, papers=papers, reason=reason), series_of(drafts[0], usual)


def _paper(desk: Desk, draft: Drafted, before: Drafted) -> PaperTrial:
    open_gaps = tuple(name for name, value in before.data.items() if value == GAP)
    return PaperTrial(draft.paper.title, draft.gaps, open_gaps, tuple(findings(desk.office, draft)))


def span(trials_made: Sequence[Trial]) -> Iterator[str]:
    """The numbers about to be given, in words: 安重办调〔2026〕16号—19号."""
    series: dict[str, list[str]] = {}
    for trial in trials_made:
        if trial.number:
            start, _, no = trial.number.rpartition("〕")
            series.setdefault(f"{start}〕", []).append(no)
    for sign, numbers in series.items():
        yield f"{sign}{numbers[0]}" if len(numbers) == 1 else f"{sign}{numbers[0]}—{numbers[-1]}"
