"""What time makes of a ticket, computed for the day that is asked about: no job need run for one to be overdue."""

from __future__ import annotations

from datetime import date

from service.registers.ticket_life import Life, State
from service.wording import format_date


def overdue_days(life: Life, day: date) -> int:
    """逾期天数: natural days from the day after the deadline to ``day``, both counted (domain.md §3); 0 in time.

    The lead's answer stops the clock on the day it came: how long the office looks at it is not the unit's delay. One
    that is returned was none, and the clock has run on.
    """
    if life.state in (State.DRAFT, State.WITHDRAWN):
        return 0
    end = min(day, life.answered) if life.answered else day
    return max((end - life.deadline).days, 0)


def is_overdue(life: Life, day: date) -> bool:
    """Whether on ``day`` the deadline has passed without an answer (逾期未办结)."""
    return life.open and life.answered is None and overdue_days(life, day) > 0


def standing(life: Life, day: date) -> str:
    """Where a ticket stands on a day, in words: 已签收，逾期3天，已督办."""
    said = [life.state.value]
    if days := overdue_days(life, day):
        said.append(f"逾期{days}天" if life.answered is None else f"逾期{days}天反馈")
    if life.wished and life.open:
        said.append(f"申请延期到{format_date(life.wished)}，待批")
    if life.measure and life.open:
        said.append(f"已{life.measure.name}")
    return "，".join(said)
