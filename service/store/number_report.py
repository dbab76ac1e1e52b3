"""The register of numbers gone over: gaps, doubles, void ones, and what was given on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from service.store.clock import business_date
from service.store.models import IssuedNumber, NumberSeries, NumberTakeover


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from the first to the last, both among them."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}—{self.last}"


@dataclass(frozen=True, slots=True)
class Void:
    """A number that was voided, with the day in Shanghai, the person and the reason."""

    no: int
    day: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Numbers given on paper, and what proves it."""

    numbers: Range
    evidence: str
    who: str


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """What a series holds: the last number, how many were issued here, and what is not as it should be."""

    sign: str
    year: int
    last: int
    issued: int
    taken: tuple[Taken, ...]
    voids: tuple[Void, ...]
    gaps: tuple[Range, ...]
    doubles: tuple[int, ...]
    beyond: tuple[int, ...]

    @property
    def sound(self) -> bool:
        """Whether every number from 1 to the last was given exactly once, and none beyond it."""
        return not (self.gaps or self.doubles or self.beyond)


def report(session: Session, year: int | None = None) -> list[SeriesReport]:
    """Every series, or those of one year, by year and sign."""
    query = select(NumberSeries).order_by(NumberSeries.year, NumberSeries.sign)
    if year is not None:
        query = query.where(NumberSeries.year == year)
    return [_of(session, series) for series in session.scalars(query)]


def _of(session: Session, series: NumberSeries) -> SeriesReport:
    taken = session.scalars(
        select(NumberTakeover).where(NumberTakeover.series_id == series.id).order_by(NumberTakeover.first_no)
    ).all()
    issued, gapless = _counted(session, series, taken)
    used = Counter() if gapless else _used(session, series, taken)
    return SeriesReport(
        sign=series.sign,
        year=series.year,
        last=series.last,
        issued=issued,
        taken=tuple(Taken(Range(each.first_no, each.last_no), each.evidence, each.who) for each in taken),
        voids=_voids(session, series),
        gaps=() if gapless else ranges(no for no in range(1, series.last + 1) if no not in used),
        doubles=tuple(sorted(no for no, times in used.items() if times > 1)),
        beyond=tuple(sorted(no for no in used if no > series.last)),
    )


def _counted(session: Session, series: NumberSeries, taken: Sequence[NumberTakeover]) -> tuple[int, bool]:
    """How many numbers were issued, and whether counting alone shows that they and those taken over are 1 to the last:
    as many different ones as there are places between what was taken over, and none elsewhere."""
    ends = [0, *(each.last_no for each in taken)]
    begins = [*(each.first_no for each in taken), series.last + 1]
    free = [(end + 1, begin - 1) for end, begin in zip(ends, begins, strict=True)]
    no = IssuedNumber.no
    placed = case((or_(*(no.between(*place) for place in free)), no))
    query = select(func.count(), func.count(placed.distinct())).where(IssuedNumber.series_id == series.id)
    issued, different = session.execute(query).one()
    in_order = all(first <= last + 1 for first, last in free)
    return issued, in_order and issued == different == sum(last - first + 1 for first, last in free)


def _used(session: Session, series: NumberSeries, taken: Sequence[NumberTakeover]) -> Counter[int]:
    """How often each number was given, here and on paper."""
    used = Counter(session.scalars(select(IssuedNumber.no).where(IssuedNumber.series_id == series.id)))
    for each in taken:
        used.update(range(each.first_no, each.last_no + 1))
    return used


def _voids(session: Session, series: NumberSeries) -> tuple[Void, ...]:
    query = (
        select(IssuedNumber)
        .where(IssuedNumber.series_id == series.id, IssuedNumber.voided_at.is_not(None))
        .order_by(IssuedNumber.no)
    )
    return tuple(
        Void(each.no, business_date(each.voided_at).isoformat(), each.voided_by or "", each.void_reason or "")
        for each in session.scalars(query)
        if each.voided_at
    )


def ranges(numbers: Iterable[int]) -> tuple[Range, ...]:
    """Rising numbers, those that follow one another joined."""
    found: list[Range] = []
    for no in numbers:
        if found and found[-1].last == no - 1:
            found[-1] = Range(found[-1].first, no)
        else:
            found.append(Range(no, no))
    return tuple(found)
