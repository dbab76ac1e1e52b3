"""What a ledger holds, as typed records. Amounts are exact decimals in 万元, rates are ratios (1 = 100 %).

A value that may be absent is one of three things: a value, ``MISSING`` (nobody reported it) or ``NOT_APPLICABLE``
(it does not apply, e.g. "—" or "/"). Zero is a value. Text that was not given is the empty string.
Every record knows the cell of each of its fields (``cells``), so that a printed figure can be traced back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import total_ordering
from typing import Final

from data_adapters.problems import Cell


class Absent(Enum):
    """Why there is no value."""

    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


MISSING: Final = Absent.MISSING
NOT_APPLICABLE: Final = Absent.NOT_APPLICABLE

Amount = Decimal | Absent


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it was written: a year, a month of it, or a day. ``month`` and ``day`` are 0 where not given.

    ``part`` is the part of the year or month in words ("底", "上旬", "上半年", "一季度"), or "左右"; "" where none was
    written. Of a half year or quarter, ``month`` is the last one. Dates sort by time; parts of a month by their order.
    """

    year: int
    month: int = 0
    day: int = 0
    part: str = ""

    def __str__(self) -> str:
        spans = self.part.endswith(("季度", "半年"))
        month = f"{self.month}月" if self.month and not spans else ""
        return f"{self.year}年{month}{f'{self.day}日' if self.day else ''}{self.part}"

    def iso(self) -> str:
        """The ISO form as far as the date was written, its words behind: 2026-03-05, 2026-06上旬, 2026上半年."""
        spans = self.part.endswith(("季度", "半年"))  # the month is only the last of them
        numbers = (self.month if not spans else 0, self.day)
        return "-".join([f"{self.year:04d}", *(f"{number:02d}" for number in numbers if number)]) + self.part

    def __lt__(self, other: PartialDate) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[int, int, int, int, str]:
        rank = _PARTS.index(self.part) if self.part in _PARTS else len(_PARTS)
        return self.year, self.month, self.day, rank, self.part


_PARTS: Final = ("", "初", "上旬", "中旬", "中", "下旬", "底", "末", "内")


DateLike = PartialDate | Absent
Value = str | Decimal | PartialDate | Absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: the cells of its fields by field id, the row it came from, and its group headings.

    ``extra`` holds, by field id, what the row gives of recognised fields for which its kind of record has no attribute.
    """

    row: Cell
    cells: Mapping[str, Cell] = field(default_factory=dict, compare=False, repr=False)
    group: tuple[str, ...] = ()
    marks: str = ""
    remark: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def value(self, name: str) -> Value:
        """The value of a field by its id, wherever it is kept; MISSING for one the row does not give."""
        found: Value = getattr(self, name, MISSING) if name in self.__dataclass_fields__ else MISSING
        return self.extra.get(name, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """One key project (重点项目) as its ledger row gives it. Field ids are those of ``headings.toml``."""

    seq: str = ""
    project_name: str
    nature: str = ""
    content_scale: str = ""
    sector: str = ""
    place: str = ""
    build_period: str = ""
    build_start: DateLike = MISSING
    build_finish: DateLike = MISSING
    plan_lists: str = ""
    funding: str = ""
    status: str = ""
    milestone_plan: str = ""
    image_progress: str = ""
    problems: str = ""
    next_steps: str = ""
    owner_unit: str = ""
    owner_person: str = ""
    owner_contact: str = ""
    owner_phone: str = ""
    resp_unit: str = ""
    resp_person: str = ""
    resp_contact: str = ""
    resp_phone: str = ""
    support_unit: str = ""
    leader: str = ""
    in_statistics: str = ""
    total_investment: Amount = MISSING
    cum_to_prev_year_end: Amount = MISSING
    cum_since_start: Amount = MISSING
    plan_this_year: Amount = MISSING
    done_this_year_to_date: Amount = MISSING
    done_this_month: Amount = MISSING
    done_last_year_same_period: Amount = MISSING
    target_rest_of_year: Amount = MISSING
    expected_full_year: Amount = MISSING
    funds_arrived: Amount = MISSING
    rate_reported: Amount = MISSING
    start_planned: DateLike = MISSING
    start_actual: DateLike = MISSING
    finish_planned: DateLike = MISSING
    finish_actual: DateLike = MISSING
    deadline: DateLike = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTarget(Record):
    """One task unit's annual target and what it reported (任务单位)."""

    unit: str
    unit_group: str = ""
    plan_this_year: Amount = MISSING
    done_this_year_to_date: Amount = MISSING
    done_this_month: Amount = MISSING
    done_last_year_same_period: Amount = MISSING
    rate_reported: Amount = MISSING
    resp_person: str = ""
    resp_contact: str = ""
    resp_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """One problem on the issue list (问题清单): what, why, what is proposed, who must solve it by when."""

    seq: str = ""
    project_name: str = ""
    problems: str
    cause: str = ""
    proposal: str = ""
    resp_unit: str = ""
    resp_person: str = ""
    support_unit: str = ""
    leader: str = ""
    topic_source: str = ""
    order_number: str = ""
    order_date: DateLike = MISSING
    deadline: DateLike = MISSING
    status: str = ""
    severity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtotal(Record):
    """A sum as the ledger prints it (合计, a group's own sums), with the data rows it should cover."""

    label: str
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    covers: tuple[int, ...] = ()
