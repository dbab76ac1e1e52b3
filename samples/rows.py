"""The shapes of the invented county's rows: what a builder needs to know of a project and of a group of projects."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

Value = int | float | str | None
"""A cell as the county typed it: a number, a word such as "—" or "xx" in a number's place, or nothing."""


class Amounts(NamedTuple):
    """A project's amounts in 万元: whole, before 2026, plan, done to October, October, last year's January to October,
    funds arrived.
    """

    total: Value
    before: Value
    plan: Value
    done: Value
    month: Value
    last_year: Value
    funds: Value


class Row(NamedTuple):
    """One project; ``unit`` is the 责任单位 cell (the first unit leads), ``lists`` the 列入计划 cell."""

    name: str
    nature: str
    content: str
    period: str
    start: str
    amounts: Amounts
    progress: str
    unit: str
    owner: str
    lists: str
    problem: str = ""
    next_step: str = ""
    remark: str = ""


class Sector(NamedTuple):
    """A sub-group: its heading as printed, the leader who answers for it, its projects."""

    heading: str
    leader: str
    rows: tuple[Row, ...]


class Group(NamedTuple):
    """A group: its heading as printed and its sub-groups."""

    heading: str
    sectors: tuple[Sector, ...]


def total(values: list[Value]) -> Decimal:
    """Return what a careful person adds up: words and blanks count as nothing."""
    return sum((Decimal(str(value)) for value in values if isinstance(value, int | float)), Decimal(0))


def number(value: Decimal) -> int | float:
    """Return ``value`` as Excel keeps it, an integer where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
