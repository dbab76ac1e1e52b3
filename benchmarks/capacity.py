"""What a county, a province, the country need: python3 run.py bench capacity [--papers N]

First a batch is measured: what a paper takes of whoever plans, of a worker, of the dispatcher and of whoever packs, and
what is kept of it. Then the hour before the meetings is simulated with these rates: batches come in, chunks of two
hundred papers go to the workers in turn between batches, and one dispatcher writes down what comes back.
"""

from __future__ import annotations

import heapq
import random
import statistics
import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.batch import batch

_CHUNK: Final = 1000
_WEEKS: Final = 52


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds a paper takes of each, and bytes kept of it."""

    plan: float
    fill: float
    dispatch: float
    pack: float
    kept: float


@dataclass(frozen=True, slots=True)
class Area:
    """So many offices, each with so many papers a year, made week by week before the meeting; ``fronts`` is how many
    web processes they share."""

    name: str
    offices: int
    papers_a_year: int
    fronts: int

    @property
    def weekly(self) -> int:
        """Papers of one office before one meeting."""
        return round(self.papers_a_year / self.offices / _WEEKS)


AREAS: Final = (
    Area("county", 1, 15_000, 1),
    Area("province", 100, 1_500_000, 1),
    Area("country", 2_850, 43_000_000, 31),
)


@click.command()
@click.option("--papers", default=10_000, show_default=True, help="papers of the measured batch")
def main(papers: int) -> None:
    """Print the rates, and what follows from them."""
    with tempfile.TemporaryDirectory() as folder:
        rates = _rates(batch(Path(folder) / "home", papers, workers=1), papers)
    click.echo(
        f"a paper, ms: planned {rates.plan * 1e3:.3f}, filled {rates.fill * 1e3:.3f}, dispatched "
        f"{rates.dispatch * 1e3:.3f}, packed {rates.pack * 1e3:.3f}; kept {rates.kept / 1024:.1f} KiB"
    )
    click.echo(
        f"\n{'area':9}{'GiB a year':>11}{'come within':>13}{'workers':>9}{'papers':>9}{'half by':>9}{'all by':>9}"
    )
    for area in AREAS:
        for minutes in (0, 30):
            for workers in (1, 2, 8, 32):
                _line(area, rates, minutes * 60, workers)


def _line(area: Area, rates: Rates, spread: float, workers: int) -> None:
    waits = simulate(area, rates, spread, workers)
    gib = area.papers_a_year * rates.kept / 2**30
    click.echo(
        f"{area.name:9}{gib:11.1f}{spread / 60:9.0f} min{workers:9}{area.offices * area.weekly:9}"
        f"{statistics.median(waits):7.1f} s{max(waits):7.1f} s"
    )


def _rates(found: dict[str, Any], papers: int) -> Rates:
    """The rates a measured batch gives; with one worker, making takes what a worker takes."""
    return Rates(
        plan=found["plan"] / papers,
        fill=found["make"] / papers,
        dispatch=found["dispatch"] / papers,
        pack=found["zip"] / papers,
        kept=found["bytes"] / papers,
    )


def simulate(area: Area, rates: Rates, spread: float, workers: int) -> list[float]:
    """Seconds from an office's wish to its finished .zip, one for each office.

    Offices come at times spread evenly at random. A web process plans and packs one pack at a time, chunks wait for a
    worker in turn between offices, and what a worker brings back waits for the one dispatcher.
    """
    dice = random.Random(area.offices)  # noqa: S311 - the same hour every time
    came = [dice.uniform(0, spread) for _ in range(area.offices)]
    ready = _one_by_one(came, rates.plan * area.weekly, area.fronts)
    ended = _worked_off(ready, _chunks(area.weekly), rates, workers)
    packed = _one_by_one(ended, rates.pack * area.weekly, area.fronts)
    return [end - at for at, end in zip(came, packed, strict=True)]


def _one_by_one(came: Sequence[float], seconds: float, fronts: int) -> list[float]:
    """When each is served that came at such a time, every front serving its own in the order they came."""
    free, served = [0.0] * fronts, [0.0] * len(came)
    for office in sorted(range(len(came)), key=lambda each: came[each]):
        front = office % fronts
        served[office] = free[front] = max(free[front], came[office]) + seconds
    return served


def _chunks(papers: int) -> list[int]:
    full, rest = divmod(papers, _CHUNK)
    return [_CHUNK] * full + ([rest] if rest else [])


def _worked_off(ready: Sequence[float], chunks: Sequence[int], rates: Rates, workers: int) -> list[float]:
    """When the last chunk of each office is written down."""
    ended = [0.0] * len(ready)
    turn: deque[tuple[int, int]] = deque()  # offices with chunks left, and how many were given out
    free = [0.0] * workers
    heapq.heapify(free)
    back: list[tuple[float, int, int]] = []
    coming = deque(sorted(enumerate(ready), key=lambda each: each[1]))
    while coming or turn:
        now = free[0]
        while coming and (coming[0][1] <= now or not turn):
            office, at = coming.popleft()
            now = max(now, at)
            turn.append((office, 0))
        office, given = turn.popleft()
        heapq.heappop(free)
        done = max(now, ready[office]) + rates.fill * chunks[given]
        heapq.heappush(free, done)
        back.append((done, office, chunks[given]))
        if given + 1 < len(chunks):
            turn.append((office, given + 1))
    written = 0.0
    for done, office, papers in sorted(back):
        written = max(written, done) + rates.dispatch * papers
        ended[office] = written
    return ended


if __name__ == "__main__":
    main()
