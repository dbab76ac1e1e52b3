"""Pages of a large county: python3 run.py bench web [--projects N] [--tickets N] [--rounds N]

A home with 2,000 projects in force for each of three months and 5,000 tickets is made anew. Somebody with every role of
the office signs in and opens every page that is opened without arguments, and the board's own ways of being asked, in
turns; times are the app's own, from the request to the last byte, without a network. Pages that show the figures of the
data in force are also opened with nothing kept, as after a start: that is what each view would take without keeping.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import Flask
from flask.testing import FlaskClient

from benchmarks._county import WHO, fill
from service.app import create_app
from service.config import Settings
from service.registers import accounts
from service.registers.accounts import Person
from service.registers.roles import Role
from service.store import Store
from service.store.clock import now
from service.web.access import FILES
from service.web.board.in_force import InForce
from service.web.signed import content

BAR = 300  # ms
_BOARD = (
    "/?rules=银川",
    "/?period=2026-09",
    "/board/trace?of=total",
    "/board/trace?of=unit&name=第1镇",
    "/board/warnings?rules=银川",
)


def signed_in(app: Flask) -> FlaskClient:
    """Somebody with every role of the office."""
    store: Store = app.extensions["huicai.store"]
    person = Person(login="zhangsan", name=WHO[:2], roles=frozenset(Role) - {Role.UNIT})
    account = accounts.first_admin(store, person, "海棠花开了四朵半树春风").account
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(content(account, now()))
    return client


def pages(app: Flask) -> Iterator[str]:
    """The addresses of all pages that need no arguments, and the board's own."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint not in FILES and "GET" in (rule.methods or ()) and not rule.arguments:
            yield rule.rule
    yield from _BOARD


def timed(opened: Callable[[], int]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    opened()
    return (time.perf_counter() - start) * 1000


def p95(times: list[float]) -> float:
    """The 95th of a hundred."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


@click.command()
@click.option("--projects", default=2000, show_default=True)
@click.option("--months", default=3, show_default=True)
@click.option("--tickets", "count", default=5000, show_default=True)
@click.option("--rounds", default=20, show_default=True, help="how often each page is opened")
def main(projects: int, months: int, count: int, rounds: int) -> None:
    """Print the table; exit 1 where a page's median takes more than BAR milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(home=Path(folder), password_memory_mb=1, password_rounds=1))
        store: Store = app.extensions["huicai.store"]
        start = time.perf_counter()
        fill(store, projects, months, count)
        spent = time.perf_counter() - start
        click.echo(f"{projects} projects × {months} months, {count} tickets: made in {spent:.0f} s")
        slow = _table(app, signed_in(app), rounds)
        store.close()
    raise SystemExit(int(slow))


def _table(app: Flask, client: FlaskClient, rounds: int) -> bool:
    click.echo(f"{'page':45}{'status':>7}{'KiB':>7}{'median ms':>11}{'p95 ms':>9}")
    slow = False
    for path in pages(app):
        answer = client.get(path)
        status, size = answer.status_code, len(answer.data) / 1024
        if status >= 400:  # a page that needs more than its address
            continue
        times = [timed(lambda path=path: client.get(path).status_code) for _ in range(rounds)]  # type: ignore[misc]
        slow = slow or statistics.median(times) > BAR
        click.echo(f"{path:45}{status:7}{size:7.0f}{statistics.median(times):11.1f}{p95(times):9.1f}")
    for path in ("/", "/?rules=银川"):
        times = []
        for _ in range(3):
            app.extensions["huicai.in_force"] = InForce(app.extensions["huicai.store"])
            times.append(timed(lambda path=path: client.get(path).status_code))  # type: ignore[misc]
        click.echo(f"{path + '  (nothing kept)':45}{'':14}{statistics.median(times):11.1f}{max(times):9.1f}")
    return slow


if __name__ == "__main__":
    main()
