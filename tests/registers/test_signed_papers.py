"""What a signed paper says after extensions and returns, which series it takes, and what becomes of it afterwards."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from service.errors import PaperError, StoreError
from service.figures import Period
from service.papers import signing
from service.papers.base import Draft
from service.papers.filling import fill_owed, lay_by, owed_papers
from service.papers.pressing import TEXTS, press
from service.papers.reprints import hand_out, papers_of_number
from service.papers.signing import Wish, issue_draft, issue_papers, preview_paper
from service.registers.snapshots import put_in_force
from service.registers.ticket_clock import overdue_days
from service.registers.ticket_life import Kind, Step
from service.registers.ticket_lists import found
from service.registers.tickets import Hand, draft, life_of, sign, step
from service.registers.uploads import Arrival, take_in
from service.store import Store
from service.store.frozen import proof, uses
from service.store.numbers import void
from tests.batches.made import sample
from tests.registers.desks import desk, document, drafted, issue, receive, words
from tests.registers.orders import at, hand, order
from tests.registers.test_signing import LADDER, failing

HEADS = "项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）"


def walk(store: Store, ticket: int, wanted: Step) -> None:
    """Take a step on its own day."""
    with store.write() as session:
        step(session, ticket, wanted, at(wanted.day))


def extended(store: Store, ticket: int) -> None:
    """The deadline of 13 March is moved to the 20th."""
    walk(store, ticket, Step(Kind.ASK, "联系人", date(2026, 3, 10), "雨季", until=date(2026, 3, 20)))
    walk(store, ticket, Step(Kind.GRANT, "王主任", date(2026, 3, 11)))


def test_after_an_extension_and_a_return(store: Store) -> None:
    at_desk, ticket = desk(store), drafted(store)
    issue(at_desk, ticket)
    assert "至今未签收" in words(preview_paper(at_desk, Wish(ticket, "提醒"), date(2026, 3, 6))[0].document)
    receive(store, ticket)
    extended(store, ticket)
    walk(store, ticket, Step(Kind.ANSWER, "联系人", date(2026, 3, 19), "已办结"))
    walk(store, ticket, Step(Kind.RETURN, "王主任", date(2026, 3, 20), "不实"))
    issue(at_desk, ticket, "提醒", date(2026, 3, 20))
    day = date(2026, 3, 24)
    said = words(document(store, issue(at_desk, ticket, "督办", day).papers[0]))
    with store.read() as session:
        assert overdue_days(life_of(found(session, str(ticket))), day) == 4
    for piece in ("办理时限为2026年3月20日", "逾期4日", "2026年3月19日反馈后于2026年3月20日退回，至今未重新反馈"):
        assert piece in said


def test_a_step_taken_meanwhile_is_in_the_paper(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at_desk, ticket = desk(store), drafted(store)
    issue(at_desk, ticket)
    calls: list[object] = []

    def received_meanwhile(*given: Any) -> Any:
        if not calls:
            receive(store, ticket)
        calls.append(given)
        return lay_by(*given)

    monkeypatch.setattr(signing, "lay_by", received_meanwhile)
    paper = issue(at_desk, ticket, "提醒", date(2026, 3, 6)).papers[0]
    assert len(calls) == 2
    assert "2026年3月4日签收，至今未反馈" in words(document(store, paper))


def test_steps_signed_without_a_paper_get_theirs(store: Store) -> None:
    """What an older program, or another door, left owed: filled as of its day, whatever came since."""
    desk(store)
    ticket = drafted(store)
    with store.write() as session:
        sign(session, [ticket], hand())
    receive(store, ticket)
    extended(store, ticket)
    (paper,) = fill_owed(store, "王五")
    assert "2026年3月13日（星期五）前" in words(document(store, paper))
    assert (fill_owed(store, "王五", ticket), owed_papers(store)) == ([], [])


def test_a_void_numbers_paper_is_handed_out_only_as_void(store: Store) -> None:
    at_desk, ticket = desk(store), drafted(store)
    number = issue(at_desk, ticket).number
    (kept,) = papers_of_number(store, number)
    assert hand_out(store, kept, "print", "王五", 3) == document(store, kept.paper)
    with store.read() as session:
        assert uses(session, kept.paper)["print"] == 3
    walk(store, ticket, Step(Kind.WITHDRAW, "王主任", date(2026, 3, 5), "重复立项"))
    with pytest.raises(StoreError, match="作废（重复立项），不能再当作有效的文书打印"):
        papers_of_number(store, number)
    (voided,) = papers_of_number(store, number, voided=True)
    assert voided.file_name.startswith(f"已作废 {number} 项目调度单")


def test_a_number_voided_before_its_paper_was_made_owes_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at_desk, ticket = desk(store), drafted(store)
    with monkeypatch.context() as broken:
        broken.setattr(signing, "fill", failing)
        number = issue(at_desk, ticket).number
    with store.write() as session:
        void(session, number, "印错", "王主任")
    assert (owed_papers(store), fill_owed(store, "王五")) == ([], [])
    with pytest.raises(StoreError, match="没有存档"):
        papers_of_number(store, number, voided=True)


def test_the_series_is_that_of_the_papers_form(store: Store) -> None:
    """To its own departments an office's circular is a document, to townships a letter; a person's word goes first."""
    at_desk, pair = desk(store, bulletin_addressees="县直各单位"), [drafted(store), drafted(store)]
    for ticket in pair:
        issue(at_desk, ticket)
        for measure, day, *_ in LADDER[:3]:
            issue(at_desk, ticket, measure, day)
    day = LADDER[3][1]
    assert issue(at_desk, pair[0], "通报", day).number == "安重办通〔2026〕1号"
    by_hand = Hand("李四", "安重办", at(day), "批")
    assert issue_papers(at_desk, [Wish(pair[1], "通报")], by_hand)[0].number == "安重办批〔2026〕1号"


def test_a_bulletin_with_its_charts_is_issued(store: Store) -> None:
    at_desk, inputs = desk(store), sample()
    (draft,) = at_desk.papers["progress_bulletin"].plan(inputs)
    assert isinstance(draft, Draft)
    signed, again = (issue_draft(at_desk, draft, "bulletin:2026-10", hand(inputs.paper_date)) for _ in range(2))
    assert (signed.number, signed.fault) == ("安重办函〔2026〕1号", "")
    assert again.papers[0].id == signed.papers[0].id
    data = document(store, signed.papers[0])
    assert "安重办函〔2026〕1号" in words(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len([name for name in package.namelist() if name.startswith("word/charts/chart")]) == 2
    assert proof(store, signed.papers[0], press, TEXTS) == ""
    with pytest.raises(PaperError, match="成文日期不在签发的那一年"):
        issue_draft(at_desk, draft, "bulletin:2027-10", hand(date(2027, 1, 4)))


def test_the_projects_figures_are_those_of_the_ledger_in_force(store: Store) -> None:
    """The newest ledger up to the day, not a later one."""
    for month, done in ((1, 90), (2, 250), (3, 400)):
        rows = f"截至2026年{month}月底\n{HEADS}\n云溪河综合治理工程,住建局,1200,{done}"
        made = take_in(store, Arrival(rows.encode(), f"{month}月台账.csv", Period(2026, month)), "张三")
        with store.write() as session:
            put_in_force(session, [made.id], "张三")
    at_desk, day = desk(store), date(2026, 2, 27)
    with store.write() as session:
        ticket = draft(session, order(deadline=date(2026, 3, 13)), "张三", at(day)).id
    said = words(document(store, issue(at_desk, ticket, day=day).papers[0]))
    assert "年度计划投资1200万元，累计完成投资250万元" in said
    assert "完成率20.8%" in said
