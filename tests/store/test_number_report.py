"""The register's report: what is right is said to be, and what is wrong is found."""

from __future__ import annotations

from sqlalchemy import text

from service.store import Store, engine
from service.store.number_report import Range, report
from service.store.numbers import Series, Wanted, issue
from tests.store.filled import ORDERS, fill


def test_a_sound_register(store: Store) -> None:
    fill(store)
    with store.read() as session:
        (found,) = report(session)
    assert (found.sign, found.year, found.last, found.issued, found.sound) == ("安重办调", 2026, 10, 3, True)
    assert [(str(each.numbers), each.evidence) for each in found.taken] == [("1—7", "发文登记簿第3页")]
    assert [(each.no, each.who, each.reason) for each in found.voids] == [(9, "李四", "重复立项")]


def test_by_year(store: Store) -> None:
    with store.write() as session:
        issue(session, [Wanted(ORDERS, "a"), Wanted(Series("安重办", "", 2027), "b")], "张三")
    with store.read() as session:
        assert [(each.sign, each.year) for each in report(session)] == [("安重办调", 2026), ("安重办", 2027)]
        assert [each.year for each in report(session, 2027)] == [2027]
        assert report(session, 2028) == []


def test_what_was_done_behind_the_program_is_found(store: Store) -> None:
    with store.write() as session:
        issue(session, [Wanted(ORDERS, item) for item in "abcdefgh"], "张三")
    found = engine.writing(store.address)
    with found.begin() as connection:
        on = "" if connection.dialect.name == "sqlite" else " ON issued_number"
        connection.exec_driver_sql(f"DROP TRIGGER issued_number_no_delete{on}")
        connection.execute(text("DELETE FROM issued_number WHERE no IN (2, 3, 5)"))
        connection.execute(
            text(
                "INSERT INTO number_takeover (id, series_id, first_no, last_no, evidence, who, at)"
                " SELECT 1, id, 8, 9, 'x', 'y', '2026-01-05 00:00:00' FROM number_series"
            )
        )
    found.dispose()
    with store.read() as session:
        (told,) = report(session)
    assert told.gaps == (Range(2, 3), Range(5, 5))
    assert (told.doubles, told.beyond, told.sound) == ((8,), (9,), False)
    assert [str(each) for each in told.gaps] == ["2—3", "5"]
