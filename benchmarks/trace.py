"""The trace beside the paper it is of: python3 run.py bench trace

A bulletin whose ranking has 300 units, their figures read from cells, made in one process, in turns. "The paper" is
what is done for it without a trace: its context worked out, the template filled, its gaps named; then the same with the
listing, written to a folder. "The trace" is all that comes on top: origins kept with values, marks while filling,
溯源.json and 溯源.xlsx. Reading the ledger, which takes far longer, is left out on both sides.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import click

from benchmarks.figures import main_records
from data_adapters import Reading, UnitTarget
from service.assembly import Mark
from service.batches import Summary, Trace, make, write_folder
from service.batches.trace_book import trace_book
from service.figures import Figure, Period
from service.papers import Draft, Inputs, find
from service.papers.base import NOT_APPLICABLE_MARK
from service.wording import GAP, Blank

UNITS, ROUNDS = 300, 21
_PERIOD = Period(2026, 10)
_FILE = {"台账.xlsx": "0" * 64}


def inputs(units: int) -> Inputs:
    """A county of so many task units and one project."""
    records = main_records(units, _PERIOD)
    targets = tuple(
        UnitTarget(
            row=record.row,
            cells={**record.cells, "unit": record.row},
            unit=f"第{number}单位",
            plan_this_year=record.plan_this_year,
            done_this_year_to_date=record.done_this_year_to_date,
        )
        for number, record in enumerate(records)
    )
    reading = Reading("台账.xlsx", "xlsx", (), tuple(records[:1]), targets, (), (), ())
    return Inputs((reading,), _PERIOD, None, date(2026, 11, 1))


def _plain(figure: Figure) -> Decimal | Blank:
    """What ``shown`` gives, without the figure."""
    return figure.number if figure.known else GAP if figure.reason else NOT_APPLICABLE_MARK


@contextmanager
def _untraced() -> Iterator[None]:
    """Contexts without origins, as they would be if nothing were ever traced."""
    names = ("service.papers.bulletin_rows", "service.papers.bulletin.whole", "service.papers.bulletin.units")
    with patch(f"{names[0]}.shown", _plain), patch(f"{names[1]}.shown", _plain), patch(f"{names[2]}.shown", _plain):
        yield


def _ways(given: Inputs, folder: Path) -> Mapping[str, Callable[[], object]]:
    paper = find("progress_bulletin")

    def drafted() -> Draft:
        draft = next(iter(paper.plan(given)))
        assert isinstance(draft, Draft)
        return draft

    def without() -> None:
        with _untraced():
            draft = drafted()
            paper.fill(draft)
            paper.gaps(draft)

    def marked() -> Trace:
        marks: list[Mark] = []
        draft = drafted()
        paper.fill(draft, [], marks)
        paper.gaps(draft)
        trace = Trace(_FILE)
        trace.add(paper.title, draft.subject, "通报.docx", marks)
        return trace

    def written(trace: Trace | None) -> None:
        summary = Summary(trace=trace)
        with _untraced() if trace is None else patch("os.fsync"):
            write_folder(folder, make([paper], given, summary), summary)

    done = marked()
    return {
        "paper": without,
        "with marks": marked,
        "json": done.json,
        "xlsx": lambda: trace_book(done),
        "paper, written": lambda: written(None),
        "with trace, written": lambda: written(Trace(_FILE)),
    }


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


@click.command()
@click.option("--units", default=UNITS, show_default=True)
@click.option("--rounds", default=ROUNDS, show_default=True)
def main(units: int, rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, patch("os.fsync"):  # a disk's pace is neither's
        ways = _ways(inputs(units), Path(folder))
        runs = [{name: _milliseconds(way) for name, way in ways.items()} for _ in range(rounds)]
    found = {name: statistics.median(run[name] for run in runs) for name in ways}
    for name, spent in found.items():
        click.echo(f"{name:22}{spent:9.2f} ms")
    extra = found["with marks"] - found["paper"] + found["json"] + found["xlsx"]
    click.echo(f"trace ÷ paper, in memory {extra / found['paper']:.2f}")
    both = found["with trace, written"] - found["paper, written"]
    click.echo(f"trace ÷ paper, as written with its listing {both / found['paper, written']:.2f}")


if __name__ == "__main__":
    main()
