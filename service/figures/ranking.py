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

    Ties keep the order they were given in. Who reported zero is ranked, who did not report is not; several of which
    some were not reported are ranked by what was, over all their plans, and the reason says how many were not. Who is
    unranked as 未上报 has no rate, so that a place and "未上报" never stand in one line.
    """
    able = sorted((part for part in parts if part.rate.known), key=lambda part: part.rate.number, reverse=True)
    ranked: list[Ranked] = []
    for position, part in enumerate(able, start=1):
        tied = ranked and ranked[-1].progress.rate.number == part.rate.number
        place = ranked[-1].rank if tied else position
        ranked.append(Ranked(place, part, part.state.value if part.state is State.ZERO else part.remark))
    return ranked + [Ranked(None, part, _why_unranked(part)) for part in parts if not part.rate.known]


def _why_unranked(part: Progress) -> str:
    return part.remark if part.state is State.NOT_REPORTED and part.remark else part.state.value


def in_state(parts: Sequence[Progress], *states: State) -> list[Progress]:
    """The parts in one of the states, in their given order."""
    return [part for part in parts if part.state in states]
