"""The invented county filled into a data home of its own: ledgers of two months in force, problems sorted, a meeting
being prepared, orders in every state of their life. All by the use cases, as if people had done it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from data_adapters import Topic, lead_unit, read_bytes
from data_adapters.values.units import units
from service.config import SAMPLES
from service.errors import PaperError
from service.figures import Period
from service.papers.desk import Desk, desk_of
from service.papers.office_facts import write_office
from service.papers.signing import Wish, issue_papers
from service.papers.sorting import sorting
from service.registers import deliveries, meetings, snapshots, tickets
from service.registers.deliveries import Parcel
from service.registers.meeting_kinds import kind_of
from service.registers.office_rules import calendar_of, kinds_of
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import Hand, Order
from service.registers.triage import sort_out
from service.registers.uploads import Arrival
from service.store import Store
from service.store.clock import business_date, now
from service.web.meetings import planning

ORGAN: Final = "示例办"
_OFFICE: Final = {
    "issuer": {
        "name": "安澜县重点项目建设指挥部办公室",
        "short": ORGAN,
        "contact": "办公室值班员",
        "phone": "0000-5550102",
        "supervisors": "县政府督查室",
    },
    "office": {"approved_by": "县人民政府", "bulletin_addressees": "各乡镇人民政府，县直有关单位"},
}
# Orders signed so many days ago and due in so many (before: overdue), and the steps taken since, by days ago.
_LIVES: Final[Sequence[tuple[int, int, tuple[tuple[Kind, int], ...], tuple[tuple[str, int], ...]]]] = (
    (2, 12, (), ()),
    (6, 3, ((Kind.RECEIVE, 5),), ()),
    (9, 0, ((Kind.RECEIVE, 8),), ()),
    (20, -4, ((Kind.RECEIVE, 18),), ()),
    (30, -12, ((Kind.RECEIVE, 28),), (("提醒", 17), ("督办", 9))),
    (15, 1, ((Kind.RECEIVE, 14), (Kind.ANSWER, 1)), ()),
    (25, -3, ((Kind.RECEIVE, 24), (Kind.ANSWER, 5), (Kind.CLOSE, 4)), ()),
)


def fill(store: Store, who: str) -> None:
    """Fill an empty home. Raises :class:`PaperError` where the samples are not installed."""
    ledgers, earlier = sorted(SAMPLES.glob("*.xlsx")), sorted((SAMPLES / "上期").glob("*.xlsx"))
    if not ledgers or not earlier:
        raise PaperError("这里没有安装示例数据，请直接上传自己的台账")
    write_office(store.settings, _OFFICE)
    _in_force(store, earlier, Period(2026, 9), who)
    _in_force(store, ledgers, Period(2026, 10), who)
    problems = [topic for path in ledgers for topic in read_bytes(path.read_bytes(), path.name).topics]
    _plan(store, list(dict.fromkeys(filter(None, (lead_unit(topic.resp_unit) for topic in problems)))), who)
    lives = problems[: len(_LIVES)]
    with store.write() as session:
        sort_out(session, problems[len(lives) :], sorting(business_date(now()), "示例问题清单"), who)
    desk = desk_of(store)
    for topic, (signed, due, steps, measures) in zip(lives, _LIVES, strict=False):
        _live(desk, _order(topic, due), signed, (steps, measures), who)


def _in_force(store: Store, paths: Sequence[Path], period: Period, who: str) -> None:
    arrivals = [Arrival(path.read_bytes(), path.name, period) for path in paths]
    delivered = deliveries.take_in_all(store, Parcel(arrivals), who)
    with store.write() as session:
        snapshots.put_in_force(session, delivered.ids, who)


def _plan(store: Store, called: Sequence[str], who: str) -> None:
    kind = kind_of(kinds_of(store.settings), "周调度会")
    with store.write() as session:
        day = meetings.proposed_day(session, kind, business_date(now()), calendar_of(store.settings))
        wanted = meetings.Plan(
            day=day,
            name="安澜县重点项目建设周调度会",
            place="县政务服务中心三楼会议室",
            host="县政府分管负责人",
            details={planning.CLOCK: "09:00", planning.UNITS: "\n".join(called)},
        )
        meetings.plan(session, kind, wanted, who)


def _order(topic: Topic, due: int) -> Order:
    return Order(
        problem=topic.problems,
        cause=topic.cause,
        task=topic.proposal or "拿出解决办法，限期办结",
        units=tuple(units(topic.resp_unit)) or ("县发展和改革局",),
        deadline=business_date(now() + timedelta(days=due)),
        project=topic.project_name,
        source="示例问题清单",
        person=topic.resp_person,
        leader=topic.leader,
    )


_Since = tuple[tuple[tuple[Kind, int], ...], tuple[tuple[str, int], ...]]


def _live(desk: Desk, order: Order, signed: int, since: _Since, who: str) -> None:
    steps, measures = since
    with desk.store.write() as session:
        ticket = tickets.draft(session, order, who, _ago(signed + 1))
    issue_papers(desk, [Wish(ticket.id)], Hand(who, ORGAN, _ago(signed)))
    for kind, ago in steps:
        with desk.store.write() as session:
            step = Step(kind, who, business_date(_ago(ago)), note="示例：已按要求办理")
            tickets.step(session, ticket.id, step)
    for measure, ago in measures:
        issue_papers(desk, [Wish(ticket.id, measure)], Hand(who, ORGAN, _ago(ago)))


def _ago(days: int) -> datetime:
    return now() - timedelta(days=days)
