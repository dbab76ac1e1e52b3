"""Five years of a county's register made by the use cases themselves: weekly meetings, topics, decisions, tickets of
one to three of 60 units, their steps, measures, numbers and frozen papers, up to TODAY."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.registers import decisions, meetings, tickets, topics
from service.registers.deadlines import in_working_days
from service.registers.decisions import Decided
from service.registers.escalation import outlook
from service.registers.escalations import Rules, escalate
from service.registers.ladder import ladder
from service.registers.meeting_kinds import meeting_kinds
from service.registers.ticket_life import Kind, State, Step
from service.registers.ticket_lists import history
from service.registers.tickets import Hand, Order
from service.registers.topics import Matter
from service.store import Store
from service.store.frozen import Kept, Leaving, freeze, keep
from service.store.models import IssuedNumber
from service.store.models_tickets import Ticket

TODAY: Final = date(2026, 11, 6)  # a Friday
WEEKS: Final = 260
UNITS: Final = tuple(
    f"{name}{kind}" for kind in ("局", "镇", "街道办", "中心", "公司", "乡") for name in "安云溪林石河山田城关"
)
PROJECTS: Final = 2_000
ORGAN: Final = "安重办"
_RULES: Final = Rules(ladder())
_WEEKLY: Final = meeting_kinds()["周调度会"]


def at(day: date) -> datetime:
    """Eleven in the morning of a day in Shanghai."""
    return datetime.combine(day, time(3), UTC)


@dataclass(frozen=True, slots=True)
class _County:
    store: Store
    dice: random.Random
    kept: Kept

    def meet(self, day: date, count: int) -> None:
        """One weekly meeting, what it ordered, and all that came of it up to TODAY."""
        with self.store.write() as session:
            brought = [topics.bring(session, self.matter(), "张三", at(day)) for _ in range(count + 2)]
            topics.solve(session, brought[0].id, "会前协调解决", "张三", day)
            meeting = meetings.plan(session, _WEEKLY, meetings.Plan(day=day), "张三", at(day))
            meetings.put_on_agenda(session, meeting.id, _WEEKLY, [topic.id for topic in brought[1:]], "张三")
            meetings.hold(session, meeting.id, "张三", at(day))
            drafts = [self.ordered(session, meeting.id, topic.id, day) for topic in brought[2:]]
            meetings.carry_over(session, meeting.id, "张三")
            signed = [each for each in drafts if day < TODAY - timedelta(9) or self.dice.random() < 0.7]
            made = tickets.sign(session, signed, Hand("王主任", ORGAN, at(day))) if signed else []
            for ticket in made:
                self.live(session, ticket, day)
                self.print_papers(session, ticket.id)

    def matter(self) -> Matter:
        number = self.dice.randrange(PROJECTS)
        return Matter(
            problem=f"第{number % 90 + 1}标段{self.dice.randrange(1, 60)}户征地补偿没有签约，管线迁改没有交底",
            cause="补偿标准有分歧，产权单位没有进场",
            proposal="由牵头单位限期协调解决，每周五报送进展",
            project=f"云溪{self.dice.choice('河路桥园厂')}第{number}号综合治理和配套基础设施工程",
            unit=self.dice.choice(UNITS),
        )

    def ordered(self, session: Session, meeting_id: int, topic_id: int, day: date) -> int:
        units = tuple(self.dice.sample(UNITS, self.dice.choice([1, 1, 2, 3])))
        due = in_working_days(day, self.dice.choice([5, 10, 10, 15, 30])).day
        asked = self.matter()
        order = Order(
            problem=asked.problem,
            cause=asked.cause,
            task=asked.proposal,
            project=asked.project,
            units=units,
            deadline=due,
        )
        decided = Decided(text="限期办结", topic_id=topic_id, order=order)
        made = decisions.decide(session, meeting_id, decided, "张三", at(day))
        assert made.ticket_id is not None
        return made.ticket_id

    def live(self, session: Session, ticket: Ticket, day: date) -> None:
        """Received, perhaps put off, answered in time or late after some steps of the ladder, perhaps returned."""
        chance = self.dice.random()
        if chance < 0.01:
            return self.do(session, ticket, Kind.WITHDRAW, day + timedelta(2))
        for unit in ticket.units[: 1 if self.dice.random() < 0.1 else None]:
            self.do(session, ticket, Kind.RECEIVE, day + timedelta(self.dice.randrange(1, 4)), unit=unit.name)
        if chance > 0.9 and ticket.deadline > day + timedelta(4):
            self.do(session, ticket, Kind.ASK, day + timedelta(4), until=ticket.deadline + timedelta(10))
            if chance > 0.93:
                self.do(session, ticket, Kind.GRANT, day + timedelta(5))
            elif chance > 0.91:
                self.do(session, ticket, Kind.REFUSE, day + timedelta(5))
        late = self.dice.choice([-3, -2, -1, -1, 0, 0, 0, 2, 9, 25, 25, 60] if chance < 0.97 else [90, 200])
        answered = max(ticket.deadline + timedelta(late), day + timedelta(5))
        self.chase(session, ticket, ticket.last_on or day, answered)
        self.do(session, ticket, Kind.ANSWER, max(answered, ticket.last_on or day))
        if self.dice.random() < 0.1:
            self.do(session, ticket, Kind.RETURN, answered + timedelta(4))
            self.do(session, ticket, Kind.ANSWER, answered + timedelta(9))
        return self.do(session, ticket, Kind.CLOSE, answered + timedelta(self.dice.randrange(10, 16)))

    def chase(self, session: Session, ticket: Ticket, day: date, until: date) -> None:
        while day < min(until, TODAY):
            found = outlook(tickets.life_of(ticket), _RULES.ladder, day, _RULES.calendar)
            if found.rung is None or found.first is None:
                return
            day = max(day, found.first) + timedelta(self.dice.randrange(8))  # a person looks about once a week
            if day < min(until, TODAY):
                escalate(session, ticket.id, found.rung.name, Hand("王主任", ORGAN, at(day)), _RULES)

    def do(self, session: Session, ticket: Ticket, kind: Kind, day: date, **more: Any) -> None:
        """A step, where its day has come and it is legal."""
        legal = {
            Kind.RECEIVE: (State.ISSUED, State.RECEIVED),
            Kind.ANSWER: (State.RECEIVED,),
            Kind.RETURN: (State.ANSWERED,),
            Kind.CLOSE: (State.ANSWERED,),
        }.get(kind, (State.ISSUED, State.RECEIVED))
        day = max(day, ticket.last_on or day)
        if day <= TODAY and State[ticket.state] in legal:
            tickets.step(session, ticket.id, Step(kind, "李四", day, "已按要求办理并附佐证材料", **more), at(day))

    def print_papers(self, session: Session, ticket_id: int) -> None:
        """Freeze the paper of each numbered step, but for one in a thousand, which the register still owes."""
        for step in history(session, ticket_id):
            number = session.scalars(select(IssuedNumber).filter_by(item=step.item)).one_or_none()
            if number and not number.voided_at and self.dice.random() > 0.001:
                self.frozen(session, step.item or "", number)

    def frozen(self, session: Session, item: str, number: IssuedNumber) -> None:
        kind = item.split(":")[2]
        freeze(session, self.store.files, Leaving(item, kind, f"{number.text}.docx", self.kept, {}), "王主任", number)


def lived(store: Store, count: int) -> int:
    """Fill a new SQLite store with about so many tickets, by the use cases; gives how many there are."""
    kept = keep(store.files, b"document", b"template", {"标题": "项目调度单"})
    county = _County(store, random.Random(7), kept)  # noqa: S311 - the same county every time
    for week in range(WEEKS):
        share = count * (week + 1) // WEEKS - count * week // WEEKS
        county.meet(TODAY - timedelta(7 * (WEEKS - week) - 7), share)
    return count
