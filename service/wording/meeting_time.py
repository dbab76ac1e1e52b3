"""Reading the time of a meeting as a secretary types it."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final

from service.wording.values import describe

# The hours (of 24) that each word may mean; an hour that fits only when 12 is added is meant so.
_HOURS: Final = {
    "凌晨": range(0, 6),
    "早上": range(5, 11),
    "早晨": range(5, 11),
    "上午": range(0, 13),
    "中午": range(11, 15),
    "下午": range(12, 24),
    "傍晚": range(16, 21),
    "晚上": range(17, 24),
    "晚": range(17, 24),
}
# Not compiled beforehand: few runs read a time.
_PATTERN: Final = (
    r"(?P<year>[0-9]{4})"
    r"(?:年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]|(?P<dash>[-/.])(?P<month2>[0-9]{1,2})(?P=dash)(?P<day2>[0-9]{1,2})(?![0-9]))"
    r"(?:\((?:星期|周)(?P<weekday>[一二三四五六日天])\)|(?:星期|周)(?P<weekday2>[一二三四五六日天]))?"
    rf"[T ,]?(?P<half>{'|'.join(_HOURS)})?"
    r"(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::00)?|[时点](?:(?P<minute2>[0-9]{1,2})分?|(?P<half_past>半)|整)?)"
)
_EXAMPLE: Final = "2026年7月3日（星期五）上午9:00"


def parse_meeting_time(text: str) -> tuple[datetime, str | None]:
    """The moment that ``text`` names, and the weekday it states (as ``星期五``, also for 周五), or None.

    Reads 2026年7月3日（星期五）上午9:00, 2026年7月3日 14:30, 2026-07-03 09:00, 2026年7月3日下午2时30分, also with
    full-width digits, brackets and colons. Whether the weekday fits the date is the caller's to judge
    (``weekday_name``). ValueError, in Chinese, if the text is not understood, names no real date, or its hour
    contradicts 上午, 下午 and the like.
    """
    match = re.fullmatch(_PATTERN, _plain(text)) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f"会议时间应写成“{_EXAMPLE}”或“2026-07-03 09:00”，收到的是{describe(text)}。")
    found = match.groupdict()
    hour = _hour(found["half"], int(found["hour"]), text)
    minute = 30 if found["half_past"] else int(found["minute"] or found["minute2"] or 0)
    month, day = int(found["month"] or found["month2"]), int(found["day"] or found["day2"])
    try:
        when = datetime(int(found["year"]), month, day, hour, minute)
    except ValueError as error:
        raise ValueError(f"会议时间“{text}”中没有这样的日期或时刻，请核对。") from error
    weekday = found["weekday"] or found["weekday2"]
    return when, f"星期{weekday.replace('天', '日')}" if weekday else None


def _plain(text: str) -> str:
    """Full-width forms as half-width ones; blanks only where a digit stands on both sides, which they part."""
    single = " ".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", single)


def _hour(half: str | None, hour: int, text: str) -> int:
    if half is None:
        return hour
    fitting = [meant for meant in (hour, hour + 12) if meant in _HOURS[half]]
    if not fitting:
        raise ValueError(f"会议时间“{text}”中的“{half}”与{hour}时不符，请核对。")
    return fitting[0]
