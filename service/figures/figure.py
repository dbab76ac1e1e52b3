"""A computed value that knows its formula and the cells it came from, so that a printed figure can be traced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

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


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, MISSING or NOT_APPLICABLE, with its unit, formula and source cells.

    ``reason`` says why there is no value; absences spread through every operation, zero is a value.
    """

    value: Amount
    unit: Unit
    formula: str
    sources: tuple[Cell, ...] = ()
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

    def named(self, formula: str) -> Figure:
        """The same figure under another formula's name."""
        return replace(self, formula=formula)


def from_record(record: Record, field: str, label: str) -> Figure:
    """The amount of a record's field, with its cell. ``label`` is what the figure is called in words."""
    found = record.value(field)
    value: Amount = found if isinstance(found, Decimal | Absent) else MISSING
    cell = record.cells.get(field)
    reason = ""
    if isinstance(value, Absent):
        reason = f"{label}未填报" if value is MISSING else f"{label}不适用"
    return Figure(value, Unit.WAN_YUAN, label, (cell,) if cell else (), reason)


def total(parts: Iterable[Figure], label: str) -> Figure:
    """The sum of the known parts, with their sources. Of none it is absent: NOT_APPLICABLE where no part applies."""
    given = list(parts)
    known = [part for part in given if part.known]
    if not known:
        applies = not given or any(part.value is MISSING for part in given)
        absent, why = (MISSING, "均未填报") if applies else (NOT_APPLICABLE, "均不适用")
        return Figure(absent, Unit.WAN_YUAN, label, (), f"{label}{why}")
    sources = tuple(cell for part in known for cell in part.sources)
    return Figure(sum((part.number for part in known), Decimal(0)), known[0].unit, label, sources)


def quotient(numerator: Figure, denominator: Figure, label: str) -> Figure:
    """``numerator ÷ denominator`` as a ratio; absent, with the reason, without a number or over zero or less."""
    formula = f"{label} = {numerator.formula} ÷ {denominator.formula}"
    sources = _all_sources(numerator, denominator)
    if denominator.known and denominator.number <= 0:
        why = "为负数" if denominator.number else "为0"
        return Figure(NOT_APPLICABLE, Unit.RATIO, formula, sources, f"{denominator.formula}{why}，无法计算{label}")
    lost = _first_absence((denominator, numerator))
    if lost:
        return Figure(lost.value, Unit.RATIO, formula, sources, lost.reason)
    return Figure(numerator.number / denominator.number, Unit.RATIO, formula, sources)


def difference(left: Figure, right: Figure, label: str, unit: Unit) -> Figure:
    """``left − right``; absent with the reason where either is."""
    formula = f"{label} = {left.formula.split(' = ')[0]} − {right.formula.split(' = ')[0]}"
    lost = _first_absence((left, right))
    if lost:
        return Figure(lost.value, unit, formula, _all_sources(left, right), lost.reason)
    return Figure(left.number - right.number, unit, formula, _all_sources(left, right))


def _first_absence(figures: Sequence[Figure]) -> Figure | None:
    return next((figure for figure in figures if not figure.known), None)


def _all_sources(*figures: Figure) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys(cell for figure in figures for cell in figure.sources))
