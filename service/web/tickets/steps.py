"""The steps of a ticket as forms: which are offered to whom, and one of them taken as it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from service.errors import EntryError, NoEntryError, RegisterError
from service.registers import evidence, tickets
from service.registers.evidence import Proof
from service.registers.roles import Who, require, step_needs
from service.registers.ticket_life import Kind, Life, State, Step
from service.registers.ticket_lists import history
from service.registers.ticket_rules import possible
from service.store import Store
from service.store.models_tickets import Ticket, TicketStep

ELSEWHERE: Final = frozenset({Kind.SIGN, Kind.ESCALATE})
"""What gives a number has pages of its own, with the paper to look at."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a step asks: the words for its note ("" for none), whether it must be there, the words for its new day, and
    whether it takes files. ``asks`` is the question before a step that cannot be taken back."""

    note: str = ""
    required: bool = False
    until: str = ""
    files: bool = False
    asks: str = ""


FORMS: Final[Mapping[Kind, Form]] = {
    Kind.RECEIVE: Form("说明"),
    Kind.ANSWER: Form("办理情况", required=True, files=True),
    Kind.ASK: Form("延期的理由", required=True, until="申请延到哪天"),
    Kind.GRANT: Form("批复意见"),
    Kind.REFUSE: Form("不准的理由", required=True),
    Kind.RETURN: Form("退回的理由", required=True, until="重新报送的时限（不写则不变）"),
    Kind.CLOSE: Form("销号意见", required=True, asks="办结以后不能再退回或升级。"),
    Kind.RECALL: Form("撤回的理由", required=True, asks="那一步的编号作废，留在登记簿里，不能再用。"),
    Kind.WITHDRAW: Form("撤销的理由", required=True, asks="撤销以后不能恢复；已经签发的，编号作废，留在登记簿里。"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step somebody may take now; ``units`` are those it may be of, none where it is the lead's alone."""

    kind: Kind
    form: Form
    units: tuple[str, ...] = ()


class MovedError(RegisterError):
    """The ticket has taken a step since the form was opened."""


def allowed(who: Who, kind: Kind, life: Life) -> bool:
    """Whether somebody's role lets them take a step of this ticket."""
    return who.may(step_needs(kind, is_draft=life.state is State.DRAFT))


def offers(who: Who, life: Life) -> list[Offer]:
    """The steps that are legal now and open to somebody's role, those with pages of their own left out."""
    kinds = [kind for kind in possible(life) if kind not in ELSEWHERE and allowed(who, kind, life)]
    found = [Offer(kind, FORMS[kind], _units(kind, life)) for kind in kinds]
    return [each for each in found if each.kind is not Kind.ANSWER or each.units]


def _units(kind: Kind, life: Life) -> tuple[str, ...]:
    if kind is Kind.RECEIVE:
        return tuple(unit for unit in life.units if unit not in life.received)
    return tuple(unit for unit in life.units if unit in life.received) if kind is Kind.ANSWER else ()


def mark(steps: Sequence[TicketStep]) -> int:
    """What a form bears to tell later whether the ticket moved: its last step."""
    return steps[-1].id if steps else 0


def kind_of(text: str) -> Kind:
    """The step a form is of. Raises :class:`NoEntryError` for none that forms take."""
    kind = Kind.__members__.get(text)
    if kind is None or kind in ELSEWHERE:
        raise NoEntryError("没有这一步，请回到调度单重新选择")
    return kind


def sent_step(kind: Kind, form: Mapping[str, str], who: Who, today: date) -> Step:
    """The step as it was filled in. Raises :class:`EntryError` for a day that is none."""
    shape = FORMS[kind]
    return Step(
        kind,
        who.name,
        day_sent(form.get("day", ""), "发生的日期") or today,
        form.get("note", ""),
        form.get("unit", "").strip() if kind in (Kind.RECEIVE, Kind.ANSWER) else "",
        day_sent(form.get("until", ""), "新时限") if shape.until else None,
    )


def day_sent(text: str, what: str) -> date | None:
    """A day out of a field, None for an empty one. Raises :class:`EntryError`."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise EntryError(f"{what}“{text.strip()[:20]}”不是日期，请写成 2026-03-20 这样") from error


@dataclass(frozen=True, slots=True)
class Sent:
    """A step as its form was sent: ``seen`` is the ticket's last step when the form was opened, ``files`` are names and
    bytes."""

    step: Step
    seen: str
    files: Sequence[tuple[str, bytes]] = ()


def take(store: Store, ticket_id: int, sent: Sent, who: Who) -> bool:
    """Take a step as its form says.

    Gives False where the very step stands there already: the form was sent twice, and nothing was done again. Raises
    :class:`MovedError` where the ticket took another step since, NotAllowedError and :class:`RegisterError` as ever.
    """
    wanted = sent.step
    proofs = [Proof(name, store.files.put(data)) for name, data in sent.files]
    with store.write() as session:
        ticket = tickets.locked(session, ticket_id)
        require(who, step_needs(wanted.kind, is_draft=ticket.state == State.DRAFT.name))
        steps = history(session, ticket_id)
        if sent.seen != str(mark(steps)):
            if steps and _same(tickets.step_of(steps[-1]), wanted):
                return False
            raise MovedError(_moved(ticket, steps))
        tickets.step(session, ticket_id, wanted)
        evidence.attach(session, store.files, history(session, ticket_id)[-1], proofs, who.name)
    return True


def _same(step: Step, wanted: Step) -> bool:
    return replace(step, measure="") == replace(wanted, note=wanted.note.strip())


def _moved(ticket: Ticket, steps: Sequence[TicketStep]) -> str:
    if not steps:
        return "这个页面的内容已经过时，请看过现在的情况再提交"
    last = steps[-1]
    said = f"{last.who}刚刚登记了“{Kind[last.kind].value}”"
    return f"{tickets.called(ticket)}：{said}，没有照您打开时的情况再办；请看过下面的经过，确实要办的再提交一次"
