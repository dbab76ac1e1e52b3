"""签到表: the units that are called, then blank lines for leaders, staff and whoever else comes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from service.papers.base import Draft, Inputs, Plan
from service.papers.titles import title

ID = "sign_in_sheet"
_SPARE_LINES: Final = 5
#: Rows of one line of text that a page holds, as the template lays it: the first below its title, and each further one.
_FIRST_PAGE: Final = 17
_FURTHER_PAGE: Final = 21
_LINE_OF_UNIT: Final = 10  # characters of a unit's name in its cell


def plan(inputs: Inputs) -> Plan:
    """One draft. Nobody's name is printed: who comes is known when they sign."""
    meeting = inputs.need_meeting()
    units = list(dict.fromkeys(meeting.addressees))
    context = {
        "标题": title(meeting.name, "签到表"),
        "会议": {"名称": meeting.name, "时间": meeting.time, "地点": meeting.place},
        "签到": [{"单位": unit} for unit in [*units, *[""] * _blank_lines(units)]],
    }
    yield Draft(ID, meeting.name, context)


def _blank_lines(units: Sequence[str]) -> int:
    """As many as fill the last page, and a few at the least: a page of two lines would look lost."""
    needed = sum(_height(unit) for unit in units) + _SPARE_LINES
    full = _FIRST_PAGE
    while full < needed:
        full += _FURTHER_PAGE
    return _SPARE_LINES + int(full - needed)


def _height(unit: str) -> float:
    """Rows' worth of height: a row has room for a line and a half, so a second line costs a fifth of a row."""
    lines = math.ceil(sum(1 if char > "\u2e7f" else 0.5 for char in unit) / _LINE_OF_UNIT)  # digits are half as wide
    return max(1.0, 0.55 * lines + 0.1)
