"""The agenda as a table: when each item begins and ends, what it is, who speaks, how long."""

from __future__ import annotations

from datetime import datetime

from service.papers.base import clause, given, unnumbered
from service.papers.meeting import Meeting
from service.papers.meeting_items import spans
from service.wording import GAP, format_clock


def schedule(meeting: Meeting) -> list[dict[str, str]]:
    """A row for each item, in order; one of gaps where no item is given. Times follow from the meeting's and from the
    lengths of the items before."""
    rows = []
    for item, span in zip(meeting.items, spans(meeting.items, meeting.time), strict=True):
        rows.append(
            {
                "时间": _span(*span) if span else GAP,
                "事项": clause(unnumbered(item.what)),
                "发言人": given(item.speaker),
                "时长": f"{item.minutes}分钟" if item.minutes else GAP,
            }
        )
    return rows or [dict.fromkeys(("时间", "事项", "发言人", "时长"), str(GAP))]


def _span(begin: datetime, end: datetime) -> str:
    """上午9:00—9:15; the half of the day is said again only where it changes."""
    first, last = format_clock(begin), format_clock(end)
    return f"{first}—{last.removeprefix(first[:2])}"
