"""One item of a meeting's agenda as it is typed: 事项｜汇报（发言）人｜时长, and when each item begins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from data_adapters.patterns import regex

_BAR: Final = regex(r"[｜|]")
_MINUTES: Final = regex(r"(\d{1,3})\s*(?:分钟|分)?")
_MOST_MINUTES: Final = 600
_FORM: Final = "请写成“事项｜汇报人｜15分钟”，后两样可以不写"


class AgendaItem(NamedTuple):
    """What is dealt with, who speaks ("" where nobody is named), and for how many minutes (0 where not given)."""

    what: str
    speaker: str = ""
    minutes: int = 0

    @property
    def timed(self) -> bool:
        """Whether more than the matter itself is known."""
        return bool(self.speaker or self.minutes)


def agenda_item(text: str) -> AgendaItem:
    """The item a line gives. Raises ValueError in Chinese with what is wrong and how to write it."""
    what, *rest = (part.strip() for part in _BAR.split(text))
    if not what:
        raise ValueError(f"“{text}”没有写事项，{_FORM}")
    if len(rest) > 2:
        raise ValueError(f"“{text}”多于三段，{_FORM}")
    speaker, minutes = (*rest, "", "")[:2]
    return AgendaItem(what, speaker, _minutes(minutes, text))


def agenda_items(lines: Iterable[str]) -> tuple[AgendaItem, ...]:
    """The items of the lines in which anything is written. Raises ValueError as agenda_item."""
    return tuple(agenda_item(line) for line in lines if _BAR.sub("", line).strip())


def _minutes(words: str, text: str) -> int:
    if not words:
        return 0
    found = _MINUTES.fullmatch(words)
    if not found or not 0 < int(found.group(1)) <= _MOST_MINUTES:
        raise ValueError(f"“{text}”的时长“{words}”不是1到{_MOST_MINUTES}分钟，{_FORM}")
    return int(found.group(1))


def spans(items: Iterable[AgendaItem], start: datetime) -> list[tuple[datetime, datetime] | None]:
    """When each item begins and ends if the meeting begins at ``start``; None from the first item on whose length is
    not given."""
    found: list[tuple[datetime, datetime] | None] = []
    begin: datetime | None = start
    for item in items:
        end = begin + timedelta(minutes=item.minutes) if begin and item.minutes else None
        found.append((begin, end) if begin and end else None)
        begin = end
    return found
