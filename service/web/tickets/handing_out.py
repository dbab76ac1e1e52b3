"""Frozen papers handed out, each handing out counted: one as it is, several as a .zip or joined for the printer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service.assembly.merge import merge
from service.assembly.pdf import Paper
from service.batches.pdf_run import PrintPdf
from service.errors import EntryError
from service.papers.catalogue import papers
from service.papers.desk import bearers
from service.papers.names import UniqueNames
from service.papers.reprints import Found, hand_out, paper_found
from service.store import Session, Store, frozen
from service.store.finding import kept
from service.store.frozen import Use
from service.store.models import IssuedPaper
from service.store.numbers import numbers_of

MOST: Final = 100
MOST_COPIES: Final = 100
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the same papers give the same bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """A frozen paper of a list to print from. ``void`` says why its number is void, "" where it is not."""

    id: int
    ticket_id: int | None
    title: str
    number: str
    file_name: str
    issued_by: str
    issued_at: datetime
    void: str
    printed: Use
    downloaded: Use


@dataclass(frozen=True, slots=True)
class Line:
    """A paper to be printed: its place in the order, and how many copies."""

    paper_id: int
    place: int
    copies: int


def shown(session: Session, found: Sequence[IssuedPaper]) -> list[Shown]:
    """Papers as lists show them, in the order given."""
    bearing = {paper.item: bearers(paper.item) for paper in found}
    numbers = numbers_of(session, [item for some in bearing.values() for item in some])
    used = frozen.uses_of(session, [paper.id for paper in found])
    listed = []
    for paper in found:
        number = next((numbers[item] for item in bearing[paper.item] if item in numbers), None)
        known = papers().get(paper.kind)
        parts = paper.item.split(":")
        listed.append(
            Shown(
                id=paper.id,
                ticket_id=int(parts[1]) if parts[0] == "ticket" else None,
                title=known.title if known else paper.kind,
                number=number.text if number else "",
                file_name=paper.file_name,
                issued_by=paper.issued_by,
                issued_at=paper.issued_at,
                void=(number.void_reason or "") if number and number.voided_at else "",
                printed=used[paper.id, "print"],
                downloaded=used[paper.id, "download"],
            )
        )
    return listed


def subject_of(paper: IssuedPaper) -> str:
    """What the audit log calls a paper when it is handed out."""
    return paper.number.text if paper.number else paper.file_name


def chosen(store: Store, ids: Sequence[str]) -> list[IssuedPaper]:
    """The papers somebody ticked, each once, in the order given. Raises :class:`EntryError` for none or too many."""
    numbers = list(dict.fromkeys(int(each) for each in ids if each.isascii() and each.isdigit() and len(each) < 16))
    if not numbers:
        raise EntryError("还没有选材料，请先勾选")
    if len(numbers) > MOST:
        raise EntryError(f"一次最多取{MOST}份，这次选了{len(numbers)}份，请分几次取")
    with store.read() as session:
        return [kept(session, each) for each in numbers]


def lines_of(found: Sequence[IssuedPaper], form: Mapping[str, str]) -> list[Line]:
    """What was filled in on the print page, in the order wished for. Raises :class:`EntryError`."""
    lines = [
        Line(paper.id, _whole(form, f"place-{paper.id}", place), _whole(form, f"copies-{paper.id}", 1))
        for place, paper in enumerate(found, start=1)
    ]
    if not any(line.copies for line in lines):
        raise EntryError("份数都是0，没有可以打印的，请至少给一份材料写上份数")
    return sorted(lines, key=lambda line: line.place)


def _whole(form: Mapping[str, str], name: str, usual: int) -> int:
    text = form.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_COPIES)) and int(text) <= MOST_COPIES):
        raise EntryError(f"顺序和份数应是0至{MOST_COPIES}的整数，“{text[:10]}”不是，请改正")
    return int(text)


def to_print(store: Store, found: Sequence[IssuedPaper], lines: Sequence[Line]) -> list[tuple[Found, int]]:
    """The papers to be printed with their copies, in order. Raises StoreError for a paper whose number is void."""
    by_id = {paper.id: paper for paper in found}
    return [(paper_found(store, by_id[line.paper_id].item), line.copies) for line in lines if line.copies]


def joined(store: Store, wanted: Sequence[tuple[Found, int]], who: str) -> bytes:
    """One .docx for the printer; every copy is counted."""
    whole = merge([store.files.get(each.paper.document) for each, _ in wanted], [copies for _, copies in wanted])
    count_printed(store, wanted, who)
    return whole


def count_printed(store: Store, wanted: Sequence[tuple[Found, int]], who: str) -> None:
    """Write down that so many copies of these were taken to the printer."""
    for each, copies in wanted:
        hand_out(store, each, "print", who, copies)


def print_content(wanted: Sequence[tuple[Found, int]]) -> tuple[str, int]:
    """What is the same for the same papers printed as often, and how many papers that are."""
    return " ".join(f"{each.paper.document}*{copies}" for each, copies in wanted), sum(copies for _, copies in wanted)


def gather(store: Store, wanted: Sequence[tuple[Found, int]], whole: PrintPdf) -> None:
    """Take the papers into a PDF for the printer; that it is taken out is counted elsewhere."""
    for each, copies in wanted:
        whole.take(Paper(each.file_name, store.files.get(each.paper.document)), copies)


def zipped(store: Store, found: Sequence[IssuedPaper], who: str) -> bytes:
    """The papers as they were signed in one .zip; each is counted as downloaded."""
    wanted = [paper_found(store, paper.item) for paper in found]
    names = UniqueNames()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for each in wanted:
            name = f"{names.take(each.file_name.removesuffix('.docx'))}.docx"
            package.writestr(zipfile.ZipInfo(name, _EPOCH), hand_out(store, each, "download", who))
    return stream.getvalue()


def one(store: Store, paper_id: int) -> Found:
    """One paper by its place in the register, void or not: its file's name says so. Raises StoreError for none."""
    with store.read() as session:
        item = kept(session, paper_id).item
    return paper_found(store, item, voided=True)
