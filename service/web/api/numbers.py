"""The register of official numbers: gone over, taken over from paper, voided."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from pydantic import Field

from service.registers.roles import May
from service.store import Session, numbers
from service.store.answers import Answer
from service.store.clock import now
from service.store.number_report import report
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.types import WHOLE, Organ, Reason, Sent, Series, Told

api = Endpoints("编号")
NUMBER: Final = r"^[\u4e00-\u9fffA-Za-z]+〔[0-9]{4}〕[1-9][0-9]{0,8}号$"
_LAST: Final = 100_000  # no office writes more papers of a kind in a year: what is larger is a slip

Year = Annotated[int, Field(ge=1949, le=2999), WHOLE]
Start = Annotated[int, Field(ge=2, le=_LAST), WHOLE]


class YearAsked(Sent):
    """Which year."""

    year: Year | None = Field(None, description="只看这一年，默认全部")


class RangeTold(Told):
    """Numbers from the first to the last."""

    first: int
    last: int


class TakenTold(Told):
    """Numbers given on paper."""

    numbers: RangeTold
    evidence: str
    who: str


class VoidTold(Told):
    """A number that was voided."""

    no: int
    day: str
    who: str
    reason: str


class SeriesTold(Told):
    """A series gone over."""

    sign: str = Field(description="字号，如 安重办调")
    year: int
    last: int = Field(description="用到几号")
    issued: int = Field(description="本系统编了几个")
    taken: list[TakenTold] = Field(description="纸质编号")
    voids: list[VoidTold] = Field(description="作废的")
    gaps: list[RangeTold] = Field(description="断号")
    doubles: list[int] = Field(description="重号")
    beyond: list[int] = Field(description="超出计数的号")
    sound: bool = Field(description="没有断号重号")


class Report(Told):
    """All series."""

    series: list[SeriesTold]


class TakeOverSent(Sent):
    """Numbers given on paper before."""

    organ: Organ = Field(description="机关代字")
    kind: Series = Field("", description="文种字，如 调；没有就不写")
    year: Year | None = Field(None, description="哪一年的字号，默认今年")
    start: Start = Field(description="本系统从几号编起")
    evidence: Reason = Field(description="依据", examples=["发文登记簿第12页"])


class TakenOver(Told):
    """What was taken over."""

    first: str = Field(description="记为纸质编号的第一个")
    last: str = Field(description="最后一个")
    next: str = Field(description="本系统从这个编起")


class VoidSent(Sent):
    """A number to be voided."""

    number: str = Field(
        description="完整的编号",
        max_length=100,
        pattern=NUMBER,
        examples=["安重办调〔2026〕15号"],
    )
    reason: Reason = Field(description="作废原因，留在登记簿里")


class Voided(Told):
    """The number that was voided."""

    number: str


@api.get("/numbers", "每个字号用到几号，有没有断号、重号，作废了哪些", May.READ, asked=YearAsked, told=Report)
def report_numbers(call: Call, asked: YearAsked) -> Report:
    """As `huicai numbers report`."""
    with call.store.read() as session:
        found = report(session, asked.year)
    return Report.model_validate({"series": [{**asdict(each), "sound": each.sound} for each in found]})


@api.post("/numbers/take-over", "接续纸质编号", May.SET_UP, asked=TakeOverSent, told=TakenOver)
def take_over(call: Call, asked: TakeOverSent) -> Answer:
    """Go on where the paper register ends."""
    year = asked.year
    series = (
        numbers.Series(asked.organ, asked.kind, year) if year else numbers.series_at(asked.organ, asked.kind, now())
    )

    def deed(session: Session) -> TakenOver:
        made = numbers.take_over(session, series, asked.start, asked.evidence, call.name)
        first, last = series.text(made.first_no), series.text(made.last_no)
        return TakenOver(first=first, last=last, next=series.text(asked.start))

    return call.write(deed)


@api.post("/numbers/void", "作废一个编号；号不删除，也不再用", May.VOID_NUMBER, asked=VoidSent, told=Voided, status=200)
def void_number(call: Call, asked: VoidSent) -> Answer:
    """It stays in the register."""
    return call.write(lambda session: Voided(number=numbers.void(session, asked.number, asked.reason, call.name).text))
