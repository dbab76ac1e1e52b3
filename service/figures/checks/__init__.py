"""Questions about a ledger: what does not follow, contradicts itself, stands twice, or moved oddly since last time.

A check questions; it never changes anything. Each holds both values and the cells they stand in.
"""

from __future__ import annotations

from collections.abc import Sequence

from data_adapters import Reading
from service.figures.checks.against import against
from service.figures.checks.crossed import check_units, period_questions, unit_questions
from service.figures.checks.finding import Check, in_order
from service.figures.checks.ranked import check_ranks, last_ranks
from service.figures.checks.reported import check_reported
from service.figures.checks.sums import check_sums
from service.figures.checks.twins import check_twins, twin_questions
from service.figures.checks.within import check_records
from service.figures.period import Period

__all__ = [
    "Check",
    "against",
    "check",
    "period_questions",
    "questions",
    "twin_questions",
    "unit_questions",
]


def check(reading: Reading, period: Period | None = None) -> list[Check]:
    """Every question that one file raises by itself, in the order of the sheet; ``period`` where it is not the file's
    own."""
    return in_order(
        [
            *check_sums(reading),
            *check_records(reading),
            *check_reported(reading, period),
            *check_ranks(reading),
            *check_units(reading),
            *check_twins(reading),
        ]
    )


def questions(readings: Sequence[Reading], period: Period | None = None, last: Sequence[Reading] = ()) -> list[Check]:
    """Every question about an upload: its period, each file, the files together, and against the last upload."""
    return [
        *(period_questions(readings, period) if period else ()),
        *(item for reading in readings for item in check(reading, period)),
        *unit_questions(readings),
        *twin_questions(readings),
        *(against(last, readings, period) if last else ()),
        *last_ranks(last, readings),
    ]
