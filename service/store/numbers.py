"""The register of official numbers: given once, at 签发, in the transaction that signs; none skipped, none doubled.

A sequence of the database leaves a gap where a transaction fails; a counter's row that stays locked until the commit
does not. Nothing here is ever deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.errors import NotKeptError, RefusedError, StoreError
from service.store.audit import record
from service.store.clock import business_date, now
from service.store.models import IssuedNumber, NumberSeries, NumberTakeover

_SIGN: Final = re.compile(r"[^\W\d_]+")  # 安重办, X政发: letters alone, no figure, blank or bracket
_NUMBER: Final = re.compile(r"([^\W\d_]+)〔([0-9]{4})〕([1-9][0-9]{0,8})号")
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """A series of numbers: an organ's sign (安重办), the word for a kind of paper (调, "" for plain ones), a year."""

    organ: str
    kind: str
    year: int

    def __post_init__(self) -> None:
        fine = _SIGN.fullmatch(self.organ) and len(self.organ) <= 40
        if not (fine and len(self.kind) <= 20 and (not self.kind or _SIGN.fullmatch(self.kind))):
            raise StoreError(f"字号“{self.sign}”写得不对：机关代字和文种字只能是文字，如“安重办”“调”，请改正")
        if not 1949 <= self.year <= 2999:
            raise StoreError(f"字号“{self.sign}”的年份 {self.year} 不对，请写四位数的公历年份")

    @property
    def sign(self) -> str:
        """What stands before the year: 安重办调."""
        return f"{self.organ}{self.kind}"

    def text(self, no: int) -> str:
        """A number as printed: 安重办调〔2026〕15号."""
        return f"{self.sign}〔{self.year}〕{no}号"


@dataclass(frozen=True, slots=True)
class Wanted:
    """That an item (``ticket:12:dispatch_order``) needs a number of a series."""

    series: Series
    item: str


def series_at(organ: str, kind: str, moment: datetime) -> Series:
    """The series whose numbers are given at a moment: its year is that of the day in Asia/Shanghai."""
    return Series(organ, kind, business_date(moment).year)


def issue(session: Session, wanted: Sequence[Wanted], who: str, at: datetime | None = None) -> list[IssuedNumber]:
    """Give each item its number, in the order asked for, within each series without a gap.

    An item that has a number of that series keeps it, so a step that is done again gives the same paper. All are given
    when the transaction commits, or none. Raises :class:`StoreError` for an item whose number is of another series or
    void, or one that is asked for twice.
    """
    if len({want.item for want in wanted}) < len(wanted):
        raise RefusedError("同一份文书在一次取号里出现了两次，请检查清单后重试")
    moment = at or now()
    by_series: dict[Series, list[str]] = {}
    for want in wanted:
        by_series.setdefault(want.series, []).append(want.item)
    found: dict[str, IssuedNumber] = {}
    for series in sorted(by_series):  # always in this order, so that two batches never wait for each other crosswise
        counter = _locked(session, series)
        had = _had(session, by_series[series], counter)
        new = [item for item in by_series[series] if item not in had]
        found |= had | _given(session, counter, new, who, moment)
        if new:
            given = [series.text(found[item].no) for item in new]
            record(session, who, "签发取号", given[0] if len(new) == 1 else f"{given[0]}至{given[-1]}", items=new)
    return [found[want.item] for want in wanted]


def upcoming(session: Session, series: Series, count: int) -> list[str]:
    """The numbers the next ``count`` papers of a series would get if they were signed now: nobody is kept from them."""
    query = select(NumberSeries.last).filter_by(organ=series.organ, kind=series.kind, year=series.year)
    last = session.scalars(query).one_or_none() or 0
    return [series.text(no) for no in range(last + 1, last + count + 1)]


def _locked(session: Session, series: Series) -> NumberSeries:
    """The counter's row, made where there is none, and ours alone until the transaction ends."""
    key = {"organ": series.organ, "kind": series.kind, "year": series.year}
    query = select(NumberSeries).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    counter = session.scalars(query).one_or_none()
    if counter is None:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        new = dialect.insert(NumberSeries).values(**key, sign=series.sign, last=0)
        session.execute(new.on_conflict_do_nothing())  # another may have made it since we looked
        counter = session.scalars(query).one_or_none()
    if counter is None:
        raise RefusedError(
            f"“{series.sign}”在 {series.year} 年已由别的机关代字和文种字使用，印出来的编号会重复，请换一个代字"
        )
    return counter


def _had(session: Session, items: Sequence[str], counter: NumberSeries) -> dict[str, IssuedNumber]:
    """The numbers these items have already."""
    had: dict[str, IssuedNumber] = {}
    for start in range(0, len(items), _AT_ONCE):
        query = select(IssuedNumber).where(IssuedNumber.item.in_(items[start : start + _AT_ONCE]))
        had |= {number.item: number for number in session.scalars(query)}
    for number in had.values():
        if number.series_id != counter.id:
            raise RefusedError(f"这份文书已经编为“{number.text}”，不能再编别的字号；确需改编的，请先作废再另立文书")
        if number.voided_at:
            raise RefusedError(f"这份文书的编号“{number.text}”已作废，不能再用；请另立一份文书再取号")
    return had


def _given(
    session: Session, counter: NumberSeries, items: Sequence[str], who: str, moment: datetime
) -> dict[str, IssuedNumber]:
    if not items:
        return {}
    grow = update(NumberSeries).where(NumberSeries.id == counter.id).values(last=NumberSeries.last + len(items))
    last = session.execute(grow.returning(NumberSeries.last)).scalar_one()
    made = {
        item: IssuedNumber(series=counter, no=no, item=item, issued_by=who, issued_at=moment)
        for no, item in enumerate(items, start=last - len(items) + 1)
    }
    session.add_all(made.values())
    session.flush()
    return made


def take_over(session: Session, series: Series, start: int, evidence: str, who: str) -> NumberTakeover:
    """Go on at ``start``: the numbers from the counter's next up to ``start - 1`` were given on paper.

    ``evidence`` says what proves it (收发文登记簿第12页). Raises :class:`StoreError` for a start already given.
    """
    if not evidence.strip():
        raise StoreError("接号要写明依据，如“2026年发文登记簿第12页”，请补上后重试")
    counter = _locked(session, series)
    first = counter.last + 1
    if start <= first:
        told = f"已用到 {counter.last} 号，下一个就是 {first} 号" if counter.last else "还没有用过，本来就从 1 号起"
        raise RefusedError(
            f"“{series.text(start)}”不能作为接号的起点：{series.sign}〔{series.year}〕{told}，请核对登记簿"
        )
    made = NumberTakeover(
        series_id=counter.id, first_no=first, last_no=start - 1, evidence=evidence.strip(), who=who, at=now()
    )
    session.add(made)
    counter.last = start - 1
    session.flush()
    record(session, who, "接号", series.text(start), first=first, last=start - 1, evidence=evidence.strip())
    return made


def void(session: Session, number: str, reason: str, who: str, at: datetime | None = None) -> IssuedNumber:
    """Void a number as printed (安重办调〔2026〕15号). It stays in the register, and is never given again."""
    if not reason.strip():
        raise StoreError("作废编号要写明原因，请补上后重试")
    found = _found(session, number, lock=True)
    if found.voided_at:
        raise RefusedError(f"“{found.text}”已由{found.voided_by}作废，原因：{found.void_reason}，不必再作废")
    found.voided_at, found.voided_by, found.void_reason = at or now(), who, reason.strip()
    session.flush()
    record(session, who, "作废编号", found.text, item=found.item, reason=reason.strip())
    return found


def find(session: Session, number: str) -> IssuedNumber:
    """The register's entry of a number as printed. Raises :class:`StoreError` for one it does not hold."""
    return _found(session, number, lock=False)


def _found(session: Session, number: str, *, lock: bool) -> IssuedNumber:
    match = _NUMBER.fullmatch(number.strip())
    if not match:
        raise StoreError(f"“{number}”不是完整的编号，应如“安重办调〔2026〕15号”（六角括号〔〕），请改正")
    query = (
        select(IssuedNumber)
        .join(IssuedNumber.series)
        .where(NumberSeries.sign == match[1], NumberSeries.year == int(match[2]), IssuedNumber.no == int(match[3]))
    )
    found = session.scalars(query.with_for_update(of=IssuedNumber) if lock else query).one_or_none()
    if found is None:
        raise NotKeptError(
            f"登记簿里没有“{number.strip()}”：没有用本系统编过这个号，请核对", command="huicai numbers report"
        )
    return found


def numbers_of(session: Session, items: Iterable[str]) -> dict[str, IssuedNumber]:
    """The numbers of those of the items that have one, void ones too."""
    query = select(IssuedNumber).where(IssuedNumber.item.in_(list(items)))
    return {number.item: number for number in session.scalars(query)}
