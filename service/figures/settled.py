"""A record's progress where a person decided between what its ledger prints and what follows from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from service.figures.figure import DECIDED, Figure, Unit, difference, less, quotient
from service.figures.progress import DONE, Progress

RATE, GAP = "rate_reported", "gap_reported"
TAKEN: Final = "taken"
"""With a colon and a field's id behind it: the printed value that is taken for the computed one, in ``extra``."""
LEFT_OUT: Final = "按决定不计入"


class Settled(Progress):
    """Printed rate and gap stand in place of the computed ones where that was decided; sums are not touched by it."""

    def settle(self) -> None:
        """Give the values what was decided."""
        rate, gap = self._taken(RATE), self._taken(GAP)
        self.rate_value = self.rate_value if rate is None else rate
        self.gap_value = less(self.rate_value, self.schedule.value) if gap is None else gap

    def _taken(self, field: str) -> Decimal | None:
        """The printed value that was decided for; None where it was not."""
        assert self.record is not None
        value = self.record.extra.get(f"{TAKEN}:{field}")
        return value if isinstance(value, Decimal) else None

    @property
    def rate(self) -> Figure:
        """完成率, as printed where that was decided."""
        return self._printed(RATE, "完成率", Unit.RATIO) or quotient(self.done, self.plan, "完成率")

    @property
    def gap(self) -> Figure:
        """进度差, as printed where that was decided."""
        computed = difference(self.rate, self.schedule, "进度差", Unit.POINTS)
        return self._printed(GAP, "进度差", Unit.POINTS) or computed

    @property
    def four(self) -> tuple[Figure, Figure, Figure, Figure]:
        """Plan, done, rate and gap, as decided."""
        return self.plan, self.done, self.rate, self.gap

    def _printed(self, field: str, label: str, unit: Unit) -> Figure | None:
        value, record = self._taken(field), self.record
        if value is None or record is None:
            return None
        return Figure(value, unit, f"{label} = {record.extra[f'{DECIDED}:{field}']}", (record.cells[field],))

    @property
    def remark(self) -> str:
        """That it is left out; "" where it is not."""
        note = self.record.extra.get(f"{DECIDED}:{DONE[0]}") if self.record else ""
        return LEFT_OUT if isinstance(note, str) and note.startswith(LEFT_OUT) else ""
