"""Whether the bare numbers of a rate column are percents (97.2) or ratios (0.972)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from data_adapters.records import Amount

_VOTERS = 2_000  # of a long column so many rows, evenly spread, tell as much as all


def settled(
    rates: Sequence[Amount], signed: Collection[int], plans: Sequence[Amount], dones: Sequence[Amount]
) -> list[Amount]:
    """The rates as ratios. ``signed`` are the positions that bore their own % sign and are ratios already.

    Bare numbers of a column are percents unless they fit plan and done as ratios; where no row has both plan and done
    to compare with, a column that nowhere exceeds 1 holds ratios.
    """
    bare = [at for at, rate in enumerate(rates) if isinstance(rate, Decimal) and at not in signed]
    if not bare or not _are_percents(rates, bare, plans, dones):
        return list(rates)
    found = list(rates)
    for at in bare:
        rate = rates[at]
        assert isinstance(rate, Decimal)
        found[at] = rate / 100
    return found


def _are_percents(
    rates: Sequence[Amount], bare: Sequence[int], plans: Sequence[Amount], dones: Sequence[Amount]
) -> bool:
    votes = 0
    for at in bare[:: len(bare) // _VOTERS + 1]:
        rate = float(rates[at])  # type: ignore[arg-type]  # bare positions hold decimals; a vote needs no exactness
        plan, done = plans[at], dones[at]
        if rate and isinstance(plan, Decimal) and isinstance(done, Decimal) and plan and done:
            computed = float(done) / float(plan)
            votes += 1 if abs(rate / 100 - computed) <= abs(rate - computed) else -1
    return votes > 0 or (not votes and any(abs(rates[at]) > 1 for at in bare))  # type: ignore[arg-type]
