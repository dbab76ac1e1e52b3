"""Issued papers: frozen, handed out byte for byte and counted, made again to the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from service.assembly import compile_template
from service.errors import StoreError
from service.papers import find as find_paper
from service.papers.own import sample_of
from service.store import Store, frozen_data
from service.store.audit_check import verify
from service.store.clock import now
from service.store.frozen import Kept, Leaving, Way, freeze, hand_out, issued, keep, program, proof, uses
from service.store.models import AuditEntry, IssuedPaper
from service.store.numbers import Wanted, issue, void
from service.store.references import sweep
from service.wording import FILTERS
from service.wording.values import GAP, Blank
from tests.store.filled import ORDERS

ITEM = "ticket:1:dispatch_order"
TEXTS = {"Blank": Blank}


def render(template: bytes, data: Mapping[str, Any]) -> bytes:
    return compile_template(template, filters=FILTERS).render(data)


def order() -> tuple[bytes, dict[str, Any]]:
    """The template of the dispatch order, and data for it."""
    paper = find_paper("项目调度单")
    return paper.template.read_bytes(), dict(sample_of(paper))


def sign(store: Store, item: str = ITEM) -> IssuedPaper:
    """A dispatch order with its number, filled, kept and frozen."""
    template, data = order()
    with store.write() as session:
        (number,) = issue(session, [Wanted(ORDERS, item)], "张三")
    data["文号"] = number.text
    kept = keep(store.files, render(template, data), template, data, TEXTS)
    leaving = Leaving(item, "dispatch_order", "项目调度单.docx", kept, {"单位": "安重办"})
    with store.write() as session:
        return freeze(session, store.files, leaving, "张三", number)


def test_a_paper_is_made_again_from_what_was_kept(store: Store) -> None:
    paper = sign(store)
    assert (paper.program, paper.settings) == (program(), '{"单位":"安重办"}')
    assert proof(store, paper, render, TEXTS) == ""
    _, data = hand_out(store, ITEM, "print", "李四")
    assert data == store.files.get(paper.document)
    told = proof(store, replace_program(paper), lambda template, data: b"other", TEXTS)
    assert "签发时的程序是 huicai 0.0" in told
    assert told.endswith("以原件为准")


def replace_program(paper: IssuedPaper) -> IssuedPaper:
    names = ("file_name", "document", "data", "template")
    return IssuedPaper(program="huicai 0.0", **{name: getattr(paper, name) for name in names})


def test_prints_and_downloads_are_counted(store: Store) -> None:
    paper = sign(store)
    ways: tuple[Way, ...] = ("print", "download", "print")
    for way in ways:
        hand_out(store, ITEM, way, "李四")
    with store.read() as session:
        assert uses(session, paper) == {"print": 2, "download": 1}
        found = session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()
    assert list(found) == ["签发取号", "签发文书", "打印文书", "下载文书", "打印文书"]
    assert verify(store).faults == ()


def test_a_damaged_paper_is_not_handed_out(store: Store) -> None:
    paper = sign(store)
    Path(store.files._root, paper.document[:2], paper.document[2:]).write_bytes(b"other")
    with pytest.raises(StoreError, match="已损坏"):
        hand_out(store, ITEM, "print", "李四")
    with store.read() as session:
        assert uses(session, paper)["print"] == 0


def test_done_again_nothing_changes(store: Store) -> None:
    first, again = sign(store), sign(store)
    assert (first.id, first.issued_at) == (again.id, again.issued_at)


def test_what_was_signed_is_not_signed_otherwise(store: Store) -> None:
    paper = sign(store)
    kept = Kept(store.files.put(b"other"), paper.template, paper.data)
    with pytest.raises(StoreError, match="已经签发存档，不能再改"), store.write() as session:
        freeze(session, store.files, Leaving(ITEM, "dispatch_order", "x.docx", kept, {}), "张三", None)
    for statement in ("UPDATE issued_paper SET document = template", "DELETE FROM issued_paper"):
        with pytest.raises(StoreError, match="“issued_paper”表受保护"), store.write() as session:
            session.execute(text(statement))


def test_a_number_must_be_the_papers_own_and_good(store: Store) -> None:
    template, data = order()
    kept = keep(store.files, b"document", template, data, TEXTS)
    leaving = Leaving("a", "dispatch_order", "a.docx", kept, {})
    with store.write() as session:
        first, second = issue(session, [Wanted(ORDERS, "a"), Wanted(ORDERS, "b")], "张三")
    with pytest.raises(StoreError, match=r"不是“a.docx”的"), store.write() as session:
        freeze(session, store.files, leaving, "张三", second)
    with store.write() as session:
        first = void(session, first.text, "重复", "李四")
    with pytest.raises(StoreError, match="已作废"), store.write() as session:
        freeze(session, store.files, leaving, "张三", first)
    with store.write() as session:  # a paper without a number
        assert freeze(session, store.files, replace(leaving, item="c"), "张三", None).number is None


def test_files_of_a_paper_are_never_swept(store: Store) -> None:
    paper = sign(store)
    loose = store.files.put(b"loose")
    assert sweep(store, today=now() + timedelta(days=9)).removed == (loose,)
    assert proof(store, paper, render, TEXTS) == ""


def test_one_that_was_not_issued(store: Store) -> None:
    with pytest.raises(StoreError, match="没有找到“无”签发存档的文书"), store.read() as session:
        issued(session, "无")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes().map(lambda moment: moment.replace(fold=0))
    | st.times().map(lambda moment: moment.replace(fold=0))
    | st.binary(max_size=8)
    | st.just(GAP),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.sampled_from(["甲", "$", "v"]) | st.integers() | st.dates(), inner, max_size=4)
    ),
    max_leaves=12,
)


def alike(one: object, other: object) -> bool:
    """Whether two values are the same in kind, order and letters, not only equal."""
    return repr(one) == repr(other) and type(one) is type(other)


@given(st.dictionaries(st.text("甲乙$v", max_size=2), VALUES, max_size=4))
def test_data_comes_back_as_it_was(data: dict[str, Any]) -> None:
    back = frozen_data.loads(frozen_data.dumps(data, TEXTS), TEXTS)
    assert alike(back, data)
    assert isinstance(frozen_data.loads(frozen_data.dumps({"a": GAP}, TEXTS), TEXTS)["a"], Blank)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"项目": [{"名称": object()}]}, "“项目.第1个.名称”是 object"),
        ({"空": GAP}, "“空”是 Blank"),
        ({"数": float("nan")}, "不是数的数字"),
        ({"字": "\ud800"}, "残缺的文字"),
    ],
)
def test_what_could_not_come_back_is_refused(data: dict[str, Any], said: str) -> None:
    with pytest.raises(StoreError, match=said):
        frozen_data.dumps(data)


def test_data_nested_too_deep_is_refused() -> None:
    data: dict[str, Any] = {}
    for _ in range(200):
        data = {"内": data}
    with pytest.raises(StoreError, match="嵌套超过 100 层"):
        frozen_data.dumps(data)


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"[]",
        b'{"a":{"$":"decimal","v":"x"}}',
        b'{"a":{"$":"future","v":1}}',
        b'{"a":{"$":"bytes","v":"*"}}',
        b"\xff",
    ],
)
def test_data_that_cannot_be_read_is_told(stored: bytes) -> None:
    with pytest.raises(StoreError, match="读不懂"):
        frozen_data.loads(stored)


def test_a_day_is_not_a_moment() -> None:
    data = {"日": date(2026, 1, 5), "刻": datetime(2026, 1, 5), "时": time(9, 30), "额": Decimal("1.20")}
    assert alike(frozen_data.loads(frozen_data.dumps(data)), data)
