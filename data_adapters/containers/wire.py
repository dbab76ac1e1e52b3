"""Rows of cells on their way out of the child: what :mod:`marshal` does not know goes as tuples."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

CHUNK: Final = 2_000
_TIMES: Final = frozenset({datetime.date, datetime.datetime, datetime.time, datetime.timedelta})


def packed(rows: list[list[Any]]) -> Iterator[tuple[list[list[Any]], list[int]]]:
    """Chunks of rows, each with the columns (from 0) in which values were made tuples. Changes ``rows``."""
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        columns = [at for at, column in enumerate(zip(*chunk, strict=True)) if _strange(set(map(type, column)))]
        for at in columns:
            for row in chunk:
                row[at] = _tuple(row[at])
        yield chunk, columns


def unpacked(chunk: list[list[Any]], columns: Sequence[int]) -> list[list[Any]]:
    """The rows of a chunk as they were. Changes ``chunk``."""
    for at in columns:
        for row in chunk:
            value = row[at]
            if type(value) is tuple:
                row[at] = _MAKERS[len(value)](*value)
    return chunk


def _strange(types: set[type]) -> bool:
    return not types.isdisjoint(_TIMES) or Decimal in types


def _tuple(value: Any) -> Any:
    match value:
        case datetime.datetime():
            return (*value.timetuple()[:6], value.microsecond)
        case datetime.date():
            return (value.toordinal(),)
        case datetime.time():
            return (value.hour, value.minute, value.second, value.microsecond)
        case datetime.timedelta():
            return (value.days, value.seconds, value.microseconds)
        case Decimal():
            return (str(value), "")
        case _:
            return value


def _decimal(text: str, _: str) -> Decimal:
    return Decimal(text)


# A tuple's length tells what it was.
_MAKERS: Final[dict[int, Callable[..., Any]]] = {
    1: datetime.date.fromordinal,
    2: _decimal,
    3: datetime.timedelta,
    4: datetime.time,
    7: datetime.datetime,
}
