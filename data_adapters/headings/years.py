"""The year a ledger is of, by its headings alone."""

from __future__ import annotations

from collections.abc import Iterable

from data_adapters.headings.periods import take_period
from data_adapters.headings.scripts import simplified
from data_adapters.headings.texts import clean

_LONGEST = 60


def ledger_year(headings: Iterable[str]) -> int:
    """The year a ledger is of by its headings alone, "至2025年底" naming 2026; 0 for none.

    A heading of what was done ("2026年1-10月完成投资") tells it better than one of a plan, and of several the latest.
    """
    years: list[int] = [0]
    years_done: list[int] = []
    for heading in headings:
        if len(heading) > _LONGEST:
            continue
        _, period = take_period(simplified(clean(heading)), 0)
        if period.kind == "year_end" and period.year:
            years.append(period.year + 1)
        elif period.year:
            (years_done if period.kind in ("range", "until") else years).append(period.year)
    return max(years_done or years)
