"""History: issued papers found again, looked at, taken out as they were signed, and proved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from service.papers import filling
from service.registers.roles import Role
from service.registers.ticket_life import Kind
from service.store.finding import Sought, search
from tests.web.conftest import Visitor
from tests.web.office import ready_office, signed, store_of, taken


@pytest.fixture
def papers(app: Flask) -> list[int]:
    """Two orders that were signed with their papers, then one that was withdrawn; gives the places of their papers."""
    ready_office(app)
    signed(app, project="云溪河治理")
    signed(app, project="望舒大道改扩建")
    withdrawn = signed(app, project="砚田包装产业园")
    filling.fill_owed(store_of(app), "李四")
    taken(app, withdrawn, Kind.WITHDRAW)
    with store_of(app).read() as session:
        return sorted(paper.id for paper in search(session, Sought()))


def listed(visitor: Visitor, **asked: Any) -> str:
    return visitor.client.get("/papers", query_string=asked).text


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({}, ("云溪河治理", "望舒大道改扩建", "砚田包装产业园", "已作废"), ()),
        ({"project": "云溪"}, ("云溪河治理",), ("望舒大道", "砚田")),
        ({"number": "2"}, ("望舒大道改扩建",), ("云溪河", "砚田")),
        ({"kind": "accountability_notice"}, ("没有这样的材料",), ("云溪河",)),
        ({"kind": "nonsense"}, ("云溪河治理",), ()),
        ({"by": "2000-01-01"}, ("没有这样的材料",), ("云溪河",)),
        ({"number": "！"}, ("不像编号",), ("没有这样的材料",)),
        ({"since": "昨天"}, ("不是日期，请写成 2026-11-30",), ()),
    ],
)
def test_search(
    visitor: Visitor, papers: list[int], asked: dict[str, str], there: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    page = listed(visitor, **asked)
    assert [words for words in there if words not in page] == []
    assert [words for words in not_there if words in page] == []


def test_nothing_yet(visitor: Visitor) -> None:
    assert "还没有签发过材料" in listed(visitor)


def test_one_paper_is_looked_at_uncounted_taken_out_counted_and_proved(
    app: Flask, visitor: Visitor, papers: list[int]
) -> None:
    address = f"/papers/{papers[0]}"
    page = visitor.client.get(address).text
    assert "云溪河治理" in page
    assert "签发文书" in page
    frame = visitor.client.get(f"{address}/preview")
    assert "云溪河治理" in frame.text
    assert "sandbox" in frame.headers["Content-Security-Policy"]
    assert "0 次" in visitor.client.get(address).text
    visitor.post(f"/tickets/papers/{papers[0]}", way="print")
    assert "1 次，上次 张三（zhangsan）" in visitor.client.get(address).text
    answer = visitor.post(f"{address}/proof")
    assert answer.status_code == 303
    assert "一个字节也不差" in visitor.client.get(answer.location).text


def test_a_void_paper_says_so_and_is_not_offered_for_printing(visitor: Visitor, papers: list[int]) -> None:
    page = visitor.client.get(f"/papers/{papers[2]}").text
    assert "编号已作废" in page
    assert "已按要求办理" in page
    assert "取去打印" not in page
    assert visitor.client.get(f"/papers/{papers[2]}/preview").status_code == 200


def test_no_such_paper(visitor: Visitor) -> None:
    assert visitor.client.get("/papers/99").status_code == 404


def test_a_unit_sees_none(visitor_of: Callable[..., Visitor], papers: list[int]) -> None:
    unit = visitor_of(Role.UNIT, unit="住房和城乡建设局")
    assert [unit.client.get(path).status_code for path in ("/papers", f"/papers/{papers[0]}/preview")] == [403, 403]
