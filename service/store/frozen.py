"""Issued papers as they left the house: their bytes, and all it took to make them, so that ten years later the same
paper is printed from the store, and shown to be what its data and template give.

The order of things: take the number, fill the paper, :func:`keep` its files, then :func:`freeze` it in the transaction
that signs. A step that is done again after a crash finds what is there and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.errors import NotKeptError, RefusedError
from service.store import frozen_data
from service.store.audit import canonical, record
from service.store.clock import now
from service.store.finding import note_about
from service.store.frozen_data import Texts
from service.store.models import IssuedNumber, IssuedPaper, PaperUse
from service.store.objects import ObjectStore
from service.store.references import refer
from service.store.store import Store

Way = Literal["print", "download"]
_WAYS: Final[Mapping[Way, str]] = {"print": "打印文书", "download": "下载文书"}
Render = Callable[[bytes, Mapping[str, Any]], bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a paper's files are in the file store, by their sha256."""

    document: str
    template: str
    data: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """A paper about to leave: what it is of (``ticket:12:dispatch_order``), its kind, its file's name, its files, the
    settings that had a say in it, and the project and units it can be found by (a ticket's own, where none are named).
    """

    item: str
    kind: str
    file_name: str
    kept: Kept
    settings: Mapping[str, Any]
    project: str = ""
    units: tuple[str, ...] = ()


def keep(
    files: ObjectStore, document: bytes, template: bytes, data: Mapping[str, Any], texts: Texts | None = None
) -> Kept:
    """Put a paper's files into the store, outside any transaction. Raises :class:`StoreError` as the store does, and
    for data that could not be brought back as it is."""
    written = frozen_data.dumps(data, texts)
    return Kept(files.put(document), files.put(template), files.put(written))


def freeze(session: Session, files: ObjectStore, paper: Leaving, who: str, number: IssuedNumber | None) -> IssuedPaper:
    """Write a paper down as issued, with its number where it has one.

    Frozen before with the same files it stays as it is. Raises :class:`StoreError` where it was frozen otherwise, or
    the number is void or another paper's.
    """
    found = session.scalars(select(IssuedPaper).filter_by(item=paper.item)).one_or_none()
    if found:
        if Kept(found.document, found.template, found.data) == paper.kept:
            return found
        raise RefusedError(f"“{found.file_name}”已经签发存档，不能再改；要更正请另立一份文书，原来的编号作废")
    if number is not None:  # as it is now: it may have been voided since it was taken
        number = session.get_one(IssuedNumber, number.id, with_for_update={"of": IssuedNumber}, populate_existing=True)
    if number is not None and (number.item != paper.item or number.voided_at):
        raise RefusedError(f"编号“{number.text}”已作废，或不是“{paper.file_name}”的，不能用来签发，请重新取号")
    for digest in (paper.kept.document, paper.kept.template, paper.kept.data):
        refer(session, files, digest, f"paper:{paper.item}", paper.file_name)
    made = IssuedPaper(
        item=paper.item,
        kind=paper.kind,
        number=number,
        file_name=paper.file_name[-255:],
        document=paper.kept.document,
        data=paper.kept.data,
        template=paper.kept.template,
        settings=canonical(paper.settings),
        program=program(),
        issued_by=who,
        issued_at=now(),
    )
    session.add(made)
    session.flush()
    note_about(session, made, paper.project, paper.units)
    session.add_all(PaperUse(paper_id=made.id, way=way, times=0) for way in _WAYS)
    record(session, who, "签发文书", number.text if number else paper.file_name, item=paper.item, **_hashes(made))
    return made


def hand_out(store: Store, item: str, way: Way, who: str, times: int = 1) -> tuple[IssuedPaper, bytes]:
    """An issued paper and its bytes, as they were signed; the handing out is counted (so many copies of it) and written
    down first.

    Raises :class:`StoreError` for one that was not issued, or whose file is damaged (nothing is counted then).
    """
    with store.read() as session:
        paper = issued(session, item)
    data = store.files.get(paper.document)
    with store.write() as session:
        count = update(PaperUse).where(PaperUse.paper_id == paper.id, PaperUse.way == way)
        session.execute(count.values(times=PaperUse.times + times, last_by=who, last_at=now()))
        subject = paper.number.text if paper.number else paper.file_name
        record(session, who, _WAYS[way], subject, item=item, **({"copies": times} if times > 1 else {}))
    return paper, data


def issued(session: Session, item: str) -> IssuedPaper:
    """The issued paper of an item. Raises :class:`StoreError` where there is none."""
    found = session.scalars(select(IssuedPaper).filter_by(item=item)).one_or_none()
    if found is None:
        raise NotKeptError(f"没有找到“{item}”签发存档的文书：还没有签发，或编号写错了，请核对")
    return found


def issued_of(session: Session, items: Sequence[str]) -> list[IssuedPaper]:
    """The issued papers of those of the items that have one, in the order of the items."""
    found = {paper.item: paper for paper in session.scalars(select(IssuedPaper).where(IssuedPaper.item.in_(items)))}
    return [found[item] for item in items if item in found]


def uses(session: Session, paper: IssuedPaper) -> dict[str, int]:
    """How often a paper was handed out: "print" and "download" -> times."""
    query = select(PaperUse.way, PaperUse.times).where(PaperUse.paper_id == paper.id)
    return {way: times for way, times in session.execute(query)}


@dataclass(frozen=True, slots=True)
class Use:
    """How often a paper was handed out in one way, and who did last, when."""

    times: int = 0
    last_by: str = ""
    last_at: datetime | None = None


def uses_of(session: Session, paper_ids: Sequence[int]) -> dict[tuple[int, Way], Use]:
    """How often these papers were handed out, by paper and way; of each both ways."""
    found: dict[tuple[int, Way], Use] = {(each, way): Use() for each in paper_ids for way in _WAYS}
    for row in session.scalars(select(PaperUse).where(PaperUse.paper_id.in_(paper_ids))):
        way: Way = "print" if row.way == "print" else "download"
        found[row.paper_id, way] = Use(row.times, row.last_by or "", row.last_at)
    return found


def proof(store: Store, paper: IssuedPaper, render: Render, texts: Texts | None = None) -> str:
    """Make the paper once more from its stored template and data: "" when the bytes are the same, else a sentence.

    ``render`` is the press: template bytes and data in, .docx bytes out. Raises :class:`StoreError` where a file is
    missing or damaged, and what the press raises.
    """
    data = frozen_data.loads(store.files.get(paper.data), texts)
    if render(store.files.get(paper.template), data) == store.files.get(paper.document):
        return ""
    change = f"签发时的程序是 {paper.program}，现在是 {program()}" if paper.program != program() else "程序版本没有变"
    return (
        f"“{paper.file_name}”按存档的模板和数据重做，与签发的不是一个字节不差（{change}）；存档的原件没有变，以原件为准"
    )


def program() -> str:
    """The name and version of this program."""
    try:
        return f"huicai {version('huicai')}"
    except PackageNotFoundError:  # run from the tree without having been installed
        return "huicai（未安装）"


def _hashes(paper: IssuedPaper) -> dict[str, str]:
    return {"document": paper.document, "template": paper.template, "data": paper.data}
