"""Which step of the ladder a ticket could take on a day, and why, in words. Nothing is issued here: a person does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from service.registers.ladder import Ladder, Rung
from service.registers.ticket_clock import overdue_days
from service.registers.ticket_life import Life, Measure, State
from service.registers.ticket_rules import on_ladder
from service.wording import format_date
from service.wording.workdays import NATIONAL, Calendar, add_working_days, rolled

_ONE = timedelta(1)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the ladder says of a ticket on a day.

    ``rung`` is the next step, None at the top and for a ticket that is not out; ``may`` whether it may be taken that
    day; ``first`` the first day it may where that is known; ``reason`` why, or why not, in one sentence without a mark
    at its end; ``provisional`` whether working days were counted in a year whose holidays are not arranged yet (暂定).
    """

    rung: Rung | None
    may: bool
    reason: str
    first: date | None = None
    provisional: bool = False


def outlook(life: Life, ladder: Ladder, day: date, calendar: Calendar = NATIONAL) -> Outlook:
    """What could be issued for a ticket on ``day``, by the ladder and the office's calendar."""
    if not on_ladder(life):
        return Outlook(None, may=False, reason=_why_none(life))
    taken = life.measure
    rung = ladder.following(taken.name if taken else "")
    if rung is None:
        return Outlook(None, may=False, reason=_at_the_end(ladder, taken))
    first = _first_day(rung, life.deadline, taken, calendar)
    reason = f"{_standing(life, taken, rung, day)}，按“{rung.when}”"
    said = f"{reason}，可以{rung.name}" if first <= day else f"{reason}，最早{format_date(first)}可以{rung.name}"
    provisional = rung.working and taken is not None and any(map(calendar.provisional, (taken.day, first)))
    return Outlook(rung, first <= day, said, first, provisional)


def _why_none(life: Life) -> str:
    if life.open and life.wished:
        return f"申请延到{format_date(life.wished)}还没有批复，批复以前不升级"
    if life.state is State.ANSWERED:
        return "已有反馈，请审核后办结或退回，退回后才能升级"
    return f"现在是“{life.state.value}”，不升级"


def _at_the_end(ladder: Ladder, taken: Measure | None) -> str:
    name = taken.name if taken else ""
    if name in ladder.names():
        return f"已经{name}，后面没有别的步骤，由有权机关处理"
    return f"上一步“{name}”不在现行的升级规则里（{'、'.join(ladder.names())}），请由人核定"


def _standing(life: Life, taken: Measure | None, rung: Rung, day: date) -> str:
    days = overdue_days(life, day)
    left = (life.deadline - day).days
    clock = f"逾期{days}天" if days else f"还有{left}天到期" if left else "当天到期"
    never = f"，还没有{rung.name}过" if days else ""
    since = f"，{format_date(taken.day)}已{taken.name}，没有反馈" if taken else never
    return f"办理时限{format_date(life.deadline)}，到{format_date(day)}{clock}{since}"


def _first_day(rung: Rung, deadline: date, taken: Measure | None, calendar: Calendar) -> date:
    """The first day all of a step's conditions hold; never the very day of the step before, which could not be met."""
    days = []
    if rung.overdue is not None:
        days.append(deadline + timedelta(rung.overdue))
        if rung.overdue > 0:  # a term that ends on a day off ends on the next working day: no reproach before that
            days.append(rolled(deadline, calendar) + _ONE)
    if taken:
        days.append(_term_end(taken.day, rung, calendar) + _ONE)
    return max(days)


def _term_end(day: date, rung: Rung, calendar: Calendar) -> date:
    """The last day the unit had after the step before; the day of that step does not count (民法典第二百零一条)."""
    count = rung.since or 0
    return add_working_days(day, count, calendar) if rung.working else day + timedelta(count)
