"""What a report covers: January to the end of a month, to the middle of it, or to a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from data_adapters.patterns import regex
from service.figures.figure import Figure, Unit

_MONTHS: Final = 12
_MIDDLE: Final = 15
_TEXT: Final = regex(r"(20\d{2})[-.年/]?(\d{1,2})(?:月?(上半月|上)|[-./月](\d{1,2})日?|月)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period from January to the end of ``month``, to its middle (``half``), or to its ``day`` (0: none).

    Half months are real: a bulletin for 1至8月上半月 measures by 7.5 ÷ 12 (domain.md §4). Raises ValueError, in
    Chinese, for a month or day that does not exist.
    """

    year: int
    month: int
    day: int = 0
    half: bool = False
    left: Decimal = field(init=False, compare=False, repr=False)
    """The months left of the year."""
    rest: str = field(init=False, compare=False, repr=False)
    """The months left as a formula says them: ``2``, ``（12 − （7 + 20 ÷ 31））``."""
    schedule: Figure = field(init=False, compare=False, repr=False)
    """序时进度: the months gone ÷ 12, as a ratio; days count as parts of their own month."""

    def __post_init__(self) -> None:
        if not 1 <= self.month <= _MONTHS:
            raise ValueError(f"月份应在 1 至 12 之间，给出的是 {self.month}")
        if not 0 <= self.day <= self._days:
            raise ValueError(f"{self.year}年{self.month}月没有 {self.day} 日")
        if self.day and self.half:
            raise ValueError("期间只能写到上半月或写到某一日，不能同时给出")
        share = Figure(self.elapsed / _MONTHS, Unit.RATIO, f"序时进度 = {self.months} ÷ 12")
        object.__setattr__(self, "schedule", share)  # once: every project of a ledger is measured by them
        object.__setattr__(self, "left", _MONTHS - self.elapsed)
        object.__setattr__(self, "rest", f"（12 − {self.months}）" if self.day else f"{self.left}")

    def __str__(self) -> str:
        rest = "上半月" if self.half else f"-{self.day:02d}" if self.day else ""
        return f"{self.year}-{self.month:02d}{rest}"

    @property
    def _days(self) -> int:
        return calendar.monthrange(self.year, self.month)[1]

    @property
    def end(self) -> date:
        """The last day covered."""
        return date(self.year, self.month, _MIDDLE if self.half else self.day or self._days)

    @property
    def elapsed(self) -> Decimal:
        """The months gone since January: 8, 7.5 to the middle of August, 7 + 20 ÷ 31 to the 20th."""
        if self.half:
            return self.month - Decimal("0.5")
        return self.month - 1 + Decimal(self.day) / self._days if self.day else Decimal(self.month)

    @property
    def months(self) -> str:
        """The months gone as a formula says them: ``10``, ``7.5``, ``（7 + 20 ÷ 31）``."""
        return f"（{self.month - 1} + {self.day} ÷ {self._days}）" if self.day else f"{self.elapsed}"

    @property
    def whole_month(self) -> Period:
        """The same period to the end of its month."""
        return Period(self.year, self.month)

    @property
    def index(self) -> int:
        """The month counted through all years, so that neighbours differ by one."""
        return self.year * _MONTHS + self.month


def read_period(text: str) -> Period:
    """``2026-10``, ``2026年8月上半月`` or ``2026-08-20`` as a period. ValueError, in Chinese, for anything else."""
    match = _TEXT.fullmatch(re.sub(r"\s", "", text))
    try:
        if match:
            return Period(int(match[1]), int(match[2]), int(match[4] or 0), bool(match[3]))
    except ValueError as error:
        raise ValueError(f"期间“{text}”不存在：{error}，请改正") from error
    raise ValueError(f"期间“{text}”写法不对，请写成 2026-10、2026-10-20 或 2026-10上半月")
