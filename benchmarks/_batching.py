"""A batch of any number of dispatch orders in a process of its own: planned, made, written as one .zip.

python -m benchmarks._batching HOME PAPERS WORKERS      prints seconds, peak memory and bytes kept as JSON
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Final

from benchmarks._issues import MEETING, write_book
from data_adapters import read_file
from service.batches import export, ledger, running
from service.batches.dispatcher import Ways
from service.batches.ledger import Titled
from service.batches.planning import Asked
from service.config import Settings
from service.files import replacing
from service.papers import Draft, HeldBack, Inputs, Shelf, find, gather, load_meeting
from service.store import Store, batch_ledger, open_store
from service.store.batch_ledger import State

_KNOWN: Final = 1_000


def main(home: Path, papers: int, workers: int) -> None:
    """Plan, make and write; every paper has to come out."""
    inputs = inputs_of(home)
    order = find("dispatch_order")
    many = replace(order, plan=lambda given: drafts(given, papers))
    with open_store(Settings(home=home)) as store:
        marks = [time.perf_counter()]
        batch = ledger.start(store, Asked(Shelf({}), [many], inputs), Titled("周调度会"), "张三")
        marks.append(time.perf_counter())
        ways, busy = Ways(workers=workers, pool_from=0), time.process_time()
        running.attend(store, lambda: under_way(store, batch), ways)
        busy = time.process_time() - busy
        marks.append(time.perf_counter())
        end = ledger.progress(store, batch)
        assert (end.made, end.state) == (papers, State.ENDED), end
        with replacing(home / "made.zip") as stream:
            for piece in export.zip_pieces(store, batch):
                stream.write(piece)
        marks.append(time.perf_counter())
    plan, make, packed = (later - earlier for earlier, later in pairwise(marks))
    peaks = {"mib": _peak(RUSAGE_SELF), "worker_mib": _peak(RUSAGE_CHILDREN)}
    kept = sum(path.stat().st_size for path in home.rglob("*") if path.is_file() and path.suffix != ".zip")
    found = {"plan": plan, "make": make, "zip": packed, "dispatch": busy, "bytes": kept}
    sys.stdout.write(json.dumps(found | peaks))


def inputs_of(home: Path) -> Inputs:
    home.mkdir(parents=True)
    book, meeting = home / "book.xlsx", home / "meeting.toml"
    write_book(book, _KNOWN)
    meeting.write_text(MEETING, encoding="utf-8")
    return gather([read_file(book)], meeting=load_meeting(meeting))


def drafts(inputs: Inputs, papers: int) -> Iterator[Draft | HeldBack]:
    """As many orders as wanted of a thousand issues again and again, as a hundred counties would send them."""
    known = [item for item in find("dispatch_order").plan(inputs) if isinstance(item, Draft)]
    for number in range(papers):
        draft = known[number % len(known)]
        context = dict(draft.context) | {"项目名称": f"{draft.context['项目名称']}（{number // len(known) + 1}）"}
        yield draft._replace(context=context)


def under_way(store: Store, batch: int) -> bool:
    """Whether a batch is being made; without counting its papers, which a face does five times a second at most."""
    with store.read() as session:
        return batch_ledger.found(session, batch).state == State.RUNNING


def _peak(who: int) -> float:
    return getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
