"""The months in force as a line chart and its table: 完成率 against 序时进度."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.web.board.in_force import Point

WIDTH, HEIGHT = 480, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 14, 28
_FULL, _STEP, _MONTHS = Decimal(100), 20, 12
_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a line, or of an axis with what stands there."""

    x: Decimal
    y: Decimal
    words: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """The months of a year: the chart's lines as points of SVG's polyline (the rate's broken where it is not known),
    its marks and axes, and the months as rows of the table; ``absent`` are months between that have no data."""

    year: int
    rates: tuple[str, ...]
    schedule: str
    marks: tuple[Mark, ...]
    across: tuple[Mark, ...]
    months: tuple[Mark, ...]
    rows: tuple[Point, ...]
    absent: tuple[int, ...]


def trend(points: Sequence[Point]) -> Trend:
    """The chart of points of one year in the order of time."""
    top = _top(points)
    spots = [(_x(point), _y(Decimal(point.rate), top) if point.rate else None) for point in points]
    due = [(_x(point), _y(Decimal(point.schedule), top)) for point in points]
    told = {point.period.month for point in points}
    step = max(_STEP, -(-top // (_STEPS * _STEP)) * _STEP)
    return Trend(
        points[0].period.year,
        tuple(_runs(spots)),
        _line(due),
        tuple(
            Mark(x, y, f"{point.period.month}月 {point.rate_printed}")
            for point, (x, y) in zip(points, spots, strict=True)
            if y is not None
        ),
        tuple(Mark(Decimal(_LEFT), _y(Decimal(share), top), f"{share}%") for share in range(0, top + 1, step)),
        tuple(Mark(_at(Decimal(month)), Decimal(HEIGHT - _BOTTOM), f"{month}月") for month in range(1, _MONTHS + 1)),
        tuple(points),
        tuple(month for month in range(min(told), max(told)) if month not in told),
    )


def _top(points: Sequence[Point]) -> int:
    """The end of the scale: 100 %, or the next whole step above the highest rate."""
    most = max([_FULL, *(Decimal(point.rate) for point in points if point.rate)])
    return min(int(-(-most // _STEP) * _STEP), 10**6)


def _x(point: Point) -> Decimal:
    return _at(point.period.elapsed)


def _at(month: Decimal) -> Decimal:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * month / _MONTHS, 1)


def _y(share: Decimal, top: int) -> Decimal:
    high = HEIGHT - _TOP - _BOTTOM
    return round(_TOP + high * (1 - min(max(share, Decimal(0)), Decimal(top)) / top), 1)


def _runs(spots: Sequence[tuple[Decimal, Decimal | None]]) -> list[str]:
    """The line's parts of two points and more; a month without a rate breaks it."""
    runs: list[list[tuple[Decimal, Decimal]]] = [[]]
    for x, y in spots:
        if y is None:
            runs.append([])
        else:
            runs[-1].append((x, y))
    return [_line(run) for run in runs if len(run) > 1]


def _line(spots: Sequence[tuple[Decimal, Decimal]]) -> str:
    return " ".join(f"{x},{y}" for x, y in spots)
