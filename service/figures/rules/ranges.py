"""A range of values with both ends said: whether each belongs to it, in the file and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.figures.rules.table import Table

_LOW: Final = ("at_least", "more_than")
_HIGH: Final = ("at_most", "less_than")


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``; None is open. ``low_in`` and ``high_in``: whether the end itself belongs to it."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_in: bool = True
    high_in: bool = True

    def __contains__(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or (value == self.low and not self.low_in)):
            return False
        return self.high is None or value < self.high or (value == self.high and self.high_in)

    def words(self, unit: str) -> str:
        """The range as a sentence says it: ``10（含）至30（含）个百分点``, ``超过30个百分点``, ``低于80%``."""
        if self.low is None:
            return f"{'不超过' if self.high_in else '低于'}{self.high:f}{unit}" if self.high is not None else "不论多少"
        if self.high is None:
            return f"{self.low:f}{unit}及以上" if self.low_in else f"超过{self.low:f}{unit}"
        ends = f"（{'含' if self.low_in else '不含'}）", f"（{'含' if self.high_in else '不含'}）"
        sign = unit if unit == "%" else ""  # 50%（含）至100%（不含）, but 10（含）至30（含）个百分点
        return f"{self.low:f}{sign}{ends[0]}至{self.high:f}{sign}{ends[1]}{'' if sign else unit}"


def read_range(table: Table, given: Mapping[str, Decimal] | None = None) -> Range:
    """The range a table names by ``at_least`` or ``more_than`` and ``at_most`` or ``less_than``.

    An end may be the name of a value in ``given``. Raises SettingsError for none, two of a side, or an empty range.
    """
    low, low_in = _end(table, _LOW, given or {})
    high, high_in = _end(table, _HIGH, given or {})
    if low is None and high is None:
        raise table.fault(
            "没有写界限，请写 at_least（不低于）、more_than（超过）、at_most（不超过）或 less_than（低于）"
        )
    if low is not None and high is not None and (low > high or (low == high and not (low_in and high_in))):
        raise table.fault("的下限高于上限，没有数能落在其中，请改正", _LOW[not low_in])
    return Range(low, high, low_in, high_in)


def _end(table: Table, keys: tuple[str, str], given: Mapping[str, Decimal]) -> tuple[Decimal | None, bool]:
    both = [key for key in keys if table.has(key)]
    if len(both) > 1:
        raise table.fault(f"同时写了 {both[0]} 和 {both[1]}，只能写一个，请删去一个", both[1])
    if not both:
        return None, True
    key = both[0]
    value = given[table.choice(key, given)] if given and table.holds_text(key) else table.number(key)
    return value, key == keys[0]
