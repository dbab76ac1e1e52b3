"""Meeting times as people type them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import format_meeting_time, parse_meeting_time, weekday_name

MORNING = datetime(2026, 7, 3, 9, 0)
AFTERNOON = datetime(2026, 7, 3, 14, 30)


@pytest.mark.parametrize(
    ("text", "when", "weekday"),
    [
        ("2026年7月3日（星期五）上午9:00", MORNING, "星期五"),
        ("2026年7月3日(周五)上午9点", MORNING, "星期五"),
        ("2026年7月3日 星期五 9:00", MORNING, "星期五"),
        ("2026年7月3日（星期天）上午9时整", MORNING, "星期日"),
        ("2026年7月3日 14:30", AFTERNOON, None),
        ("2026年7月3日下午2时30分", AFTERNOON, None),
        ("2026年7月3日下午2:30", AFTERNOON, None),
        ("2026年7月3日下午14:30", AFTERNOON, None),
        ("2026年7月3日下午2点半", AFTERNOON, None),
        ("２０２６年７月３日（星期五）下午２：３０", AFTERNOON, "星期五"),
        (" 2026 年 7 月 3 日 （ 星期五 ） 下午 2 : 30 ", AFTERNOON, "星期五"),
        ("2026年7月3日，上午9:00", MORNING, None),
        ("2026-07-03 09:00", MORNING, None),
        ("2026-07-03T09:00:00", MORNING, None),
        ("2026/7/3 9:00", MORNING, None),
        ("2026.7.3上午9:00", MORNING, None),
        ("2026年7月3号早上8:30", datetime(2026, 7, 3, 8, 30), None),
        ("2026年7月3日中午12:00", datetime(2026, 7, 3, 12, 0), None),
        ("2026年7月3日中午1:00", datetime(2026, 7, 3, 13, 0), None),
        ("2026年7月3日下午12:30", datetime(2026, 7, 3, 12, 30), None),
        ("2026年7月3日晚上7:30", datetime(2026, 7, 3, 19, 30), None),
        ("2026年7月3日上午0:05", datetime(2026, 7, 3, 0, 5), None),
    ],
)
def test_understood(text: str, when: datetime, weekday: str | None) -> None:
    assert parse_meeting_time(text) == (when, weekday)


@given(st.datetimes(min_value=datetime(1000, 1, 1)).map(lambda when: when.replace(second=0, microsecond=0)))
def test_what_is_printed_reads_back(when: datetime) -> None:
    assert parse_meeting_time(format_meeting_time(when)) == (when, weekday_name(when))


@pytest.mark.parametrize(
    "text",
    ["", "下周五上午9:00", "2026年7月3日", "7月3日上午9:00", "2026-07-0309:00", "2026-07/03 09:00", "9:00", None, 5],
)
def test_not_understood(text: str) -> None:
    with pytest.raises(
        ValueError, match=r"^会议时间应写成“2026年7月3日（星期五）上午9:00”或“2026-07-03 09:00”，收到的是.*。$"
    ):
        parse_meeting_time(text)


@pytest.mark.parametrize(
    "text", ["2026年2月30日上午9:00", "2026年7月3日 24:00", "2026年7月3日 9:60", "2026-13-01 09:00"]
)
def test_no_such_moment(text: str) -> None:
    with pytest.raises(ValueError, match=f"^会议时间“{text}”中没有这样的日期或时刻，请核对。$"):
        parse_meeting_time(text)


@pytest.mark.parametrize(
    ("half", "hour"), [("上午", 14), ("凌晨", 9), ("晚上", 12), ("中午", 9), ("下午", 24), ("早上", 1)]
)
def test_an_hour_that_contradicts_its_word(half: str, hour: int) -> None:
    with pytest.raises(ValueError, match=f"中的“{half}”与{hour}时不符，请核对。$"):
        parse_meeting_time(f"2026年7月3日{half}{hour}:00")
