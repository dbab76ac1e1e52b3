"""Readings, period, meeting and day brought together into the inputs that every paper is made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from data_adapters import Reading
from service.errors import PaperError
from service.figures import Decision, Period, checks, decided
from service.papers.base import Inputs
from service.papers.meeting import Meeting
from service.papers.sections import BEIJING


def today() -> date:
    """The date in China, wherever the machine stands."""
    return datetime.now(BEIJING).date()


def parse_period(text: str) -> Period:
    """``2026-10`` as a period. Raises :class:`PaperError` for anything else."""
    match = re.fullmatch(r"(20\d{2})[-.年/]?(\d{1,2})月?", text.strip())
    if match and 1 <= int(match[2]) <= 12:
        return Period(int(match[1]), int(match[2]))
    raise PaperError(f"期间“{text}”写法不对，请写成 2026-10 这样的年-月")


def gather(
    readings: Sequence[Reading],
    *,
    meeting: Meeting | None = None,
    period: str = "",
    paper_date: date | None = None,
    last: Sequence[Reading] = (),
) -> Inputs:
    """The inputs of a pack. The period is the caller's, else what the ledgers with figures say of themselves.

    Raises :class:`PaperError` where two ledgers say different things: one pack has one period.
    """
    found = parse_period(period) if period else _period_of(readings)
    day = paper_date or (meeting.paper_date if meeting else today())
    return Inputs(tuple(readings), found, meeting, day, tuple(last))


def settle(inputs: Inputs, decisions: Sequence[Decision]) -> Inputs:
    """The inputs as persons decided on the questions about their ledgers; as they are where nobody did.

    Raises SettingsError where two decisions on one cell say different things.
    """
    if not decisions:
        return inputs
    outcome = decided(inputs.readings, decisions, checks.questions(inputs.readings, inputs.period, inputs.last))
    return replace(inputs, readings=outcome.readings, outcome=outcome)


def questions(inputs: Inputs) -> list[str]:
    """What the ledger prints but does not follow from its inputs: for the listing beside the pack, not the paper."""
    outcome = inputs.outcome
    asked = outcome.open if outcome else checks.questions(inputs.readings, inputs.period, inputs.last)
    return [str(item) for item in asked]


def _period_of(readings: Sequence[Reading]) -> Period | None:
    found: dict[Period, str] = {}
    for reading in readings:
        if (reading.projects or reading.units) and reading.year and reading.month:
            found.setdefault(Period(reading.year, reading.month), reading.file)
    if len(found) > 1:
        said = "，".join(f"“{file}”是 {period}" for period, file in found.items())
        raise PaperError(
            f"几份台账的数据不是同一个月：{said}；请换成同一个月的，或给出期间", command="命令行用 --period"
        )
    return next(iter(found), None)
