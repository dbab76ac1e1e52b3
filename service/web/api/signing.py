"""Signing and escalating: number, step and paper at once; drafts looked at before, papers that are owed made good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from flask import Response
from pydantic import Field

from service.errors import HuicaiError, NotKeptError
from service.papers.desk import desk_of, organ_of
from service.papers.filling import fill_owed, owed_papers
from service.papers.signing import Signed, Wish, issue_papers, preview_paper
from service.registers import ticket_lists
from service.registers.roles import May
from service.registers.tickets import Hand
from service.store import Session
from service.store.answers import Answer
from service.store.clock import business_date, now
from service.web.api.call import AnsweredError, Call, file
from service.web.api.endpoints import DOCX, Endpoints, File
from service.web.api.papers import PaperTold
from service.web.api.papers import told as paper_told
from service.web.api.tickets import TicketTold
from service.web.api.tickets import told as ticket_told
from service.web.api.types import Name, NeededName, OnDay, OrganIfAny, Row, Search, Sent, Series, Told

api = Endpoints("签发和升级")
_MOST_GAPS = 20
Given = Annotated[dict[Name, NeededName], Field(max_length=_MOST_GAPS)]


class HandSent(Sent):
    """In whose name it goes out."""

    organ: OrganIfAny = Field("", description="编号用的机关代字，默认照本单位的发文信息")
    series: Series = Field("", description="编号里的文种字，默认照材料的行文形式")
    given: Given = Field(
        {}, description="填上材料里的空白，如 约谈时间", examples=[{"约谈时间": "2026年12月1日上午9:00"}]
    )


class SignSent(HandSent):
    """Which drafts to sign."""

    tickets: tuple[Row, ...] = Field(description="登记序号，编号依次给", min_length=1, max_length=200)


class MeasureSent(HandSent):
    """Which step a person means."""

    measure: NeededName = Field(description="下一步的名称，写明才发", examples=["督办"])


class DraftAsked(OnDay):
    """Which paper to look at."""

    measure: Search = Field("", description="看哪一步的材料，如 督办；不写是调度单")
    place: int = Field(1, description="第几份：问责通知书后面跟着送达回证", ge=1, le=10)


class IssuedTold(Told):
    """A step that was taken, with its number."""

    ticket: TicketTold
    measure: str = Field(description="升级的哪一步；签发为空")
    number: str = Field(description="这份材料的编号")
    item: str = Field(description="材料的存档名称：用 /papers?item= 取；还没有的，用 /tickets/{ticket}/papers 补做")
    gaps: list[str] = Field(description="材料里的空白")


class IssuedList(Told):
    """The steps that were taken, in the order given."""

    items: list[IssuedTold]


class OwedTold(Told):
    """A number whose paper is not made yet."""

    ticket: int
    item: str
    number: str


class OwedList(Told):
    """All that is owed."""

    items: list[OwedTold]


class FilledList(Told):
    """The papers that were made good."""

    items: list[PaperTold]


@api.post(
    "/tickets/sign",
    "签发一张或一批：编号依次给，材料随即做好存档；有一张不能签发，就一张也不签发",
    May.SIGN,
    asked=SignSent,
    told=IssuedList,
    status=200,
)
def sign_tickets(call: Call, asked: SignSent) -> Answer:
    """As `huicai tickets sign`."""
    return _issued(call, asked, [Wish(each, given=asked.given) for each in asked.tickets])


@api.post(
    "/tickets/<row:ticket>/escalate",
    "发出升级的下一步：编号，材料随即做好存档",
    May.ESCALATE,
    asked=MeasureSent,
    told=IssuedList,
    status=200,
)
def escalate_ticket(call: Call, asked: MeasureSent, ticket: int) -> Answer:
    """As `huicai escalate issue`."""
    return _issued(call, asked, [Wish(ticket, asked.measure, asked.given)])


def _issued(call: Call, asked: HandSent, wishes: Sequence[Wish]) -> Answer:
    """The steps taken with their papers, once under a key, whose answer is kept in the transaction that takes them."""
    if before := call.kept():
        return before
    desk = desk_of(call.store)
    hand = Hand(call.name, organ_of(desk, asked.organ), series=asked.series)
    given: list[Answer] = []

    def also(session: Session, signed: Sequence[Signed]) -> None:
        given[:] = [call.note(session, _told(session, signed))]

    try:
        signed = issue_papers(desk, wishes, hand, also)
    except AnsweredError as error:
        return error.answer
    except HuicaiError:
        if before := call.kept():  # the same was asked at the same time, and was quicker
            return before
        raise
    return given[0] if given else call.write(lambda session: _told(session, signed))


def _told(session: Session, signed: Sequence[Signed]) -> IssuedList:
    return IssuedList(
        items=[
            IssuedTold(
                ticket=ticket_told(ticket_lists.found(session, str(each.ticket_id))),
                measure=each.measure,
                number=each.number,
                item=each.item,
                gaps=list(each.gaps),
            )
            for each in signed
        ]
    )


@api.get(
    "/tickets/<row:ticket>/draft",
    "签发以前先看材料：没有编号的草稿（.docx），什么也不登记",
    May.READ,
    asked=DraftAsked,
    told=File((DOCX,)),
)
def preview_draft(call: Call, asked: DraftAsked, ticket: int) -> Response:
    """As `huicai tickets preview`."""
    drafts = preview_paper(desk_of(call.store), Wish(ticket, asked.measure), asked.day or business_date(now()))
    if asked.place > len(drafts):
        raise NotKeptError(f"这一步只有 {len(drafts)} 份材料，没有第{asked.place}份")
    found = drafts[asked.place - 1]
    return file(found.document, f"草稿 {found.name}.docx", DOCX)


@api.get("/papers/owed", "编号已给、材料还没有做成的", May.READ, told=OwedList)
def list_owed(call: Call) -> OwedList:
    """The longest owed first."""
    found = owed_papers(call.store)
    return OwedList(items=[OwedTold(ticket=each.ticket_id, item=each.item, number=each.number) for each in found])


@api.post(
    "/tickets/<row:ticket>/papers",
    "补做一张调度单已编号而没有做成的材料，内容照签发那天的",
    May.MAKE_PAPERS,
    told=FilledList,
    status=200,
    once=False,
)
def fill_papers(call: Call, ticket: int) -> FilledList:
    """Nothing is done where nothing is owed."""
    with call.store.read() as session:
        ticket_lists.found(session, str(ticket))
    papers = fill_owed(call.store, call.name, ticket)
    with call.store.read() as session:
        return FilledList(items=[paper_told(session, paper) for paper in papers])
