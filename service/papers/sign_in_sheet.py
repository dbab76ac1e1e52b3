"""签到表: the units that are called, then blank lines for leaders, staff and whoever else comes."""

from __future__ import annotations

from typing import Final

from service.papers.base import Draft, Inputs, Plan
from service.papers.titles import title

ID = "sign_in_sheet"
_SPARE_LINES: Final = 8
_FULL_PAGE: Final = 16


def plan(inputs: Inputs) -> Plan:
    """One draft. Nobody's name is printed: who comes is known when they sign."""
    meeting = inputs.need_meeting()
    units = list(dict.fromkeys(meeting.addressees))
    blank = max(_SPARE_LINES, _FULL_PAGE - len(units))
    context = {
        "标题": title(meeting.name, "签到表"),
        "会议": {"名称": meeting.name, "时间": meeting.time, "地点": meeting.place},
        "签到": [{"单位": unit} for unit in [*units, *[""] * blank]],
    }
    yield Draft(ID, meeting.name, context)
