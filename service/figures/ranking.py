"""Ranking by the exact value before rounding; equal values share a rank (1, 2, 2, 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.figures.progress import Progress, State


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place on a ranking: ``rank`` is None for those that stand below, unranked, with the ``reason``."""

    rank: int | None
    progress: Progress
    reason: str = ""


def rank(parts: Sequence[Progress]) -> list[Ranked]:
    """Standard competition ranking of completion rates, best first; the unranked follow in their given order.

    Ties keep the order they were given in. A unit that reported zero is ranked; one that did not report is not.
    """
    able = sorted((part for part in parts if part.rate.known), key=lambda part: part.rate.number, reverse=True)
    ranked: list[Ranked] = []
    for position, part in enumerate(able, start=1):
        tied = ranked and ranked[-1].progress.rate.number == part.rate.number
        place = ranked[-1].rank if tied else position
        ranked.append(Ranked(place, part, part.state.value if part.state is State.ZERO else ""))
    return ranked + [Ranked(None, part, part.state.value) for part in parts if not part.rate.known]


def in_state(parts: Sequence[Progress], *states: State) -> list[Progress]:
    """The parts in one of the states, in their given order."""
    return [part for part in parts if part.state in states]
