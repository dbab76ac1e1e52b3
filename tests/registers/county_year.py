"""A year of the invented county, day by day: weekly meetings on its own projects, orders signed at them, units that
answer in time, ask for more, are late or never answer, the ladder climbed by a person every week, a ledger and a
bulletin a month; every paper is made the day its number is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from data_adapters import Project
from data_adapters.values.units import units as units_of
from service.figures import Period
from service.papers.desk import desk_of
from service.papers.signing import Wish, issue_papers
from service.registers import decisions, meetings, ticket_lists, tickets, topics
from service.registers.deadlines import in_working_days
from service.registers.decisions import Decided
from service.registers.escalations import preview
from service.registers.meeting_kinds import MeetingKind, meeting_kinds
from service.registers.snapshots import put_in_force
from service.registers.ticket_life import Kind, State, Step
from service.registers.ticket_lists import Wish as Listed
from service.registers.tickets import Hand, Order
from service.registers.upload_decisions import note_decision
from service.registers.uploads import Arrival, reading_of, take_in
from service.store import Store
from service.store.models_meetings import Topic
from service.store.models_tickets import Ticket
from service.wording.workdays import is_day_off, rolled
from tests.registers.county_papers import ORGAN, given, issue_bulletin
from tests.registers.orders import at
from tests.support import year_ledgers as ledgers
from tests.support.year_matters import matters

KINDS = meeting_kinds()
WEEKLY, JOINT = KINDS["周调度会"], KINDS["月度联席会议"]
BEGIN = date(2026, 1, 1)
ONE = timedelta(1)
TOPICS = 14
AFTERMATH = timedelta(100)
BEFORE, SHORT = -7, 10  # the ladder's 提醒 may come 7 days before the deadline; terms of up to 10 days need none
RETURNED, CLOSED = (Kind.RETURN, "佐证材料不全，请补报"), (Kind.CLOSE, "已核实，同意销号")
CLERK, HEAD = "张三", "王主任"


@dataclass
class Habit:
    """How a ticket's units behave: days after signing it is received, days relative to the deadline it is answered
    (None: never), whether more time is asked for, whether the answer is returned once; whether the order is withdrawn.
    """

    received: int
    answered: int | None
    asks: bool
    returned: bool
    withdrawn: bool


@dataclass
class County:
    """The county's desk, with its dice. ``opened`` is how many matters each meeting opened with."""

    store: Store
    weeks: int
    months: int
    dice: Random = field(default_factory=lambda: Random(2026))
    projects: dict[str, Project] = field(default_factory=dict)
    habits: dict[int, Habit] = field(default_factory=dict)
    signed: dict[int, date] = field(default_factory=dict)
    held: list[date] = field(default_factory=list)
    joint: list[date] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    bulletins: list[Period] = field(default_factory=list)

    def live(self) -> None:
        """From New Year until all meetings are held and what they ordered has had its time."""
        self.desk = desk_of(self.store)
        self.first_list()
        day, until = BEGIN, date.max
        weekly, joint = self.planned(WEEKLY, day), self.planned(JOINT, day)
        while day < until:
            day += ONE
            if not is_day_off(day):
                self.work(day)
            if day == joint and len(self.joint) < self.months:
                self.meet_jointly(day)
                joint = self.planned(JOINT, day)
            if day == weekly and len(self.held) < self.weeks:
                self.meet(day)
                weekly = self.planned(WEEKLY, day)
                until = date.max if len(self.held) < self.weeks else day + AFTERMATH

    def work(self, day: date) -> None:
        """A working day at the desk."""
        with self.store.write() as session:
            self.units_work(session, day)
        if day == rolled(day - timedelta(day.weekday())):
            self.office_escalates(day)
        if len(self.bulletins) < self.months and day == rolled(day.replace(day=3)):
            self.report(day)
        if len(self.bulletins) < self.months and day == rolled(day.replace(day=5)) and day > BEGIN + timedelta(30):
            self.bulletin(day)

    def first_list(self) -> None:
        """The county's projects as January's ledger will name them."""
        arrival = Arrival(ledgers.workbook(1), ledgers.name_of(1), Period(2026, 1))
        upload = take_in(self.store, arrival, CLERK)
        projects = reading_of(self.store, upload).projects
        self.projects = {project.project_name: project for project in projects}
        self.brought = matters(projects, self.dice)

    def planned(self, kind: MeetingKind, day: date) -> date:
        with self.store.read() as session:
            found = meetings.next_day(session, kind, day)
        assert found is not None
        return found.day

    def meet(self, day: date) -> None:
        """Topics are brought, some solved before, some held back; the meeting is held and its orders signed at once."""
        with self.store.write() as session:
            brought = [topics.bring(session, next(self.brought), CLERK, at(day - timedelta(2))) for _ in range(TOPICS)]
            topics.solve(session, brought[0].id, "会前协调解决", CLERK, day)
            meeting = meetings.plan(session, WEEKLY, meetings.Plan(day=day), CLERK, at(day))
            ready = meetings.proposed_agenda(session, WEEKLY).ready
            meetings.put_on_agenda(session, meeting.id, WEEKLY, [topic.id for topic in ready], CLERK)
            self.opened.append(len(decisions.opening(session, meeting, day)))
            meetings.hold(session, meeting.id, CLERK, at(day))
            drafts = [self.ordered(session, meeting.id, topic, day) for topic in ready]
            meetings.carry_over(session, meeting.id, CLERK)
        for ticket_id in self.issue([Wish(ticket_id) for ticket_id in drafts], day):
            self.habits[ticket_id], self.signed[ticket_id] = self.habit(), day
        self.held.append(day)

    def issue(self, wishes: Sequence[Wish], day: date) -> list[int]:
        """Steps taken with their numbers, and their papers frozen; gives the tickets."""
        signed = issue_papers(self.desk, wishes, Hand(HEAD, ORGAN, at(day)))
        assert not any(each.fault for each in signed)
        return [each.ticket_id for each in signed]

    def meet_jointly(self, day: date) -> None:
        """What needs leave (fines) waits for the monthly meeting, which grants most of it."""
        with self.store.write() as session:
            meeting = meetings.plan(session, JOINT, meetings.Plan(day=day), CLERK, at(day))
            ready = [topic.id for topic in meetings.proposed_agenda(session, JOINT).ready if topic.kind == "FINE"]
            meetings.put_on_agenda(session, meeting.id, JOINT, ready, CLERK)
            meetings.hold(session, meeting.id, CLERK, at(day))
            for topic_id in ready:
                leave = self.dice.random() < 0.7
                decided = Decided(text="准许" if leave else "不准许", topic_id=topic_id, leave=leave)
                decisions.decide(session, meeting.id, decided, CLERK, at(day))
        self.joint.append(day)

    def ordered(self, session: Session, meeting_id: int, topic: Topic, day: date) -> int:
        project = self.projects[topic.project]
        order = Order(
            problem=topic.problem,
            cause=topic.cause,
            task=topic.proposal,
            units=tuple(units_of(project.resp_unit)),
            deadline=in_working_days(day, self.dice.choice([5, 5, 10, 15])).day,
            project=topic.project,
            person=project.resp_person,
            leader=project.leader,
        )
        made = decisions.decide(session, meeting_id, Decided(text="限期办结", topic_id=topic.id, order=order), CLERK)
        assert made.ticket_id is not None
        return made.ticket_id

    def habit(self) -> Habit:
        fate, dice = self.dice.random(), self.dice
        late = -dice.randrange(1, 4)
        if fate > 0.97:
            return Habit(dice.randrange(1, 4), None, False, False, False)
        if fate > 0.8:
            late = dice.randrange(1, 30) if fate < 0.94 else dice.randrange(45, 70)
        return Habit(dice.randrange(1, 4), late, dice.random() < 0.12, dice.random() < 0.1, dice.random() < 0.01)

    def units_work(self, session: Session, day: date) -> None:
        """Every unit does what it does, and the office decides on what was asked and closes what was answered."""
        out = frozenset({State.ISSUED, State.RECEIVED, State.ANSWERED})
        for ticket in ticket_lists.listed(session, Listed(states=out, most=10_000)):
            for step in self.steps(ticket, self.habits[ticket.id], day):
                tickets.step(session, ticket.id, step, at(day))

    def steps(self, ticket: Ticket, habit: Habit, day: date) -> Iterator[Step]:
        assert ticket.last_on is not None
        due = ticket.deadline
        if ticket.wished:
            granted = self.dice.random() < 0.7
            yield Step(Kind.GRANT if granted else Kind.REFUSE, HEAD, day, "同意延期" if granted else "理由不充分")
        elif ticket.state == State.ISSUED.name and (day - ticket.last_on).days >= habit.received:
            yield from (Step(Kind.RECEIVE, "收文员", day, unit=unit.name) for unit in ticket.units)
        elif ticket.state == State.RECEIVED.name and habit.withdrawn:
            yield Step(Kind.WITHDRAW, HEAD, day, "项目调整，不再办理")
        elif ticket.state == State.RECEIVED.name and habit.asks and due - timedelta(3) <= day <= due:
            habit.asks = False
            yield Step(Kind.ASK, "联系人", day, "雨季不能施工", until=rolled(due + timedelta(10)))
        elif ticket.state == State.RECEIVED.name and habit.answered is not None:
            if day >= due + timedelta(habit.answered):
                yield Step(Kind.ANSWER, "联系人", day, "已办结，附佐证材料")
        elif ticket.state == State.ANSWERED.name and day > ticket.last_on:
            kind, note = RETURNED if habit.returned else CLOSED
            yield Step(kind, HEAD, day, note)
            habit.returned = False

    def office_escalates(self, day: date) -> None:
        """What the ladder allows is issued by a person, who leaves out reminders of short terms not yet over."""
        with self.store.read() as session:
            ready = [(item, item.ticket.deadline) for item in preview(session, self.desk.rules, day).ready]
        wishes = []
        for item, due in ready:
            assert item.outlook.rung is not None
            if item.outlook.rung.overdue != BEFORE or due <= day or (due - self.signed[item.ticket.id]).days > SHORT:
                wishes.append(Wish(item.ticket.id, item.outlook.rung.name, given(item.outlook.rung.paper, day)))
        self.issue(wishes, day)

    def report(self, day: date) -> None:
        """The month's ledger comes in and is in force; July's comes mistyped, is asked about, and comes again."""
        period = self.period_before(day)
        if period is None:
            return
        wrong = period.month == ledgers.MISTYPED_MONTH
        for mistyped in (True, False) if wrong else (False,):
            data = ledgers.workbook(period.month, mistyped=mistyped)
            made = take_in(self.store, Arrival(data, ledgers.name_of(period.month), period), CLERK)
            with self.store.write() as session:
                put_in_force(session, [made.id], CLERK, "单位更正" if wrong and not mistyped else "")
                if mistyped:
                    note_decision(session, made.id, "项目台账!J23", "少写一位数，退回单位更正", CLERK)

    def bulletin(self, day: date) -> None:
        """Last month's bulletin, from the ledger in force and the one before."""
        period = self.period_before(day)
        assert period is not None
        issue_bulletin(self.store, period, day, HEAD)
        self.bulletins.append(period)

    def period_before(self, day: date) -> Period | None:
        """The month that ended before a day; None for one before the year."""
        last = day.replace(day=1) - ONE
        return Period(last.year, last.month) if last.year == BEGIN.year else None
