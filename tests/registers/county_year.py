"""A year of the invented county, day by day: weekly meetings, orders signed at them, units that answer in time, ask for
more, are late or never answer, the ladder climbed by a person every Monday, and a snapshot a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from service.figures import Period
from service.registers import decisions, meetings, ticket_lists, tickets, topics
from service.registers.deadlines import in_working_days
from service.registers.decisions import Decided
from service.registers.escalations import escalate, preview
from service.registers.meeting_kinds import meeting_kinds
from service.registers.snapshots import put_in_force
from service.registers.ticket_life import Kind, State, Step
from service.registers.ticket_lists import Wish
from service.registers.tickets import Hand, Order
from service.registers.topics import Matter, TopicKind
from service.registers.uploads import Arrival, take_in
from service.store import Store
from service.store.models_tickets import Ticket
from tests.registers.orders import ORGAN, RULES, at

UNITS = [f"{name}局" for name in ("住建", "水利", "交通", "发改", "工信", "农业农村", "生态环境", "自然资源")]
KINDS = meeting_kinds()
WEEKLY, MONTHLY = KINDS["周调度会"], KINDS["月度联席会议"]
HEADS = "项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）\n"
BEGIN = date(2026, 1, 4)
ONE = timedelta(1)


@dataclass
class Habit:
    """How a ticket's units behave: days after signing it is received, days relative to the deadline it is answered
    (None: never), whether more time is asked for, whether the answer is returned once."""

    received: int
    answered: int | None
    asks: bool
    returned: bool


@dataclass
class County:
    """The county's desk, with its dice."""

    store: Store
    meetings: int
    dice: Random = field(default_factory=lambda: Random(2026))
    habits: dict[int, Habit] = field(default_factory=dict)
    held: list[int] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    snapshots: list[int] = field(default_factory=list)

    def live(self) -> None:
        """From the first working Monday until all meetings are held and what they ordered has had its time."""
        day, until = BEGIN, date.max
        upcoming = self.planned(day)
        while day < until:
            day += ONE
            with self.store.write() as session:
                self.units_work(session, day)
                if not day.weekday():
                    self.office_escalates(session, day)
            if day == upcoming and len(self.held) < self.meetings:
                self.meet(day)
                upcoming = self.planned(day)
                until = date.max if len(self.held) < self.meetings else day + timedelta(100)
            if (day + ONE).day == 1 and len(self.snapshots) < 12:
                self.report(day)

    def planned(self, day: date) -> date:
        with self.store.read() as session:
            found = meetings.next_day(session, WEEKLY, day)
        assert found is not None
        return found.day

    def meet(self, day: date) -> None:
        """Topics are brought, some solved before, some held back; the meeting is held and its orders signed at once."""
        with self.store.write() as session:
            brought = [topics.bring(session, self.matter(), "张三", at(day)) for _ in range(14)]
            topics.solve(session, brought[0].id, "会前协调解决", "张三", day)
            meeting = meetings.plan(session, WEEKLY, meetings.Plan(day=day), "张三", at(day))
            ready = meetings.proposed_agenda(session, WEEKLY).ready
            meetings.put_on_agenda(session, meeting.id, WEEKLY, [topic.id for topic in ready], "张三")
            self.opened.append(len(decisions.opening(session, meeting, day)))
            meetings.hold(session, meeting.id, "张三", at(day))
            drafts = [self.decided(session, meeting.id, topic.id, day) for topic in ready]
            meetings.carry_over(session, meeting.id, "张三")
        with self.store.write() as session:
            for ticket in tickets.sign(session, drafts, Hand("王主任", ORGAN, at(day))):
                self.habits[ticket.id] = self.habit()
        self.held.append(meeting.id)

    def matter(self) -> Matter:
        no = self.dice.randrange(60)
        clear = self.dice.random() < 0.9
        return Matter(
            problem=f"问题{self.dice.randrange(10**9)}",
            cause="标准有分歧" if clear else "",
            proposal="限期协调解决",
            project=f"{no}号项目",
            unit=self.dice.choice(UNITS),
            kind=TopicKind.FINE if self.dice.random() < 0.02 else TopicKind.ORDINARY,
        )

    def decided(self, session: Session, meeting_id: int, topic_id: int, day: date) -> int:
        units = tuple(self.dice.sample(UNITS, self.dice.choice([1, 1, 1, 2, 3])))
        due = in_working_days(day, self.dice.choice([5, 5, 10, 15])).day
        order = Order(problem="征地受阻", task="限期协调解决", units=units, deadline=due, project=f"议题{topic_id}")
        made = decisions.decide(session, meeting_id, Decided(text="限期办结", topic_id=topic_id, order=order), "张三")
        assert made.ticket_id is not None
        return made.ticket_id

    def habit(self) -> Habit:
        fate = self.dice.random()
        late = None if fate > 0.95 else self.dice.randrange(1, 30) if fate > 0.8 else -self.dice.randrange(1, 4)
        return Habit(self.dice.randrange(1, 4), late, self.dice.random() < 0.12, self.dice.random() < 0.1)

    def units_work(self, session: Session, day: date) -> None:
        """Every unit does what it does, and the office decides on what was asked and closes what was answered."""
        out = frozenset({State.ISSUED, State.RECEIVED, State.ANSWERED})
        for ticket in ticket_lists.listed(session, Wish(states=out, most=10_000)):
            for step in self.steps(ticket, self.habits[ticket.id], day):
                tickets.step(session, ticket.id, step, at(day))

    def steps(self, ticket: Ticket, habit: Habit, day: date) -> Iterator[Step]:
        assert ticket.last_on is not None
        if ticket.wished:
            kind = Kind.GRANT if self.dice.random() < 0.7 else Kind.REFUSE
            yield Step(kind, "王主任", day, "已研究")
        elif ticket.state == State.ISSUED.name and (day - ticket.last_on).days >= habit.received:
            yield from (Step(Kind.RECEIVE, "收文员", day, unit=unit.name) for unit in ticket.units)
        elif ticket.state == State.RECEIVED.name and habit.asks and day == ticket.deadline - timedelta(2):
            habit.asks = False
            yield Step(Kind.ASK, "联系人", day, "雨季不能施工", until=ticket.deadline + timedelta(10))
        elif ticket.state == State.RECEIVED.name and habit.answered is not None:
            if day >= ticket.deadline + timedelta(habit.answered):
                yield Step(Kind.ANSWER, "联系人", day, "已办结，附佐证材料")
        elif ticket.state == State.ANSWERED.name and day > ticket.last_on:
            yield Step(Kind.RETURN if habit.returned else Kind.CLOSE, "王主任", day, "已审核")
            habit.returned = False

    def office_escalates(self, session: Session, day: date) -> None:
        for item in preview(session, RULES, day).ready:
            assert item.outlook.rung is not None
            escalate(session, item.ticket.id, item.outlook.rung.name, Hand("王主任", ORGAN, at(day)), RULES)

    def report(self, day: date) -> None:
        """The month's ledger comes in, and is in force; every fourth is corrected afterwards."""
        period = Period(day.year, day.month)
        for version in range(2 if day.month % 4 == 0 else 1):
            done = [f"{no}号项目,{UNITS[no % 8]},1200,{day.month * 90 + no + version}" for no in range(60)]
            data = (f"截至{day.year}年{day.month}月底\n{HEADS}" + "\n".join(done)).encode()
            made = take_in(self.store, Arrival(data, f"{day.month}月台账.csv", period), "张三")
            with self.store.write() as session:
                kept = put_in_force(session, [made.id], "张三", "更正" if version else "")
        self.snapshots.append(kept.id)
