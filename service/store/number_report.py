"""The register of numbers gone over: gaps, doubles, void ones, and what was given on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
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
    numbers = session.scalars(
        select(IssuedNumber.no).where(IssuedNumber.series_id == series.id).order_by(IssuedNumber.no)
    ).all()
    used = Counter(numbers)
    for each in taken:
        used.update(range(each.first_no, each.last_no + 1))
    return SeriesReport(
        sign=series.sign,
        year=series.year,
        last=series.last,
        issued=len(numbers),
        taken=tuple(Taken(Range(each.first_no, each.last_no), each.evidence, each.who) for each in taken),
        voids=_voids(session, series),
        gaps=ranges(no for no in range(1, series.last + 1) if no not in used),
        doubles=tuple(sorted(no for no, times in used.items() if times > 1)),
        beyond=tuple(sorted(no for no in used if no > series.last)),
    )


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
