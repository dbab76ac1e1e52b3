"""A whole column at once: numbers in one formatting, and each text or date that is repeated read only once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from data_adapters.records import MISSING, Amount
from data_adapters.values.digits import Raw

V = TypeVar("V")


def exact_numbers(column: Sequence[Raw], factor: Decimal | None) -> tuple[list[Amount], Sequence[int]]:
    """The numbers of a column times ``factor``, and the positions that are still to be read one by one.

    Those are the cells that hold no number, or all where a number needs a closer look or ``factor`` is None. Numbers
    are what ``digits.exact`` gives, all written at once because that is quicker.
    """
    kinds = set(map(type, column))
    if factor is None or float not in kinds:
        return [MISSING] * len(column), range(len(column))
    digits = "%.15g\n" * len(column) % tuple([value if type(value) is float else 0.0 for value in column])
    if "n" in digits or "e+" in digits or "-0\n" in digits:  # nan, inf, 1e+15 and more, minus zero
        return [MISSING] * len(column), range(len(column))
    numbers = map(Decimal, digits.split())
    found: list[Amount] = [*numbers] if factor == 1 else [number * factor for number in numbers]
    return found, () if kinds == {float} else [place for place, value in enumerate(column) if type(value) is not float]


def fill(
    found: list[V], column: Sequence[Raw], positions: Iterable[int], read: Callable[[Raw], tuple[V, str]]
) -> dict[int, str]:
    """Put what ``read`` gives for some positions of a column into ``found``; the faults by position come back."""
    faults: dict[int, str] = {}
    known: dict[Raw, tuple[V, str]] = {}
    for position in positions:
        value = column[position]
        if isinstance(value, str | datetime.date):  # other types equal each other: True is 1.0
            result = known.get(value) or known.setdefault(value, read(value))
        else:
            result = read(value)
        found[position] = result[0]
        if result[1]:
            faults[position] = result[1]
    return faults
