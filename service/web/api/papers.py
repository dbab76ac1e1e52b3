"""Issued papers: looked up, and handed out as they were signed, each handing out counted."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from flask import Response
from pydantic import Field

from service.papers.catalogue import papers
from service.papers.reprints import hand_out, paper_found
from service.registers.roles import May
from service.store import Session, finding, frozen
from service.store.finding import Sought, search
from service.store.models import IssuedPaper
from service.web.api.call import Call, file
from service.web.api.endpoints import DOCX, Endpoints, File
from service.web.api.types import Backwards, Day, Next, Search, Sent, Told, next_of

api = Endpoints("文书")
_PART: Final = r"^[\u4e00-\u9fffA-Za-z]*(〔[0-9]{4}〕)?([1-9][0-9]{0,8}号?)?$"


class PapersAsked(Backwards):
    """Which papers to list."""

    number: str = Field(
        "", description="编号或它的一部分：安重办调〔2026〕15号、安重办调、15", max_length=60, pattern=_PART
    )
    project: Search = Field("", description="项目名称里有这几个字的")
    unit: Search = Field("", description="责任单位名称里有这几个字的")
    kind: Search = Field("", description="只看这种材料的，见 /paper-kinds")
    item: Search = Field("", description="只取这个存档名称的，如 ticket:12:dispatch_order；写了它，别的条件不看")
    since: Day | None = Field(None, description="只看这一天起签发的")
    by: Day | None = Field(None, description="只看到这一天为止签发的")


class DocumentAsked(Sent):
    """What it is fetched for."""

    way: Literal["print", "download"] = Field("download", description="取去打印还是下载，分别计数")
    voided: bool = Field(False, description="编号作废的也取，文件名写明已作废")


class UsesTold(Told):
    """How often it was handed out."""

    print: int
    download: int


class PaperTold(Told):
    """An issued paper."""

    id: int
    item: str = Field(description="存档名称，如 ticket:12:dispatch_order")
    kind: str
    title: str = Field(description="材料名称")
    number: str = Field(description="编号；没有编号的为空")
    void: str = Field(description="作废的原因；没有作废为空")
    file_name: str
    sha256: str = Field(description="文件的 SHA-256")
    issued_by: str
    issued_at: datetime
    uses: UsesTold = Field(description="打印、下载过几次")


class PaperList(Told):
    """A page of papers, the latest first."""

    items: list[PaperTold]
    next: Next


class PaperKindTold(Told):
    """A kind of paper."""

    kind: str
    title: str


class PaperKindList(Told):
    """All kinds of papers."""

    items: list[PaperKindTold]


@api.get("/papers", "查签发存档的文书，后签发的在前", May.READ, asked=PapersAsked, told=PaperList)
def list_papers(call: Call, asked: PapersAsked) -> PaperList:
    """By number, kind, item and day."""
    names = ("number", "project", "unit", "kind", "since", "by", "most")
    sought = Sought(before=asked.beyond, **{name: getattr(asked, name) for name in names})
    with call.store.read() as session:
        found = frozen.issued_of(session, [asked.item]) if asked.item else search(session, sought)
        items = [told(session, paper) for paper in found]
    return PaperList(items=items, next=next_of([each.id for each in items], asked.most))


@api.get("/papers/<row:paper>", "一份签发存档的文书", May.READ, told=PaperTold)
def show_paper(call: Call, paper: int) -> PaperTold:
    """With how often it was handed out."""
    with call.store.read() as session:
        return told(session, finding.kept(session, paper))


@api.get(
    "/papers/<row:paper>/document",
    "取签发的原件（.docx），一个字节也不差",
    May.READ,
    asked=DocumentAsked,
    told=File((DOCX,)),
)
def fetch_paper(call: Call, asked: DocumentAsked, paper: int) -> Response:
    """The handing out is counted and written down."""
    with call.store.read() as session:
        item = finding.kept(session, paper).item
    found = paper_found(call.store, item, voided=asked.voided)
    return file(hand_out(call.store, found, asked.way, call.name), found.file_name, DOCX)


@api.get("/paper-kinds", "各种材料的代号和名称", May.READ, told=PaperKindList)
def list_paper_kinds(call: Call) -> PaperKindList:  # noqa: ARG001 - every view is called alike
    """In the order of a meeting."""
    return PaperKindList(items=[PaperKindTold(kind=paper.id, title=paper.title) for paper in papers().values()])


def told(session: Session, paper: IssuedPaper) -> PaperTold:
    """An issued paper as it is told."""
    names = ("id", "item", "kind", "file_name", "issued_by", "issued_at")
    known, number = papers().get(paper.kind), paper.number
    return PaperTold(
        **{name: getattr(paper, name) for name in names},
        title=known.title if known else paper.kind,
        number=number.text if number else "",
        void=(number.void_reason or "") if number else "",
        sha256=paper.document,
        uses=UsesTold.model_validate(frozen.uses(session, paper)),
    )
