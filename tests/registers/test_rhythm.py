"""Rhythms as written, the next day of each, and meetings moved off days off (worked out on the calendar of 2026)."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from service.errors import RegisterError, SettingsError
from service.papers.packs import papers_of
from service.registers.meeting_kinds import PATH, kind_of, meeting_kinds
from service.registers.rhythm import propose, read_rhythm


@pytest.mark.parametrize(
    ("written", "after", "days"),
    [
        ("每周五", date(2026, 3, 5), [date(2026, 3, 6), date(2026, 3, 13)]),
        ("每周五", date(2026, 3, 6), [date(2026, 3, 13), date(2026, 3, 20)]),
        ("每周日", date(2026, 3, 6), [date(2026, 3, 8), date(2026, 3, 15)]),
        ("每月31日", date(2026, 1, 31), [date(2026, 2, 28), date(2026, 3, 31)]),
        ("每季度第3个月30日", date(2026, 3, 30), [date(2026, 6, 30), date(2026, 9, 30)]),
        ("每年12月25日、6月25日", date(2026, 7, 1), [date(2026, 12, 25), date(2027, 6, 25)]),
        ("不定期", date(2026, 7, 1), []),
    ],
)
def test_the_days_of_a_rhythm(written: str, after: date, days: list[date]) -> None:
    assert list(islice(read_rhythm(written).following(after), 2)) == days


@pytest.mark.parametrize(
    "written", ["", "每周八", "每两周", "每月0日", "每月32日", "每季度第4个月1日", "每年13月1日", "每年"]
)
def test_a_rhythm_that_cannot_be_read(written: str) -> None:
    with pytest.raises(ValueError, match="可以写“每周五”"):
        read_rhythm(written)


def test_a_meeting_is_moved_off_a_festival_and_says_why() -> None:
    found = propose(read_rhythm("每周五"), date(2026, 9, 25), date(2026, 9, 28))
    assert found is not None
    assert found.day == date(2026, 10, 8)
    assert found.note == "2026年10月2日（星期五）是国庆节，顺延到2026年10月8日（星期四）"


def test_what_follows_a_moved_meeting_is_no_day_later() -> None:
    weekly = propose(read_rhythm("每周五"), date(2026, 10, 8), date(2026, 10, 8))
    assert weekly is not None
    assert (weekly.day, weekly.note) == (date(2026, 10, 16), "")


def test_a_long_pause_does_not_push_the_next_meeting_away() -> None:
    found = propose(read_rhythm("每周五"), date(2026, 3, 6), date(2026, 4, 16))
    assert found is not None
    assert found.day == date(2026, 4, 17)
    assert propose(read_rhythm("不定期"), None, date(2026, 4, 16)) is None


def test_the_usual_kinds_have_their_pack_and_leave() -> None:
    kinds = meeting_kinds()
    assert list(kinds) == ["周调度会", "月度联席会议", "季度调度会", "半年会", "年终会", "专题会"]
    assert [name for name, kind in kinds.items() if kind.leave] == ["月度联席会议", "季度调度会", "半年会", "年终会"]
    for kind in kinds.values():
        assert kind.attendees
        assert papers_of(kind=kind.pack) == papers_of(kind=kind.name)
    with pytest.raises(RegisterError, match="没有“碰头会”这类会议，可用的有：周调度会、"):
        kind_of(kinds, "碰头会")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[kind]]", "[[other]]", "应写成几节"),
        ('rhythm = "每周五"', 'rhythm = "每逢周五"', "第1节的 rhythm 写的“每逢周五”读不懂"),
        ('rhythm = "每周五"', "rhythm = 5", "第1节的 name、rhythm、pack 应为加引号的文字"),
        ('name = "专题会"', 'name = "年终会"', "“年终会”写了两节"),
        ("leave = false", 'leave = "否"', "第1节的 leave 应写 true 或 false"),
        ("leave = false", "", "第1节应正好有"),
        ('attendees = ["分包领导", "有', 'attendees = [1, "有', "第6节的 attendees 应为"),
    ],
)
def test_faulty_kinds_are_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "meeting_kinds.toml"
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        meeting_kinds(path)
