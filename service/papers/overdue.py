"""When an ordered issue counts as overdue (逾期未办结)."""

from __future__ import annotations

from datetime import date

from data_adapters import Absent, Topic
from service.papers.base import is_closed, last_day


def was_ordered(topic: Topic) -> bool:
    """Whether an order went out before: it has a number or a date of issue."""
    return bool(topic.order_number) or not isinstance(topic.order_date, Absent)


def is_overdue(topic: Topic, day: date) -> bool:
    """Whether on ``day`` an issue that was ordered is past its deadline and not settled."""
    return not is_closed(topic) and was_ordered(topic) and days_overdue(topic, day) > 0


def days_overdue(topic: Topic, day: date) -> int:
    """Natural days from the day after the deadline to ``day``, both counted; 0 before that or without a deadline."""
    deadline = last_day(topic.deadline)
    return max((day - deadline).days, 0) if deadline else 0
