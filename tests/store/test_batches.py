"""The ledger of batches on both databases: what was settled once stays so, whoever reports what how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from typing import NoReturn

import pytest
from sqlalchemy import update

from service.errors import NotKeptError, RefusedError, StoreError
from service.store import Store, batch_lead, batch_ledger, batch_reading, batch_removal, batch_work
from service.store.batch_lead import Lead, LeadLostError, leader
from service.store.batch_ledger import DONE, FAILED, TODO, Move, NewBatch, NewChunk, NewItem, State
from service.store.clock import now
from service.store.models_batches import Batch, BatchChunk, BatchLead
from service.store.outcomes import Outcome
from service.store.references import needed_files

WHO = "张三"


def begin(store: Store, chunks: Sequence[int] = (2, 1), key: str | None = None, title: str = "周调度会材料") -> int:
    """A batch of chunks of so many papers."""
    data, template = store.files.put(b"data"), {"sha256": store.files.put(b"template"), "title": "调度单"}
    items = [[NewItem("order", "调度单", f"项目{no}", f"调度单{no}.docx") for no in range(size)] for size in chunks]
    pieces = [NewChunk(data, {"order": template}, several) for several in items]
    new = NewBatch(title, planned=store.files.put(b"{}"), about="meeting:1", key=key)
    with store.write() as session:
        return batch_ledger.add(session, store.files, new, pieces, WHO).id


def take(store: Store, batch: int) -> tuple[int, list[int]]:
    with store.write() as session:
        chunk, numbers = batch_work.take(session, batch)
        return chunk.id, numbers


def settle(store: Store, chunk: int, *outcomes: Outcome, made: bytes = b"papers") -> None:
    digest = store.files.put(made)
    with store.write() as session:
        batch_work.settle(session, store.files, chunk, outcomes, digest)


def state(store: Store, batch: int) -> tuple[str, dict[str, int]]:
    with store.read() as session:
        return batch_ledger.found(session, batch).state, batch_reading.counts(session, batch)


def test_from_start_to_end(store: Store) -> None:
    batch = begin(store)
    assert state(store, batch) == (State.RUNNING, {TODO: 3, DONE: 0, FAILED: 0})
    first, numbers = take(store, batch)
    assert numbers == [1, 2]
    with store.read() as session:
        current = batch_reading.current(session, batch)
        assert current is not None
        assert (current.subject, batch_work.running(session)) == ("项目0", {batch: 1})
    settle(store, first, Outcome(1, "", ("时间未填",)), Outcome(2, "缺少名称"))
    assert state(store, batch) == (State.RUNNING, {TODO: 1, DONE: 1, FAILED: 1})
    second, numbers = take(store, batch)
    settle(store, second, Outcome(3, ""), made=b"more papers")
    assert state(store, batch) == (State.ENDED, {TODO: 0, DONE: 2, FAILED: 1})
    with store.read() as session:
        rows = batch_reading.items(session, batch)
        assert [(row.no, row.state, row.reason, row.blanks) for row in rows] == [
            (1, DONE, "", '["时间未填"]'),
            (2, FAILED, "缺少名称", "[]"),
            (3, DONE, "", "[]"),
        ]
        assert [row.no for row in batch_reading.items(session, batch, beyond=1, most=1)] == [2]
        assert batch_reading.current(session, batch) is None
        assert batch_work.running(session) == {}
        assert [each.id for each in batch_reading.listed(session, about="meeting:1")] == [batch]
        assert batch_reading.listed(session, before=batch) == []
    assert {row.result for row in rows if row.result} < needed_files(store)


def test_a_second_report_changes_nothing(store: Store) -> None:
    batch = begin(store, (2,))
    chunk, _ = take(store, batch)
    settle(store, chunk, Outcome(1, ""), made=b"first")
    with store.write() as session:
        batch_work.put_back(session)  # whoever had it was taken for dead
    assert take(store, batch) == (chunk, [2])
    settle(store, chunk, Outcome(1, "late and wrong"), Outcome(2, ""), made=b"second")
    assert state(store, batch) == (State.ENDED, {TODO: 0, DONE: 2, FAILED: 0})
    with store.read() as session:
        assert [row.result for row in batch_reading.items(session, batch)] == [
            store.files.put(b"first"),
            store.files.put(b"second"),
        ]


#: From each state: where each move leads, "" where it is refused.
MOVES: Mapping[State, Mapping[Move, str]] = {
    State.RUNNING: {Move.PAUSE: State.PAUSED, Move.RESUME: State.RUNNING, Move.CANCEL: State.CANCELLED},
    State.PAUSED: {Move.PAUSE: State.PAUSED, Move.RESUME: State.RUNNING, Move.CANCEL: State.CANCELLED, Move.RETRY: ""},
    State.CANCELLED: {Move.PAUSE: "", Move.RESUME: "", Move.CANCEL: State.CANCELLED, Move.RETRY: ""},
    State.ENDED: {Move.PAUSE: "", Move.RESUME: "", Move.CANCEL: "", Move.RETRY: State.RUNNING},
}


def test_moves(store: Store) -> None:
    for at, moves in MOVES.items():
        for move, to in moves.items():
            batch = begin(store, (1,))
            with store.write() as session:
                session.execute(update(Batch).where(Batch.id == batch).values(state=at))
            if to:
                with store.write() as session:
                    batch_ledger.move(session, batch, move, WHO)
            else:
                with store.write() as session, pytest.raises(RefusedError, match=f"不能“{move.value}”"):
                    batch_ledger.move(session, batch, move, WHO)
            assert state(store, batch)[0] == (to or at)
            with store.read() as session:
                assert (batch in batch_work.running(session)) == ((to or at) == State.RUNNING)


def test_what_is_out_comes_in_after_a_cancel(store: Store) -> None:
    batch = begin(store)
    chunk, _ = take(store, batch)
    with store.write() as session:
        batch_ledger.move(session, batch, Move.CANCEL, WHO)
    settle(store, chunk, Outcome(1, ""), Outcome(2, ""))
    assert state(store, batch) == (State.CANCELLED, {TODO: 1, DONE: 2, FAILED: 0})


def test_only_the_failed_again(store: Store) -> None:
    batch = begin(store)
    for outcomes in ((Outcome(1, ""), Outcome(2, "缺少名称")), (Outcome(3, ""),)):
        settle(store, take(store, batch)[0], *outcomes)
    mended = {"sha256": store.files.put(b"mended"), "title": "调度单"}
    with store.write() as session:
        assert batch_ledger.retry(session, store.files, batch, WHO, {"order": mended}) == 1
    chunk, numbers = take(store, batch)
    assert numbers == [2]
    with store.read() as session:
        assert batch_reading.chunks(session, batch, 2, 2)[0].templates.count(mended["sha256"]) == 1
        assert batch_reading.chunks(session, batch, 3, 3)[0].templates.count(mended["sha256"]) == 0
    settle(store, chunk, Outcome(2, ""), made=b"again")
    assert state(store, batch) == (State.ENDED, {TODO: 0, DONE: 3, FAILED: 0})
    with store.write() as session, pytest.raises(RefusedError, match="没有失败的材料"):
        batch_ledger.retry(session, store.files, batch, WHO, {})


def test_a_stop_by_itself_says_why(store: Store) -> None:
    batch = begin(store)
    take(store, batch)
    with store.write() as session:
        batch_work.stop(session, batch, "磁盘空间不足")
    with store.write() as session:
        assert batch_ledger.found(session, batch).note == "磁盘空间不足"
        assert batch_ledger.move(session, batch, Move.RESUME, WHO).note == ""
    assert take(store, batch)[1] == [1, 2]


def test_asked_again_under_a_key_it_is_the_same_batch(store: Store) -> None:
    one = begin(store, key="form 1")
    assert begin(store, key="form 1") == one
    assert begin(store, key="form 2") != one
    with store.write() as session:
        batch_ledger.move(session, one, Move.CANCEL, WHO)
    assert begin(store, key="form 1") != one


def test_asked_at_once_under_a_key_it_is_the_same_batch(store: Store) -> None:
    new = NewBatch("周调度会材料", planned=store.files.put(b"{}"), key="form 1")
    with ThreadPoolExecutor(1) as another:
        with store.write() as session:
            one = batch_ledger.add(session, store.files, new, (), WHO).id
            other = another.submit(begin, store, (), "form 1")
            wait([other], timeout=0.2)  # it waits for us, or for the key
        assert other.result() == one
    with store.read() as session:
        assert len(batch_reading.listed(session)) == 1


def test_nothing_to_make_is_done(store: Store) -> None:
    assert state(store, begin(store, ()))[0] == State.ENDED


def test_a_file_that_was_not_put_is_no_batch(store: Store) -> None:
    new = NewBatch("材料", planned="0" * 64)
    with pytest.raises(StoreError, match="还没有存进文件库"), store.write() as session:
        batch_ledger.add(session, store.files, new, (), WHO)
    with store.read() as session, pytest.raises(NotKeptError):
        batch_ledger.found(session, 1)


def test_one_leads(store: Store) -> None:
    first = Lead.take(store)
    assert first is not None
    assert Lead.take(store) is None
    first.beat()
    with store.read() as session:
        led = leader(session)
        assert led is not None
        assert led.alive
    first.give_up()
    second = Lead.take(store)
    assert second is not None
    with pytest.raises(LeadLostError), first.write():
        pass
    second.give_up()


def test_a_lead_that_could_not_be_written_down_is_anybodys(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> NoReturn:
        raise StoreError("磁盘空间不足")

    with monkeypatch.context() as patched:
        patched.setattr(batch_lead, "now", full)
        with pytest.raises(StoreError) as refused:
            Lead.take(store)
    second = Lead.take(store)
    assert second is not None, refused  # held here, and with it all that was at hand when it was raised
    second.give_up()


def test_a_lead_that_was_lost_unnoticed_writes_nothing(store: Store) -> None:
    lead = Lead.take(store)
    assert lead is not None
    with store.write() as session:  # as another does that got the lock when our connection broke
        session.execute(update(BatchLead).values(token="another's"))
    batch = begin(store)
    with pytest.raises(LeadLostError), lead.write() as session:
        batch_work.take(session, batch)
    assert state(store, batch)[1][TODO] == 3
    lead.give_up()


def test_what_is_over_can_be_removed_and_its_files_swept(store: Store) -> None:
    batch, other = begin(store, (1,)), begin(store, (1,))
    chunk, _ = take(store, batch)
    with store.write() as session, pytest.raises(RefusedError, match="正在生成，不能删除"):
        batch_removal.remove(session, batch, WHO)
    settle(store, chunk, Outcome(1, ""), made=b"papers of one alone")
    with store.read() as session:
        assert batch_removal.over_before(session, now() - timedelta(days=1)) == []
        assert batch_removal.over_before(session, now()) == [batch]
    with store.write() as session:
        assert "周调度会材料" in batch_removal.remove(session, batch, WHO)
    with store.write() as session, pytest.raises(NotKeptError):
        batch_removal.remove(session, batch, WHO)
    result = store.files.put(b"papers of one alone")
    assert result not in needed_files(store)
    assert store.files.put(b"data") in needed_files(store)  # the other's too
    assert state(store, other)[1] == {TODO: 1, DONE: 0, FAILED: 0}


def test_what_was_out_of_a_batch_that_was_removed_is_known_by_what_it_was_made_from(store: Store) -> None:
    chunk, _ = take(store, begin(store, (1,)))
    with store.read() as session:
        row = session.get_one(BatchChunk, chunk)
        templates = batch_ledger.templates_of(row)
        assert batch_work.is_there(session, chunk, row.data, templates)
        assert not batch_work.is_there(session, chunk, "0" * 64, templates)
        assert not batch_work.is_there(session, chunk, row.data, {"order": {"sha256": "0" * 64}})
        assert not batch_work.is_there(session, chunk + 1, row.data, templates)
