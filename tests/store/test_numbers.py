"""Official numbers: one after the other, once, in the transaction that signs; void ones stay."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from service.errors import StoreError
from service.store import Store
from service.store.numbers import Series, Wanted, find, issue, numbers_of, series_at, take_over, void

ORDERS = Series("安重办", "调", 2026)
LETTERS = Series("安重办", "函", 2026)


def give(store: Store, *items: str, series: Series = ORDERS) -> list[str]:
    with store.write() as session:
        return [number.text for number in issue(session, [Wanted(series, item) for item in items], "张三")]


def test_numbers_as_printed() -> None:
    assert Series("安重办", "", 2026).text(15) == "安重办〔2026〕15号"
    assert ORDERS.text(15) == "安重办调〔2026〕15号"


@pytest.mark.parametrize(
    ("organ", "kind", "year"),
    [("", "调", 2026), ("安重办2", "", 2026), ("安 重办", "", 2026), ("安重办", "〔", 2026), ("安重办", "", 26)],
)
def test_a_sign_that_would_print_wrong_is_refused(organ: str, kind: str, year: int) -> None:
    with pytest.raises(StoreError, match="字号"):
        Series(organ, kind, year)


def test_the_year_is_that_of_shanghai() -> None:
    assert series_at("安重办", "调", datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)).year == 2026
    assert series_at("安重办", "调", datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC)).year == 2027


def test_one_after_the_other_within_each_series(store: Store) -> None:
    assert give(store, "a") == ["安重办调〔2026〕1号"]
    assert give(store, "b", "c") == ["安重办调〔2026〕2号", "安重办调〔2026〕3号"]
    assert give(store, "d", series=LETTERS) == ["安重办函〔2026〕1号"]
    assert give(store, "e", series=Series("安重办", "调", 2027)) == ["安重办调〔2027〕1号"]


def test_a_batch_over_several_series_comes_in_the_order_asked_for(store: Store) -> None:
    wanted = [Wanted(ORDERS, "a"), Wanted(LETTERS, "b"), Wanted(ORDERS, "c")]
    with store.write() as session:
        given = issue(session, wanted, "张三")
    assert [number.text for number in given] == ["安重办调〔2026〕1号", "安重办函〔2026〕1号", "安重办调〔2026〕2号"]


def test_a_large_batch_is_one_run(store: Store) -> None:
    items = [f"item {number}" for number in range(1200)]
    assert give(store, *items) == [ORDERS.text(number) for number in range(1, 1201)]
    assert give(store, *items, "one more")[-1] == ORDERS.text(1201)


def test_what_failed_takes_no_number(store: Store) -> None:
    def fail() -> None:
        with store.write() as session:
            issue(session, [Wanted(ORDERS, "a")], "张三")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert give(store, "b") == ["安重办调〔2026〕1号"]


def test_done_again_the_item_keeps_its_number(store: Store) -> None:
    first = give(store, "a", "b")
    assert give(store, "b", "c", "a") == [first[1], ORDERS.text(3), first[0]]


def test_an_item_has_one_number_only(store: Store) -> None:
    give(store, "a")
    with pytest.raises(StoreError, match="已经编为“安重办调〔2026〕1号”"):
        give(store, "a", series=LETTERS)
    with pytest.raises(StoreError, match="出现了两次"):
        give(store, "b", "b")
    assert give(store, "c", series=LETTERS) == ["安重办函〔2026〕1号"]


def test_two_series_never_print_alike(store: Store) -> None:
    give(store, "a")
    with pytest.raises(StoreError, match="印出来的编号会重复"):
        give(store, "b", series=Series("安重办调", "", 2026))


def test_a_void_number_stays_and_is_not_given_again(store: Store) -> None:
    give(store, "a", "b")
    with store.write() as session:
        gone = void(session, " 安重办调〔2026〕2号 ", "重复立项", "李四")
    assert (gone.void_reason, gone.voided_by, gone.voided_at is None) == ("重复立项", "李四", False)
    assert give(store, "c") == ["安重办调〔2026〕3号"]
    with pytest.raises(StoreError, match="已作废，不能再用；请另立一份文书"):
        give(store, "b")
    with pytest.raises(StoreError, match="已由李四作废，原因：重复立项"), store.write() as session:
        void(session, "安重办调〔2026〕2号", "再来", "王五")
    with store.read() as session:
        assert numbers_of(session, ["b"])["b"].void_reason == "重复立项"


@pytest.mark.parametrize(
    ("number", "reason", "said"),
    [
        ("安重办调〔2026〕9号", "错", "登记簿里没有"),
        ("安重办调[2026]1号", "错", "六角括号"),
        ("安重办调〔2026〕01号", "错", "不是完整的编号"),
        ("安重办调〔2026〕1号", " ", "写明原因"),
    ],
)
def test_what_cannot_be_voided(store: Store, number: str, reason: str, said: str) -> None:
    give(store, "a")
    with pytest.raises(StoreError, match=said), store.write() as session:
        void(session, number, reason, "李四")


def test_a_series_goes_on_from_paper(store: Store) -> None:
    with store.write() as session:
        taken = take_over(session, ORDERS, 16, "发文登记簿第12页", "李四")
    assert (taken.first_no, taken.last_no) == (1, 15)
    assert give(store, "a") == ["安重办调〔2026〕16号"]
    with store.write() as session:
        again = take_over(session, ORDERS, 20, "系统停用期间手工编号，登记簿第13页", "李四")
    assert (again.first_no, again.last_no) == (17, 19)
    assert give(store, "b") == ["安重办调〔2026〕20号"]


@pytest.mark.parametrize(
    ("start", "evidence", "said"),
    [(1, "登记簿", "本来就从 1 号起"), (5, "", "写明依据"), (0, "登记簿", "不能作为接号的起点")],
)
def test_where_a_series_cannot_begin(store: Store, start: int, evidence: str, said: str) -> None:
    with pytest.raises(StoreError, match=said), store.write() as session:
        take_over(session, ORDERS, start, evidence, "李四")


def test_no_going_back_behind_what_was_given(store: Store) -> None:
    give(store, "a", "b")
    with pytest.raises(StoreError, match="已用到 2 号，下一个就是 3 号"), store.write() as session:
        take_over(session, ORDERS, 2, "登记簿", "李四")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM issued_number",
        "UPDATE issued_number SET no = 7",
        "UPDATE issued_number SET voided_at = issued_at",
        "UPDATE number_series SET last = 0",
        "UPDATE number_series SET kind = 'x'",
        "DELETE FROM number_series",
        "DELETE FROM number_takeover",
        "UPDATE number_takeover SET last_no = 99",
    ],
)
def test_the_database_itself_refuses_to_change_the_register(store: Store, statement: str) -> None:
    with store.write() as session:
        take_over(session, ORDERS, 5, "登记簿", "李四")
    give(store, "a")
    with pytest.raises(StoreError, match=r"表受保护：已登记的内容不能改动或删除"), store.write() as session:
        session.execute(text(statement))
    with store.read() as session:
        assert find(session, "安重办调〔2026〕5号").item == "a"


def test_the_same_item_at_once_gets_one_number(store: Store) -> None:
    texts: list[str] = []
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait()
        texts.extend(give(store, "a"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["安重办调〔2026〕1号"] * 4
