"""The desk's tables up and down on a filled database: the archive stays as it was, and no number is given again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from service.errors import RegisterError, StoreError
from service.figures import Period
from service.registers import decisions, meetings, tickets, topics
from service.registers.deliveries import deliver
from service.registers.meeting_kinds import meeting_kinds
from service.registers.snapshots import put_in_force
from service.registers.ticket_life import Kind, Step
from service.registers.ticket_lists import history
from service.registers.upload_decisions import note_decision
from service.registers.uploads import Arrival, take_in
from service.store import Store, engine, guards
from service.store.addresses import address
from service.store.audit_check import verify
from service.store.migrating import downgrade, upgrade
from tests.registers.orders import at, hand, order, signed
from tests.store.test_migrations import rows

DAY = date(2026, 3, 6)
DESK = {
    "decision", "delivery", "delivery_upload", "meeting", "snapshot", "snapshot_upload", "ticket", "ticket_step",
    "ticket_unit", "topic", "upload", "upload_decision",
}  # fmt: skip


def fill(store: Store) -> None:
    """Something in every table of the desk."""
    upload = take_in(store, Arrival(b"\xe5\x90\x8d,\n", "10月.csv", Period(2026, 10)), "张三")
    good = take_in(
        store, Arrival("项目名称,年度计划投资（万元）\n甲项目,5\n".encode(), "好.csv", Period(2026, 10)), "张三"
    )
    with store.write() as session:
        note_decision(session, upload.id, "A1", "不是台账", "李四")
        deliver(session, [upload, good], "张三")
        put_in_force(session, [good.id], "张三")
        topic = topics.bring(session, topics.Matter(problem="受阻", cause="分歧", proposal="协调"), "张三")
        kind = meeting_kinds()["周调度会"]
        meeting = meetings.plan(session, kind, meetings.Plan(day=DAY), "张三")
        meetings.put_on_agenda(session, meeting.id, kind, [topic.id], "张三")
        meetings.hold(session, meeting.id, "张三", at(DAY))
        decided = decisions.Decided(text="限期办结", topic_id=topic.id, order=order())
        made = decisions.decide(session, meeting.id, decided, "张三")
        assert made.ticket_id is not None
        tickets.sign(session, [made.ticket_id], hand(DAY))
        tickets.step(session, made.ticket_id, Step(Kind.RECEIVE, "王五", DAY), at(DAY))


def test_up_and_down(store: Store) -> None:
    fill(store)
    found: Engine = engine.migrating(address(store.settings))
    before = rows(found)
    assert {name for name in DESK if before[name]} == DESK
    downgrade(found, "0003")
    with found.connect() as connection:
        assert not DESK & set(inspect(connection).get_table_names())
    kept = rows(found)
    for name in ("issued_number", "audit_entry", "file_ref"):
        assert kept[name] == before[name]
    upgrade(found)
    assert {name for name in DESK if rows(found)[name]} == set()
    with found.connect() as connection:
        assert guards.missing(connection) == []
    downgrade(found, "0004")
    upgrade(found)
    found.dispose()
    with Store(store.settings) as again:
        said = "登记序号1以前编过“安重办调〔2026〕1号”"
        with pytest.raises(RegisterError, match=said), again.write() as session:
            signed(session)
        with again.write() as session:
            tickets.draft(session, order(), "张三")
            number = signed(session)
        with again.read() as session:
            assert session.execute(text("SELECT max(no) FROM issued_number")).scalar() == 2
            assert [step.kind for step in history(session, number)] == ["SIGN"]
        assert verify(again).faults == ()
        with pytest.raises(StoreError, match="受保护"), again.write() as session:
            session.execute(text("UPDATE ticket_step SET who = 'x'"))
