"""A signing desk for tests, what it issues told as text, and a process that is killed between number and paper."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from service.config import Settings
from service.papers import signing
from service.papers.desk import Desk, desk_of
from service.papers.office_facts import write_office
from service.papers.signing import Signed, Wish, issue_papers
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import draft, step
from service.store import Store, open_store
from service.store.models import IssuedPaper
from tests.registers.lives import LEAD, START
from tests.registers.orders import OFFICE, at, hand, order

RECEIVED = date(2026, 3, 4)


def desk(store: Store, **office: Any) -> Desk:
    """The desk of an office whose facts are those of the samples, or changed."""
    write_office(store.settings, {**OFFICE, "office": {**OFFICE["office"], **office}})
    return desk_of(store)


def drafted(store: Store, **changed: Any) -> int:
    """A draft ticket; gives its place in the register."""
    with store.write() as session:
        return draft(session, order(**{"source": "第9次周调度会", **changed}), "张三", at(START)).id


def issue(
    at_desk: Desk, ticket_id: int, measure: str = "", day: date = START, given: Mapping[str, str] | None = None
) -> Signed:
    """One step issued on a day."""
    return issue_papers(at_desk, [Wish(ticket_id, measure, given or {})], hand(day))[0]


def receive(store: Store, ticket_id: int, day: date = RECEIVED) -> None:
    """The lead receives it."""
    with store.write() as session:
        step(session, ticket_id, Step(Kind.RECEIVE, "收文员", day, unit=LEAD), at(day))


def document(store: Store, paper: IssuedPaper) -> bytes:
    """A frozen paper's bytes."""
    return store.files.get(paper.document)


def words(data: bytes) -> str:
    """All that a .docx prints, headers and text boxes too, without blanks."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return re.sub(r"\s", "", "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)))


def die_between(home: str, url: str) -> None:
    """Sign the first ticket, and die as if killed when its number is given and its paper is to be filled."""
    setattr(signing, "fill", lambda *_: os._exit(9))  # noqa: B010 - the name is the module's own, not for export
    with open_store(Settings(home=Path(home), database_url=url)) as store:
        issue(desk_of(store), 1)


if __name__ == "__main__":
    die_between(sys.argv[1], sys.argv[2])
