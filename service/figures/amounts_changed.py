"""Which amounts of a project are others than before, and which of them went back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from data_adapters import MISSING
from data_adapters.records import Value
from service.figures.changes import Change
from service.figures.checks.finding import LABELS
from service.figures.report.printed import plain

_ONLY_GROW: Final = frozenset({"cum_to_prev_year_end", "cum_since_start", "funds_arrived"})
_GROW_IN_A_YEAR: Final = frozenset({"done_this_year_to_date"})


@dataclass(frozen=True, slots=True)
class Moved:
    """One amount then and now, as it is printed; ``went_back`` where what can only grow is less than it was."""

    label: str
    before: str
    after: str
    went_back: bool

    def __str__(self) -> str:
        return f"{self.label}由{self.before}变为{self.after}" + ("（倒退）" if self.went_back else "")


def amounts_changed(change: Change, same_year: bool) -> tuple[Moved, ...]:
    """The amounts of a project that stands in both; none for one that came or went.

    What was done in a year begins anew with the next, and goes back only where both are of the ``same_year``.
    """
    if change.before is None or change.after is None:
        return ()
    growing = _ONLY_GROW | (_GROW_IN_A_YEAR if same_year else frozenset())
    found = []
    for field, label in LABELS.items():
        old, new = (getattr(part.record, field, None) for part in (change.before, change.after))
        if old is None or new is None or old == new:
            continue
        fell = isinstance(old, Decimal) and isinstance(new, Decimal) and new < old
        found.append(Moved(label, _printed(old), _printed(new), fell and field in growing))
    return tuple(found)


def _printed(value: Value) -> str:
    """Every digit of it: two that differ must not look alike."""
    if isinstance(value, Decimal):
        return f"{plain(value)}万元"
    return "未填" if value is MISSING else "不适用"
