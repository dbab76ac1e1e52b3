"""Uploads kept with all that is known of them; one snapshot in force a period; what changed from one to another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from data_adapters import Topic
from service.config import SAMPLES
from service.errors import HuicaiError, RegisterError, StoreError
from service.figures import Period
from service.registers.differences import difference
from service.registers.snapshots import current, of_period, put_in_force, uploads_of
from service.registers.upload_decisions import decisions_of, note_decision
from service.registers.uploads import Arrival, is_readable, problems_of, same, summary_of, take_in
from service.store import Store
from service.store.audit_check import verify
from service.store.clock import now
from service.store.references import sweep

OCTOBER = Period(2026, 10)
HEADS = "项目名称,责任单位,年度计划投资（万元）,1-10月完成投资（万元）\n"
FIRST = (HEADS + "云溪河治理,水利局,1000,500\n翠屏路改造,住建局,800,1O0\n").encode()
SECOND = (HEADS + "云溪河治理,水利局,1000,650\n翠屏路改造,住建局,800,100\n东湖水厂,水利局,300,0\n").encode()


def never(topic: Topic) -> bool:
    return False


def test_an_upload_is_kept_with_what_was_read_and_what_was_wrong(store: Store) -> None:
    path = next(SAMPLES.glob("*台账*.xlsx"))
    made = take_in(store, Arrival(path.read_bytes(), path.name, OCTOBER), "张三")
    assert (summary_of(made)["projects"], made.period, made.who) == (60, "2026-10", "张三")
    assert {"name": "项目台账", "holds": "projects"} in summary_of(made)["sheets"]
    assert all(problem["message"] for problem in problems_of(made))
    assert store.files.get(made.sha256) == path.read_bytes()
    assert sweep(store, grace=timedelta(0), today=now() + timedelta(days=9)).removed == ()
    again = take_in(store, Arrival(path.read_bytes(), "改名.xlsx", OCTOBER), "李四")
    with store.read() as session:
        assert [upload.id for upload in same(session, again)] == [made.id]
    assert verify(store).faults == ()


def test_a_bad_cell_stays_with_its_upload_and_so_does_what_was_decided(store: Store) -> None:
    made = take_in(store, Arrival(FIRST, "10月.csv", OCTOBER), "张三")
    address = next(problem["address"] for problem in problems_of(made) if "1O0" in problem["message"])
    with store.write() as session:
        note_decision(session, made.id, address, "应为100，已与住建局核对", "李四")
    with store.read() as session:
        assert [(item.about, item.who) for item in decisions_of(session, made.id)] == [(address, "李四")]
    with pytest.raises(StoreError, match="受保护"), store.write() as session:
        session.execute(text("UPDATE upload_decision SET decided = 'x'"))
    with pytest.raises(RegisterError, match="没有第99号上传的文件"), store.write() as session:
        note_decision(session, 99, address, "x", "李四")


def test_what_cannot_be_read_is_kept_and_cannot_be_in_force(store: Store) -> None:
    made = take_in(store, Arrival(b"\x00\x01 nothing", "坏.xlsx", OCTOBER), "张三")
    assert not is_readable(made)
    assert problems_of(made)[0]["code"] == "unreadable"
    assert store.files.exists(made.sha256)
    with pytest.raises(RegisterError, match=r"“坏.xlsx”（第1号）读不了，不能作为当期数据"), store.write() as session:
        put_in_force(session, [made.id], "张三")


def test_one_snapshot_is_in_force_and_older_ones_stay(store: Store) -> None:
    first = take_in(store, Arrival(FIRST, "10月.csv", OCTOBER), "张三")
    second = take_in(store, Arrival(SECOND, "10月（改）.csv", OCTOBER), "张三")
    other = take_in(store, Arrival(SECOND, "11月.csv", Period(2026, 11)), "张三")
    with store.write() as session:
        old = put_in_force(session, [first.id], "张三")
    refused: list[tuple[list[int], str]] = [
        ([second.id], "已有在用的数据.第1号."),
        ([second.id, other.id], "不同的期间"),
        ([], "没有给出文件"),
        ([77], "没有第77号"),
    ]
    for ids, said in refused:
        with pytest.raises(RegisterError, match=said), store.write() as session:
            put_in_force(session, ids, "张三")
    with store.write() as session:
        new = put_in_force(session, [second.id], "李四", "更正完成投资")
    with store.read() as session:
        found = current(session, OCTOBER)
        assert found is not None
        assert (found.id, found.note) == (new.id, "更正完成投资")
        assert [item.id for item in of_period(session, OCTOBER)] == [new.id, old.id]
        assert [upload.name for upload in uploads_of(session, old.id)] == ["10月.csv"]
        assert current(session, Period(2026, 9)) is None
    moved = difference(store, old.id, new.id, never)
    (river,) = (one for one in moved.changed if one.change.name == "云溪河治理")
    assert river.change.done is not None
    assert river.change.done.value == Decimal(150)
    assert [str(amount) for amount in river.amounts] == ["累计完成投资由500万元变为650万元"]
    assert [one.change.name for one in moved.came] == ["东湖水厂"]
    with pytest.raises(RegisterError, match="没有第99号当期数据"):
        difference(store, old.id, 99, never)


def test_two_people_at_once_leave_one_snapshot_in_force(store: Store) -> None:
    uploads = [take_in(store, Arrival(FIRST, f"{no}.csv", OCTOBER), "张三").id for no in range(4)]

    def put(upload: int) -> str:
        try:
            with store.write() as session:
                put_in_force(session, [upload], "张三", "更正")
        except HuicaiError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(4) as crowd:
        said = list(crowd.map(put, uploads))
    with store.read() as session:
        assert len([item for item in of_period(session, OCTOBER) if item.replaced_at is None]) == 1
    assert "" in said
