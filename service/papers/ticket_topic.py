"""A ticket of the register as an issue of a ledger's list, so that the same recipe makes the paper of either."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from data_adapters import MISSING, Cell, PartialDate, Topic
from service.papers.issues import REGISTER
from service.registers.ticket_facts import Facts
from service.registers.ticket_life import Kind
from service.wording import format_date

_LONGEST: Final = 30
_LEAVE: Final = "已经联席会议同意"


def topic_of(facts: Facts) -> Topic:
    """The issue, as it stands on the day of the facts, in words that tell whether it is settled: it never is."""
    lead, *others = facts.life.units
    order = facts.order
    return Topic(
        row=Cell(REGISTER, "调度单", facts.ticket_id, 1),
        project_name=facts.project or (_short(facts.problem) if order else ""),
        problems=facts.problem,
        cause=facts.cause,
        proposal=facts.task,
        resp_unit=lead,
        support_unit="、".join(others),
        resp_person=facts.person,
        leader=facts.leader,
        topic_source=facts.source,
        deadline=_day(facts.life.deadline),
        remark=_LEAVE if facts.leave else "",
        order_number=order.number if order else "",
        order_date=_day(order.day) if order else MISSING,
        status=status_of(facts) if order else "",
        extra={"measures_before": measures_before(facts), "evidence": evidence(facts)},
    )


def status_of(facts: Facts) -> str:
    """What the unit has done about a ticket that was not answered: 2026年11月9日签收，至今未反馈."""
    return "，".join(_said(facts))


def _said(facts: Facts) -> Iterator[str]:
    received = _received(facts)
    if received is None:
        yield "至今未签收"
        return
    yield f"{format_date(received)}签收"
    lead, answered, again = facts.life.lead, None, ""
    for step in facts.past:
        if step.kind is Kind.ANSWER and step.unit == lead:
            answered = answered or step.day
        elif step.kind is Kind.RETURN and answered:
            yield f"{format_date(answered)}反馈后于{format_date(step.day)}退回"
            answered, again = None, "重新"
    yield f"至今未{again}反馈"


def _received(facts: Facts) -> date | None:
    """The day the lead received it."""
    days = (step.day for step in facts.past if step.kind is Kind.RECEIVE and step.unit == facts.life.lead)
    return next(days, None)


def measures_before(facts: Facts) -> str:
    """What was issued before: 2026年11月12日督办（安重办督函〔2026〕3号）、…; "" where nothing was."""
    return "、".join(f"{format_date(step.day)}{step.measure}（{step.number}）" for step in facts.measures)


def evidence(facts: Facts) -> str:
    """What the register itself proves: when it was received, and what was issued before; "" where it has neither."""
    received = _received(facts)
    told = f"{format_date(received)}签收记录" if received else ""
    return "、".join(filter(None, (told, measures_before(facts))))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _day(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
