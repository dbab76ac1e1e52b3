"""The audit log: every deed in its transaction, and whatever was changed behind the program's back is named."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Engine

from service.errors import StoreError
from service.store import Store, engine, open_store
from service.store.audit import canonical, entry_hash, record
from service.store.audit_check import verify
from service.store.audit_key import AuditKey
from service.store.guards import AUDIT, protect
from service.store.models import AuditEntry, AuditHead
from service.store.numbers import Wanted, issue
from tests.store.filled import ORDERS, fill


def entries(store: Store) -> list[AuditEntry]:
    with store.read() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def deeds(store: Store, count: int) -> None:
    for number in range(1, count + 1):
        with store.write() as session:
            record(session, "张三", "登记", f"事项 {number}", 金额=Decimal("1.20"))


def tamper(store: Store, *statements: str) -> None:
    """Change the log as someone who owns the database can: the triggers are taken down and put up again."""
    found: Engine = engine.writing(store.address)
    with found.begin() as connection:
        on = "" if connection.dialect.name == "sqlite" else " ON {}"
        for guard in AUDIT:
            connection.exec_driver_sql(f"DROP TRIGGER {guard.name}" + on.format(guard.table))
            if on and guard.event == "DELETE":
                connection.exec_driver_sql(f"DROP TRIGGER {guard.table}_no_truncate ON {guard.table}")
        for statement in statements:
            connection.exec_driver_sql(statement)
        protect(connection, *AUDIT)
    found.dispose()


def test_a_deed_is_written_with_what_it_did(store: Store) -> None:
    fill(store)
    found = [(entry.seq, entry.who, entry.action, entry.subject) for entry in entries(store)]
    assert found == [
        (1, "李四", "接号", "安重办调〔2026〕8号"),
        (2, "张三", "签发取号", "安重办调〔2026〕8号至安重办调〔2026〕10号"),
        (3, "李四", "作废编号", "安重办调〔2026〕9号"),
    ]
    assert json.loads(entries(store)[2].detail) == {"item": "b", "reason": "重复立项"}
    verdict = verify(store)
    assert (verdict.count, verdict.faults, verdict.unanchored) == (3, (), 0)


def test_an_empty_log_is_sound(store: Store) -> None:
    assert verify(store).faults == ()


def test_what_was_not_done_is_not_written(store: Store) -> None:
    def fail() -> None:
        with store.write() as session:
            record(session, "张三", "登记", "甲")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert entries(store) == []


def test_a_savepoint_taken_back_takes_its_deeds_with_it(store: Store) -> None:
    with store.write() as session:
        record(session, "张三", "登记", "甲")
        inner = session.begin_nested()
        record(session, "张三", "登记", "乙")
        inner.rollback()
        with session.begin_nested():
            record(session, "张三", "登记", "丙")
    assert [entry.subject for entry in entries(store)] == ["甲", "丙"]


def test_json_in_one_way_only() -> None:
    assert canonical({"乙": [1, None], "甲": Decimal("1.20"), "a": date(2026, 1, 5)}) == (
        '{"a":"2026-01-05","乙":[1,null],"甲":"1.20"}'
    )
    assert canonical("\ud800") == '"□"'
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))
    with pytest.raises(TypeError, match="object"):
        canonical(object())


def test_texts_no_database_could_keep_are_written_readably(store: Store) -> None:
    with store.write() as session:
        record(session, "张\x00三", "登\n记", "甲" * 300, 原因="a\x00b\ud800")
    (entry,) = entries(store)
    assert (entry.who, entry.action, entry.subject) == ("张□三", "登□记", "甲" * 199 + "…")
    assert json.loads(entry.detail) == {"原因": "a\x00b□"}
    assert verify(store).faults == ()


def test_a_deed_nobody_would_chain_is_a_fault_of_the_program(store: Store) -> None:
    with store.read() as session, pytest.raises(RuntimeError, match="only in a write"):
        record(session, "张三", "登记", "甲")


def test_a_deed_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="没有写明是谁做的"), store.write() as session:
        record(session, " ", "登记", "甲")


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET who = 'x'", "DELETE FROM audit_entry", "DELETE FROM audit_head"]
)
def test_the_database_refuses_to_change_the_log(store: Store, statement: str) -> None:
    deeds(store, 1)
    with pytest.raises(StoreError, match=r"“audit_(entry|head)”表受保护"), store.write() as session:
        session.execute(text(statement))
    assert verify(store).faults == ()


def test_postgresql_refuses_to_empty_the_log(store: Store) -> None:
    deeds(store, 1)
    word = "DELETE FROM" if store.address.get_backend_name() == "sqlite" else "TRUNCATE"
    with pytest.raises(StoreError, match="表受保护"), store.write() as session:
        session.execute(text(f"{word} audit_entry"))


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE audit_entry SET who = '李四' WHERE seq = 3"], r"第 3 条操作记录与链不符（.*李四 登记 事项 3）"),
        (["UPDATE audit_entry SET detail = '{}' WHERE seq = 2"], "第 2 条操作记录与链不符"),
        (["DELETE FROM audit_entry WHERE seq = 2"], r"第 2 条操作记录不见了（后面一条是第 3 条）"),
        (["DELETE FROM audit_entry WHERE seq = 5"], "链头记到第 5 条，操作记录却只到第 4 条"),
        (["UPDATE audit_head SET hash = '0'"], "与链头不符"),
        (
            [
                "DELETE FROM audit_entry WHERE seq = 5",
                "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_entry WHERE seq = 4)",
            ],
            "外部锚点记到第 5 条，操作记录只到第 4 条：末尾的记录被删去",
        ),
    ],
)
def test_what_was_changed_is_named(store: Store, statements: list[str], said: str) -> None:
    deeds(store, 5)
    tamper(store, *statements)
    assert re.search(said, verify(store).faults[0])


def test_one_who_has_the_key_is_betrayed_by_the_anchor(store: Store) -> None:
    deeds(store, 3)
    key = AuditKey(store.key.path)
    with store.read() as session:
        secret = key.of(session.scalars(select(AuditHead.key_id)).one())
    found = entries(store)
    found[1].who = "李四"
    previous = found[0].hash
    statements = []
    for entry in found[1:]:
        previous = entry_hash(secret, previous, entry)
        statements.append(f"UPDATE audit_entry SET who = '{entry.who}', hash = '{previous}' WHERE seq = {entry.seq}")
    tamper(store, *statements, f"UPDATE audit_head SET hash = '{previous}'")
    (fault,) = verify(store).faults
    assert fault.startswith("第 2 条操作记录与外部锚点不符：从这一条或更早起，记录被整段重写过")


def test_a_trigger_that_was_taken_down_is_told(store: Store) -> None:
    with store.write() as session:
        on = "" if store.address.get_backend_name() == "sqlite" else " ON audit_entry"
        session.execute(text(f"DROP TRIGGER audit_entry_no_update{on}"))
    (fault,) = verify(store).faults
    assert "少了保护操作记录的触发器“audit_entry_no_update”" in fault


def test_the_anchor_may_lie_elsewhere_and_a_lost_one_is_told(store: Store, tmp_path: Path) -> None:
    chosen = replace(store.settings, audit_anchor=str(tmp_path / "别处" / "锚点"))
    with open_store(chosen) as other:
        deeds(other, 2)
        assert verify(other).faults == ()
        assert len(list(other.anchor.links())) == 2
        with other.anchor.path.open("a") as stream:
            stream.write("3 cut of")  # the machine died while the line was written
        deeds(other, 1)
        verdict = verify(other)
        assert (verdict.faults, verdict.unanchored) == ((), 0)
        assert [link.seq for link in other.anchor.links()] == [1, 2, 3]
    (fault,) = verify(store).faults
    assert fault.startswith("没有外部锚点文件")


def test_an_anchor_that_cannot_be_written_stops_no_work(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    with open_store(replace(store.settings, audit_anchor=str(tmp_path / "file" / "anchor"))) as other:
        deeds(other, 1)
    assert len(entries(store)) == 1
    assert "审计锚点" in caplog.text


KEY_FAULTS: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: path.unlink(), "找不到审计密钥"),
    (lambda path: path.write_text("00" * 32), "不是这个数据库的"),
    (lambda path: path.write_text("00"), "已损坏"),
    (lambda path: path.write_text("钥"), "已损坏"),
]


@pytest.mark.parametrize(("harm", "said"), KEY_FAULTS)
def test_without_its_key_the_log_is_not_gone_on_with(store: Store, harm: Callable[[Path], object], said: str) -> None:
    deeds(store, 1)
    harm(store.key.path)
    with Store(store.settings) as other:
        with pytest.raises(StoreError, match=said), other.write() as session:
            issue(session, [Wanted(ORDERS, "a")], "张三")
        with pytest.raises(StoreError, match=said):
            verify(other)
    with store.write() as session:  # the refused one took no number with it
        assert issue(session, [Wanted(ORDERS, "b")], "张三")[0].no == 1


@pytest.mark.skipif(os.name == "nt", reason="rights of files are others there")
def test_the_key_is_for_its_owner_alone(store: Store) -> None:
    deeds(store, 1)
    assert store.key.path.stat().st_mode & 0o777 == 0o600
    assert len(bytes.fromhex(store.key.path.read_text())) == 32
