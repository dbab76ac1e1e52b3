"""The amounts of a table of the pages in one unit: 2.64亿元 above 3500万元 in one column makes a reader convert."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.web.indicators import Line
from service.wording import GAP, MoneyUnit, choose_unit, format_wan, format_yi, quantize
from service.wording.values import fits, within_reason

_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class Money:
    """The unit that stands in a table's heading, and how many places each of its amounts has."""

    unit: MoneyUnit
    places: int

    def shown(self, exact: str | None) -> str:
        """An amount of the table, exact in 万元 as ``figures_json`` gives it, without the unit; —— where there is
        none."""
        if exact is None:
            return GAP
        value = within_reason(Decimal(exact))
        write = format_yi if self.unit is MoneyUnit.YI else format_wan
        return write(value, self.places, unit=False)


def money_of(amounts: Iterable[str | None]) -> Money:
    """What suits all amounts of a table. In 万元 they have places only where one of them does."""
    values = [value for value in (Decimal(exact) for exact in amounts if exact is not None) if fits(value)]
    unit = choose_unit(values)
    broken = unit is MoneyUnit.YI or any(quantize(value, 0) != quantize(value, _PLACES) for value in values)
    return Money(unit, _PLACES if broken else 0)


def money_of_lines(lines: Iterable[Line]) -> Money:
    """What suits the plans and what is done of a table's lines: the two columns are compared with each other."""
    return money_of(line.figures[name] for line in lines for name in ("plan", "done"))
