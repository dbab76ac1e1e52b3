"""What a second worker adds on a cluster: python3 run.py bench cluster [--papers N] [--rounds N]

A scheduler, its workers and PostgreSQL are really started, all on this machine, speaking TLS as they would between
machines. Timed is from the first chunk handed out to the last paper written down, after the workers are warm; beside it
stands the processor's time of each part, for on two cores they stand in each other's way.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from benchmarks._batching import drafts, inputs_of, under_way
from service.batches import ledger, running
from service.batches.cluster import Cluster
from service.batches.dispatcher import Ways
from service.batches.ledger import Titled
from service.batches.planning import Asked
from service.papers import Inputs, Shelf, find
from service.store import Store, open_store
from tests.support import cluster, postgres

_WARM = 500
_WHOLE = "whole"


@click.command()
@click.option("--papers", default=20_000, show_default=True)
@click.option("--rounds", default=3, show_default=True, help="how often each is done; the median counts")
def main(papers: int, rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = inputs_of(Path(folder) / "inputs")
        found = {workers: _on(workers, papers, rounds, inputs) for workers in (1, 2)}
    medians = {
        workers: {part: statistics.median(each[part] for each in done) for part in done[0]}
        for workers, done in found.items()
    }
    click.echo(f"{papers} papers made on Dask, s{''.join(f'{part:>14}' for part in medians[1])}")
    for workers, spent in medians.items():
        click.echo(
            f"{workers} worker{'s' * (workers > 1):22}{''.join(f'{seconds:14.2f}' for seconds in spent.values())}"
        )
    click.echo(f"ratio {medians[1][_WHOLE] / medians[2][_WHOLE]:.2f}")


def _on(workers: int, papers: int, rounds: int, inputs: Inputs) -> Sequence[dict[str, float]]:
    """The seconds of each round: the whole, and the processor's of each part."""
    with postgres.server() as server, cluster.running(workers) as place:
        place.await_scheduler()
        settings = place.settings(place.folder / "dispatcher", f"{server}/test")
        ways = Ways(pool_from=0, cluster=Cluster.to_lead(settings))
        with open_store(settings) as store:
            _made(store, _WARM * workers, inputs, ways, place)
            return [_made(store, papers, inputs, ways, place) for _ in range(rounds)]


def _processor(whose: int | str) -> float:
    """Seconds of the processor that the living processes of a group, or of a name, have had (proc(5), stat)."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            name, _, rest = path.read_text().partition("(")[2].rpartition(")")
            fields = rest.split()
            if whose in (name, int(fields[2])):
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _made(store: Store, papers: int, inputs: Inputs, ways: Ways, place: cluster.Cluster) -> dict[str, float]:
    many = replace(find("dispatch_order"), plan=lambda given: drafts(given, papers))
    batch = ledger.start(store, Asked(Shelf({}), [many], inputs), Titled("周调度会"), "张三")
    before = _seconds(place)
    running.attend(store, lambda: under_way(store, batch), ways)
    found = {part: seconds - before[part] for part, seconds in _seconds(place).items()}
    if ledger.progress(store, batch).made != papers:  # a measurement of less would be none
        raise click.ClickException(f"{ledger.progress(store, batch)}")
    return found


def _seconds(place: cluster.Cluster) -> dict[str, float]:
    """What has passed, and what each part has had of the processor."""
    return {
        _WHOLE: time.perf_counter(),
        "dispatcher": time.process_time(),
        "scheduler": _processor(place.group("scheduler")),
        "workers": _processor(place.group("worker")),
        "database": _processor("postgres"),
    }


if __name__ == "__main__":
    main()
