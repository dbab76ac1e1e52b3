"""A step is signed: its number, its paper, frozen; and whatever goes wrong between them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from service.assembly.gongwen_check import Severity, check, load_profile
from service.config import ROOT
from service.errors import PaperError, RegisterError, StoreError
from service.papers import signing
from service.papers.filling import fill, fill_owed, owed_papers
from service.papers.office_facts import write_office
from service.papers.pressing import TEXTS, press
from service.papers.reprints import papers_of_ticket
from service.papers.signing import Wish, issue_papers
from service.store import Store, open_store
from service.store.audit_check import verify
from service.store.frozen import proof
from service.store.models import IssuedNumber, IssuedPaper
from tests.registers.desks import desk, document, drafted, issue, receive, words
from tests.registers.lives import LEAD
from tests.registers.orders import OFFICE, hand

STANDARD = load_profile("standard")
# The day each step may first be taken for a ticket due on Friday, 13 March 2026, and what its paper must say.
LADDER: list[tuple[str, date, str, tuple[str, ...]]] = [
    ("提醒", date(2026, 3, 6), "安重办督函〔2026〕1号", ("距办理时限届满还有7日", "2026年3月4日签收，至今未反馈")),
    ("督办", date(2026, 3, 16), "安重办督函〔2026〕2号", ("逾期3日", "现予橙色督办提醒", "截至2026年3月16日")),
    ("约谈", date(2026, 3, 24), "安重办约函〔2026〕1号", ("逾期11日", "时间：2026年4月1日上午9:00")),
    (
        "通报",
        date(2026, 4, 1),
        "安重办通函〔2026〕1号",
        (
            "逾期19日",
            "2026年3月6日提醒（安重办督函〔2026〕1号）、2026年3月16日督办（安重办督函〔2026〕2号）",
            "2026年3月24日约谈（安重办约函〔2026〕1号）",
            "经县人民政府同意，",
        ),
    ),
    (
        "问责",
        date(2026, 4, 13),
        "安重办责〔2026〕1号",
        ("逾期31日", "2026年3月4日签收记录", "（安重办通函〔2026〕1号）"),
    ),
]
GIVEN = {"约谈": {"约谈时间": "2026年4月1日上午9:00"}}


def test_every_step_gives_its_paper(store: Store) -> None:
    at_desk, ticket = desk(store), drafted(store)
    signed = issue(at_desk, ticket)
    assert signed.number == "安重办调〔2026〕1号"
    said = words(document(store, signed.papers[0]))
    for piece in (
        "编号：安重办调〔2026〕1号",
        "签发日期：2026年3月2日",
        "2026年3月13日（星期五）前",
        LEAD,
        "配合单位交通局",
    ):
        assert piece in said
    receive(store, ticket)
    for measure, day, number, pieces in LADDER:
        taken = issue(at_desk, ticket, measure, day, GIVEN.get(measure))
        assert (taken.number, taken.fault) == (number, "")
        said = words(document(store, taken.papers[0]))
        for piece in (number, "安重办调〔2026〕1号", "2026年3月13日", f"{day.year}年{day.month}月{day.day}日", *pieces):
            assert piece in said, (measure, piece)
        assert "〕号" not in said
    receipt = words(document(store, taken.papers[1]))
    assert "安重办责〔2026〕1号" in receipt
    papers_are_sound(store, ticket)


def papers_are_sound(store: Store, ticket: int) -> None:
    """Nothing a secretary would be sent back with, nothing owed, and each made again is the same to the byte."""
    with store.read() as session:
        papers = papers_of_ticket(session, ticket)
    assert [paper.kind for paper in papers][-2:] == ["accountability_notice", "service_receipt"]
    assert owed_papers(store) == []
    for paper in papers:
        found = check(document(store, paper), profile=STANDARD, name=paper.file_name)
        assert [str(each) for each in found if each.severity is not Severity.NOTE] == []
        assert proof(store, paper, press, TEXTS) == ""
    assert verify(store).faults == ()


def test_killed_between_number_and_paper(store: Store) -> None:
    desk(store)
    ticket = drafted(store)
    killed = subprocess.run(
        [sys.executable, "-m", "tests.registers.desks", store.settings.home, store.settings.database_url],
        cwd=ROOT,
        check=False,
    )
    assert killed.returncode == 9
    (owed,) = owed_papers(store)
    assert (owed.ticket_id, owed.number) == (ticket, "安重办调〔2026〕1号")
    receive(store, ticket)  # what came after the signing changes nothing of its paper
    write_office(store.settings, OFFICE | {"issuer": {"name": "别的办公室", "short": "别办"}})
    (paper,) = fill_owed(store, "王五")
    assert (fill_owed(store, "王五"), owed_papers(store)) == ([], [])
    other = store.settings.home.with_name("other")
    with open_store(type(store.settings)(home=other)) as second:
        alike = issue(desk(second), drafted(second)).papers[0]
        assert document(store, paper) == document(second, alike)
    assert issue_again(store, ticket) == "不能签发"


def issue_again(store: Store, ticket: int) -> str:
    with pytest.raises(RegisterError) as caught:
        issue(desk(store), ticket)
    return "不能签发" if "现在是“已签收”，不能签发" in str(caught.value) else str(caught.value)


def test_the_same_call_makes_good_what_was_owed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at_desk, ticket = desk(store), drafted(store)
    with monkeypatch.context() as broken:
        broken.setattr(signing, "fill", failing)
        first = issue(at_desk, ticket)
    assert (first.number, first.papers, first.fault) == ("安重办调〔2026〕1号", (), "磁盘满了")
    again = issue(at_desk, ticket)
    assert (again.number, len(again.papers), again.fault) == (first.number, 1, "")
    with store.read() as session:
        assert len(session.scalars(select(IssuedNumber)).all()) == 1


def failing(*_: object) -> None:
    raise StoreError("磁盘满了")


def test_two_at_once_make_one_paper(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at_desk, ticket = desk(store), drafted(store)
    with monkeypatch.context() as broken:
        broken.setattr(signing, "fill", failing)
        item = issue(at_desk, ticket).item
    gate = threading.Barrier(2)
    got: list[int] = []

    def work() -> None:
        with open_store(store.settings) as own:
            gate.wait()
            got.extend(paper.id for paper in fill(own, item, "王五"))

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(got) == 2
    assert len(set(got)) == 1
    with store.read() as session:
        assert len(session.scalars(select(IssuedPaper)).all()) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cause": ""}, "没有填写问题原因，问题、原因、建议齐全后才能交办"),
        ({"task": "责令停工整改"}, "拟停建、停工或罚款，须先经联席会议批准"),
    ],
)
def test_a_refused_order_takes_no_number(store: Store, changed: Mapping[str, Any], said: str) -> None:
    at_desk, good, bad = desk(store), drafted(store), drafted(store, **changed)
    with pytest.raises(PaperError) as caught:
        issue_papers(at_desk, [Wish(good), Wish(bad)], hand())
    assert said in str(caught.value)
    assert "登记簿 ›" not in str(caught.value)
    assert no_numbers(store)
    assert issue(at_desk, good).number == "安重办调〔2026〕1号"


def no_numbers(store: Store) -> bool:
    with store.read() as session:
        return not session.scalars(select(IssuedNumber)).all()


def test_a_measure_the_office_may_not_impose_takes_no_number(store: Store) -> None:
    at_desk, ticket = desk(store, measures=["给予记过处分"]), drafted(store)
    issue(at_desk, ticket)
    for measure, day, *_ in LADDER[:-1]:
        issue(at_desk, ticket, measure, day)
    with pytest.raises(PaperError, match="问责方式写的是“给予记过处分”"):
        issue(at_desk, ticket, "问责", LADDER[-1][1])
    with store.read() as session:
        assert {number.series.kind for number in session.scalars(select(IssuedNumber))} == {
            "调",
            "督函",
            "约函",
            "通函",
        }
