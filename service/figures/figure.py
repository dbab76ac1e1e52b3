"""A computed value that knows its formula and the cells it came from, so that a printed figure can be traced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from data_adapters import MISSING, NOT_APPLICABLE, Absent, Amount, Cell, Record


class Unit(Enum):
    """What a figure counts. Ratios and their differences are kept with 1 = 100 %; only printing multiplies by 100."""

    WAN_YUAN = "万元"
    RATIO = "%"
    POINTS = "百分点"
    COUNT = "个"
    TIMES = "倍"
    DAYS = "天"
    MONTHS = "个月"
    SCORE = "分"
    PLACE = "位"


class Figure(NamedTuple):
    """A value, MISSING or NOT_APPLICABLE, with its unit, formula and origin.

    ``reason`` says why there is no value; absences spread through every operation, zero is a value. ``origin`` holds
    the cells, or the figures it was made of: their cells are gathered when somebody asks for ``sources``, for a county
    works out a hundred figures for each that it traces (benchmarks/figures.py).
    """

    value: Amount
    unit: Unit
    formula: str
    origin: Sequence[Cell | Figure] = ()
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return isinstance(self.value, Decimal)

    @property
    def number(self) -> Decimal:
        """The number itself. Raises ValueError where there is none: ask ``known`` first."""
        if isinstance(self.value, Absent):
            raise ValueError(self.reason or "no value")
        return self.value

    @property
    def sources(self) -> tuple[Cell, ...]:
        """The cells it comes from, each once, in the order of the formula."""
        found: dict[Cell, None] = {}
        waiting: list[Cell | Figure] = [*reversed(self.origin)]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Figure):
                waiting.extend(reversed(item.origin))
            else:
                found[item] = None
        return tuple(found)

    def named(self, formula: str) -> Figure:
        """The same figure under another formula's name."""
        return self._replace(formula=formula)


# What Figure(…) does, without the call of a function written for it: figures are made by the hundred thousand.
_made = tuple.__new__
_WAN_YUAN, _RATIO = Unit.WAN_YUAN, Unit.RATIO


DECIDED: Final = "decided"
"""The key in a record's ``extra`` that says that a person decided on some of its values; with a colon and a field's id
behind it, what was decided on that field, in words; so begin also the ``cells`` a computed value comes from."""


def from_record(record: Record, field: str, label: str) -> Figure:
    """The amount of a record's field, with its cell. ``label`` is what the figure is called in words.

    Where a person decided on the value (``service.figures.decisions``), the formula or the reason says so.
    """
    extra = record.extra
    if extra and DECIDED in extra and (note := extra.get(f"{DECIDED}:{field}")):
        figure = _given(record, field, f"{label}〔{note}〕")
        more = (cell for name, cell in record.cells.items() if name.startswith(f"{DECIDED}:{field}:"))
        figure = figure._replace(origin=(*figure.origin, *more))
        return figure if figure.known else figure._replace(reason=f"{label}{note}")
    return _given(record, field, label)


def _given(record: Record, field: str, label: str) -> Figure:
    extra = record.extra
    found = extra[field] if extra and field in extra else getattr(record, field, MISSING)
    cell = record.cells.get(field)
    origin = (cell,) if cell is not None else ()
    if found.__class__ is Decimal:
        return _made(Figure, (found, _WAN_YUAN, label, origin, ""))
    value = NOT_APPLICABLE if found is NOT_APPLICABLE else MISSING
    return Figure(value, Unit.WAN_YUAN, label, origin, f"{label}{'未填报' if value is MISSING else '不适用'}")


def amount_of(record: Record, field: str) -> Amount:
    """The value :func:`from_record` gives, without its cell."""
    found = record.extra[field] if record.extra and field in record.extra else getattr(record, field, MISSING)
    return found if found.__class__ is Decimal or found is NOT_APPLICABLE else MISSING


def summed(values: Sequence[Amount]) -> Amount:
    """The value :func:`total` gives."""
    known = [value for value in values if value.__class__ is Decimal]
    if known:
        return sum(known, Decimal(0))
    return MISSING if not values or MISSING in values else NOT_APPLICABLE


def over(above: Amount, below: Amount) -> Amount:
    """The value :func:`quotient` gives."""
    if not isinstance(below, Decimal):
        return below
    if below <= 0:
        return NOT_APPLICABLE
    return above / below if isinstance(above, Decimal) else above


def less(left: Amount, right: Amount) -> Amount:
    """The value :func:`difference` gives."""
    if isinstance(left, Decimal):
        return left - right if isinstance(right, Decimal) else right
    return left


def total(parts: Iterable[Figure], label: str) -> Figure:
    """The sum of the known parts, with their sources. Of none it is absent: NOT_APPLICABLE where no part applies."""
    given = list(parts)
    values = [value for part in given if isinstance(value := part.value, Decimal)]
    if not values:
        applies = not given or any(part.value is MISSING for part in given)
        absent, why = (MISSING, "均未填报") if applies else (NOT_APPLICABLE, "均不适用")
        return Figure(absent, Unit.WAN_YUAN, label, (), f"{label}{why}")
    known = tuple([part for part in given if isinstance(part.value, Decimal)])
    return Figure(sum(values, Decimal(0)), known[0].unit, label, known)


def quotient(numerator: Figure, denominator: Figure, label: str) -> Figure:
    """``numerator ÷ denominator`` as a ratio; absent, with the reason, without a number or over zero or less."""
    formula = _quotient_words(label, numerator.formula, denominator.formula)
    above, below, origin = numerator.value, denominator.value, (numerator, denominator)
    if isinstance(below, Absent):
        return Figure(below, Unit.RATIO, formula, origin, denominator.reason)
    if below <= 0:
        why = "为负数" if below else "为0"
        return Figure(
            NOT_APPLICABLE, Unit.RATIO, formula, origin, f"{name_of(denominator.formula)}{why}，无法计算{label}"
        )
    if not isinstance(above, Decimal):
        return Figure(above, Unit.RATIO, formula, origin, numerator.reason)
    return _made(Figure, (above / below, _RATIO, formula, origin, ""))


def difference(left: Figure, right: Figure, label: str, unit: Unit) -> Figure:
    """``left − right``; absent with the reason where either is."""
    formula = _difference_words(label, left.formula, right.formula)
    one, other, origin = left.value, right.value, (left, right)
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return _made(Figure, (one - other, unit, formula, origin, ""))
    lost = right if isinstance(one, Decimal) else left
    return Figure(lost.value, unit, formula, origin, lost.reason)


# A county's figures have few formulas, each many thousand times.
@lru_cache(maxsize=512)
def _quotient_words(label: str, above: str, below: str) -> str:
    return f"{label} = {name_of(above)} ÷ {name_of(below)}"


@lru_cache(maxsize=512)
def _difference_words(label: str, left: str, right: str) -> str:
    return f"{label} = {name_of(left)} − {name_of(right)}"


def name_of(formula: str) -> str:
    """What a formula is the formula of."""
    return formula.partition(" = ")[0]
