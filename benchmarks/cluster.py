"""What a second worker adds on a cluster: python3 run.py bench cluster [--papers N] [--rounds N]

A scheduler, its workers and PostgreSQL are really started, all on this machine, speaking TLS as they would between
machines. Timed is from the first chunk handed out to the last paper written down, after the workers are warm.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from benchmarks._batching import drafts, inputs_of
from service.batches import ledger, running
from service.batches.cluster import Cluster
from service.batches.dispatcher import Ways
from service.batches.ledger import Titled
from service.batches.planning import Asked
from service.papers import Inputs, Shelf, find
from service.store import Store, open_store
from service.store.batch_ledger import State
from tests.support import cluster, postgres

_WARM = 500


@click.command()
@click.option("--papers", default=20_000, show_default=True)
@click.option("--rounds", default=3, show_default=True, help="how often each is done; the median counts")
def main(papers: int, rounds: int) -> None:
    """Print one line."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = inputs_of(Path(folder) / "inputs")
        one, two = (statistics.median(_on(workers, papers, rounds, inputs)) for workers in (1, 2))
    click.echo(f"{papers} papers made on Dask: one worker {one:.2f} s, two {two:.2f} s, ratio {one / two:.2f}")


def _on(workers: int, papers: int, rounds: int, inputs: Inputs) -> Sequence[float]:
    """The seconds of each round."""
    with postgres.server() as server, cluster.running(workers) as place:
        place.await_scheduler()
        settings = place.settings(place.folder / "dispatcher", f"{server}/test")
        ways = Ways(pool_from=0, cluster=Cluster.to_lead(settings))
        with open_store(settings) as store:
            _made(store, _WARM * workers, inputs, ways)
            return [_made(store, papers, inputs, ways) for _ in range(rounds)]


def _made(store: Store, papers: int, inputs: Inputs, ways: Ways) -> float:
    many = replace(find("dispatch_order"), plan=lambda given: drafts(given, papers))
    batch = ledger.start(store, Asked(Shelf({}), [many], inputs), Titled("周调度会"), "张三")
    start = time.perf_counter()
    running.attend(store, lambda: ledger.progress(store, batch).state is State.RUNNING, ways)
    seconds = time.perf_counter() - start
    if ledger.progress(store, batch).made != papers:  # a measurement of less would be none
        raise click.ClickException(f"{ledger.progress(store, batch)}")
    return seconds


if __name__ == "__main__":
    main()
