"""Issued papers found by number, project, unit, kind and day, the latest first, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from service.errors import EntryError
from service.store import Store, engine
from service.store.addresses import address
from service.store.finding import Sought, search
from service.store.frozen import Leaving, freeze, keep
from service.store.migrating import downgrade, upgrade
from service.store.numbers import Wanted, issue, numbers_of, series_at
from tests.registers.orders import signed

OLD, NEW = datetime(2025, 12, 31, 15, 59, tzinfo=UTC), datetime(2025, 12, 31, 16, tzinfo=UTC)  # both sides of new year
ORDER = "ticket:1:dispatch_order"
PAPERS: tuple[tuple[str, str, datetime, str, tuple[str, ...]], ...] = (
    ("meeting:1:minutes", "纪", OLD, "", ()),
    ("topic:3:halt", "停", OLD, "G107国道改造", ("交通局",)),
    ("topic:4:halt", "停", NEW, "100%达标工程", ("住建局", "县交通局")),
)
HALTS = ["topic:4:halt", "topic:3:halt"]


@pytest.fixture
def filled(store: Store) -> Store:
    """Four papers; the first is a ticket's, of 2 March 2026, and says nothing itself of what it is about."""
    kept = keep(store.files, b"document", b"template", {"标题": "文书"})
    with store.write() as session:
        signed(session, project="云溪河治理", units=("水利局", "住建局"))
        numbers = numbers_of(session, [ORDER])
        freeze(session, store.files, Leaving(ORDER, "dispatch_order", "a.docx", kept, {}), "张三", numbers[ORDER])
        for item, word, moment, project, units in PAPERS:
            number = issue(session, [Wanted(series_at("安重办", word, moment), item)], "张三", moment)[0]
            leaving = Leaving(item, item.split(":")[2], "b.docx", kept, {}, project, units)
            freeze(session, store.files, leaving, "张三", number)
    return store


def found(store: Store, **sought: Any) -> list[str]:
    with store.read() as session:
        return [paper.item for paper in search(session, Sought(**sought))]


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, [*HALTS, "meeting:1:minutes", ORDER]),
    ({"most": 1}, HALTS[:1]),
    ({"before": 3}, ["meeting:1:minutes", ORDER]),
    ({"number": "安重办调〔2026〕1号"}, [ORDER]),
    ({"number": " 安重办调[2026] 1 "}, [ORDER]),
    ({"number": "停"}, HALTS),
    ({"number": "〔2025〕"}, ["topic:3:halt", "meeting:1:minutes"]),
    ({"number": "停〔2026〕"}, HALTS[:1]),
    ({"number": "1"}, [*HALTS, "meeting:1:minutes", ORDER]),
    ({"number": "2"}, []),
    ({"project": "溪河"}, [ORDER]),
    ({"project": "g107"}, ["topic:3:halt"]),
    ({"project": "0%达"}, ["topic:4:halt"]),
    ({"project": "0_达"}, []),
    ({"unit": "住建局"}, ["topic:4:halt", ORDER]),
    ({"unit": "交通局", "number": "〔2025〕"}, ["topic:3:halt"]),
    ({"kind": "halt"}, HALTS),
    ({"since": date(2026, 1, 1)}, ["topic:4:halt", ORDER]),
    ({"since": date(2025, 12, 31), "by": date(2025, 12, 31)}, ["topic:3:halt", "meeting:1:minutes"]),
]


def test_papers_are_found(filled: Store) -> None:
    assert [(sought, found(filled, **sought)) for sought, _ in CASES] == CASES


def test_papers_issued_before_there_was_a_search_are_found_as_well(filled: Store) -> None:
    made = engine.migrating(address(filled.settings))
    downgrade(made, "0008")
    upgrade(made)
    made.dispose()
    assert found(filled, unit="水利局", since=date(2026, 3, 2), by=date(2026, 3, 2)) == [ORDER]
    assert found(filled, since=date(2026, 1, 1)) == ["topic:4:halt", ORDER]


@pytest.mark.parametrize("number", ["安重办-调〔2026〕1号", "〔26〕1号", "1号2"])
def test_what_is_no_part_of_a_number_is_told(filled: Store, number: str) -> None:
    with pytest.raises(EntryError, match="不像编号：可以写完整的"):
        found(filled, number=number)
