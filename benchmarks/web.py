"""Pages of a large county: python3 run.py bench web [--projects N] [--tickets N] [--rounds N]

A home with 2,000 projects in force for each of three months, 5,000 tickets and one of everything else an office has is
made anew, and every page there is opened: the addresses come from the app itself, and a page for whose arguments there
is no value here is named as not measured. Times are the app's own, from the request to the last byte, without a
network: by the clock, and of the processor. "First" is the answer with nothing kept, as after a start, and "shown" the
time until the page itself is there, where that answer only says that it is being worked out.
"""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import click
from werkzeug.test import TestResponse

from benchmarks._county import fill
from benchmarks._office import furnish, people
from benchmarks._pages import Page, pages
from service.app import create_app
from service.config import Settings
from service.store import Store
from service.web.kept import Kept
from service.web.soon import PATIENCE

BAR = 300  # ms
OK, WORKING = 200, 202


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one opening: by the clock, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A page: how it answered, what it is, how large; its first opening, the one that shows it, and the later ones."""

    status: int
    kind: str
    size: int
    first: Times
    shown: Times
    later: tuple[Times, ...]

    @property
    def is_slow(self) -> bool:
        """Whether it takes more than BAR even undisturbed: by the best of its later openings and by the processor's
        time of its first."""
        return self.first.cpu > BAR or min(each.wall for each in self.later) > BAR


def measured(page: Page, rounds: int) -> Measured:
    """Open a page for the first time, until it is shown, and again so many times."""
    _forget()
    start = time.perf_counter(), _cpu()
    answer, first = _opened(page)
    while answer.status_code == WORKING:
        time.sleep(0.05)
        answer = page.opened()
    shown = Times(*((now - then) * 1000 for now, then in zip((time.perf_counter(), _cpu()), start, strict=True)))
    later = tuple(_opened(page)[1] for _ in range(rounds))
    return Measured(answer.status_code, answer.mimetype or "", len(answer.data), first, shown, later)


def _opened(page: Page) -> tuple[TestResponse, Times]:
    wall, cpu = time.perf_counter(), time.thread_time()
    answer = page.opened()
    return answer, Times((time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000)


def _cpu() -> float:
    """Of all threads, and of the processes that read files."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def _forget() -> None:
    """Forget all that is kept between requests."""
    for each in gc.get_objects():
        if isinstance(each, Kept):
            each._kept.clear()


@click.command()
@click.option("--projects", default=2000, show_default=True)
@click.option("--months", default=3, show_default=True)
@click.option("--tickets", "count", default=5000, show_default=True)
@click.option("--rounds", default=10, show_default=True, help="how often each page is opened")
def main(projects: int, months: int, count: int, rounds: int) -> None:
    """Print the table; exit 1 where the best opening of a page takes more than BAR milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(home=Path(folder), password_memory_mb=1, password_rounds=1))
        store: Store = app.extensions["huicai.store"]
        start = time.perf_counter()
        late = fill(store, projects, months, count)
        who = people(app)
        values = furnish(app, who, projects) | late
        spent = time.perf_counter() - start
        click.echo(f"{projects} projects × {months} months, {count} tickets: made in {spent:.0f} s")
        app.extensions["huicai.patience"] = PATIENCE
        slow = _table(list(pages(app, who, values)), rounds)
        store.close()
    raise SystemExit(int(slow))


def _table(every: list[Page], rounds: int) -> bool:
    columns = ("first", "cpu", "shown", "cpu", "median", "cpu", "max", "cpu")
    click.echo(f"{'page, ms':70}{'KiB':>6}" + "".join(f"{name:>8}" for name in columns))
    lists: dict[str, list[str]] = {f"pages over {BAR} ms": [], "answers that are no pages": [], "not measured": []}
    slow, others, left_out = lists.values()
    for page in every:
        if not page.address:
            left_out.append(f"{page.rule}: no value for its arguments here")
            continue
        found = measured(page, rounds)
        if found.status != OK:
            left_out.append(f"{page.address}: answers {found.status}")
        elif found.kind != "text/html":
            others.append(_line(page, found))
        else:
            click.echo(_line(page, found))
            slow += [page.address] if found.is_slow else []
    for title, lines in lists.items():
        click.echo(f"\n{title}: {len(lines)}" + "".join(f"\n{line}" for line in lines))
    return bool(slow)


def _line(page: Page, found: Measured) -> str:
    walls, cpus = [each.wall for each in found.later], [each.cpu for each in found.later]
    middle = (statistics.median(walls), statistics.median(cpus), max(walls), max(cpus))
    numbers = (found.first.wall, found.first.cpu, found.shown.wall, found.shown.cpu, *middle)
    return f"{unquote(page.address):70}{found.size / 1024:6.0f}" + "".join(f"{number:8.0f}" for number in numbers)


if __name__ == "__main__":
    main()
