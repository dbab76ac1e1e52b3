"""The life of a 项目调度单, a pure state machine: 草拟 → 签发 → 签收 → 反馈 → 办结, with 退回, 延期, 升级, 撤回, 撤销.

Being overdue is no state: it follows from the deadline and the day that is asked about (``ticket_clock``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final


class State(Enum):
    """How far a ticket has come."""

    DRAFT = "草拟"
    ISSUED = "已签发"
    RECEIVED = "已签收"
    ANSWERED = "已反馈"
    CLOSED = "已办结"
    WITHDRAWN = "已撤销"


class Kind(Enum):
    """What can be done to a ticket."""

    SIGN = "签发"
    RECEIVE = "签收"
    ANSWER = "反馈"
    RETURN = "退回"
    ASK = "申请延期"
    GRANT = "准予延期"
    REFUSE = "不准延期"
    ESCALATE = "升级"
    RECALL = "撤回"
    CLOSE = "办结"
    WITHDRAW = "撤销"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, who entered it, and the day it happened. ``unit`` is the unit that receives, answers or asks ("":
    the lead), ``until`` the new deadline wished for or given (of 签发 the first one), ``measure`` the rung of the
    ladder (督办)."""

    kind: Kind
    who: str
    day: date
    note: str = ""
    unit: str = ""
    until: date | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A rung of the ladder that was taken, and the day."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Life:
    """Where a ticket stands. The first of ``units`` leads: it answers for all.

    ``answered`` is the day of the lead's answer that stands, ``wished`` the new deadline of a request not yet decided,
    ``taken`` the measures under the deadline in force that were not taken back: a new deadline starts the ladder anew.
    """

    units: tuple[str, ...]
    deadline: date
    state: State = State.DRAFT
    received: frozenset[str] = frozenset()
    answered: date | None = None
    wished: date | None = None
    taken: tuple[Measure, ...] = ()
    last: date | None = None

    @property
    def lead(self) -> str:
        """The unit that answers for the matter."""
        return self.units[0]

    @property
    def measure(self) -> Measure | None:
        """How far up the ladder it is: the last measure that stands."""
        return self.taken[-1] if self.taken else None

    @property
    def open(self) -> bool:
        """Whether it went out and its unit still owes the end of it."""
        return self.state in (State.ISSUED, State.RECEIVED, State.ANSWERED)


def after(life: Life, step: Step) -> Life:
    """The life after a legal step; ask ``ticket_rules.refusal`` first."""
    return replace(_CHANGES[step.kind](life, step), last=step.day)


def standing_measures(kinds: Sequence[Kind]) -> list[int]:
    """The places of the measures among the steps of a life that were not taken back: 撤回 takes the last one back."""
    places: list[int] = []
    for place, kind in enumerate(kinds):
        if kind is Kind.ESCALATE:
            places.append(place)
        elif kind is Kind.RECALL:
            places.pop()
    return places


def unit_of(life: Life, step: Step) -> str:
    """The unit a step is of: the one named, else the lead."""
    return step.unit or life.lead


def _received(life: Life, step: Step) -> Life:
    unit = unit_of(life, step)
    begins = unit == life.lead and life.state is State.ISSUED
    return replace(life, received=life.received | {unit}, state=State.RECEIVED if begins else life.state)


def _answered(life: Life, step: Step) -> Life:
    if unit_of(life, step) != life.lead:
        return life
    return replace(life, state=State.ANSWERED, answered=life.answered or step.day)


def _returned(life: Life, step: Step) -> Life:
    returned = replace(life, state=State.RECEIVED, answered=None)
    return _extended(returned, step.until) if step.until else returned


def _extended(life: Life, day: date | None) -> Life:
    return replace(life, deadline=day or life.deadline, taken=(), wished=None)


def _escalated(life: Life, step: Step) -> Life:
    return replace(life, taken=(*life.taken, Measure(step.measure, step.day)))


_CHANGES: Final[Mapping[Kind, Callable[[Life, Step], Life]]] = {
    Kind.SIGN: lambda life, _: replace(life, state=State.ISSUED),
    Kind.RECEIVE: _received,
    Kind.ANSWER: _answered,
    Kind.RETURN: _returned,
    Kind.ASK: lambda life, step: replace(life, wished=step.until),
    Kind.GRANT: lambda life, _: _extended(life, life.wished),
    Kind.REFUSE: lambda life, _: replace(life, wished=None),
    Kind.ESCALATE: _escalated,
    Kind.RECALL: lambda life, _: replace(life, taken=life.taken[:-1]),
    Kind.CLOSE: lambda life, _: replace(life, state=State.CLOSED, wished=None),
    Kind.WITHDRAW: lambda life, _: replace(life, state=State.WITHDRAWN, wished=None),
}
