"""Deadlines in working days and as days, and what is said of them."""

from __future__ import annotations

from datetime import date

from service.registers.deadlines import in_working_days, named
from service.wording.arrangement import Arrangement
from service.wording.workdays import Calendar


def test_working_days_pass_over_a_festival() -> None:
    # 2026: 清明 is off from 4 to 6 April
    assert in_working_days(date(2026, 4, 2), 2).day == date(2026, 4, 7)
    assert in_working_days(date(2026, 4, 2), 2).notes == ()


def test_the_offices_own_table_counts() -> None:
    own = Calendar(Arrangement(off={date(2026, 4, 3): "县庆"}))
    assert in_working_days(date(2026, 4, 2), 2, own).day == date(2026, 4, 8)


def test_a_day_off_is_pointed_out_and_kept() -> None:
    found = named(date(2026, 4, 5))
    assert found.day == date(2026, 4, 5)
    assert len(found.notes) == 1
    assert "2026年4月5日（星期日）是清明节" in found.notes[0]
    assert "顺延到2026年4月7日（星期二）" in found.notes[0]
    assert named(date(2026, 4, 7)).notes == ()


def test_a_year_without_arrangement_is_provisional() -> None:
    assert (
        "2035年的放假调休安排还没有公布，2035年3月6日这个时限是暂定的" in in_working_days(date(2035, 3, 1), 3).notes[0]
    )
    assert named(date(2035, 3, 6), Calendar(Arrangement(official=frozenset({2035})))).notes == ()
