"""The registers with 100,000 tickets: python3 run.py bench store [--postgresql] [--tickets N] [--rounds N]

A block of some thousand tickets is made by the use cases themselves and copied (``_register.py``, ``_copies.py``), on
SQLite or, with ``--postgresql`` or HUICAI_DATABASE_URL (which must name an empty database), on PostgreSQL. Then every
question that a page, the command line or another system asks is asked many times, each time of another unit, day,
meeting or number; the time is that of the whole transaction with the objects it gives, in milliseconds by the clock and
of this process's own processor time. Exit 1 where the least disturbed of the rounds is over the bar.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks._copies import multiply
from benchmarks._register import ORGAN, TODAY, UNITS, WEEKS, lived
from service.config import Settings
from service.papers.reprints import papers_of_ticket
from service.registers import decisions, meetings, ticket_lists
from service.registers.escalations import Rules, preview
from service.registers.ladder import ladder
from service.registers.ticket_life import State
from service.registers.ticket_lists import Wish, board, how_many, listed
from service.store import Store, open_store
from service.store.audit import record
from service.store.finding import Sought, search
from service.store.models_tickets import Ticket
from service.store.number_report import report
from tests.support import postgres

BLOCK, TICKETS, BAR = 1_000, 100_000, 100
Ask = Callable[[Session, random.Random], Any]
_RULES: Final = Rules(ladder())
_OUT: Final = frozenset({State.ISSUED, State.RECEIVED, State.ANSWERED})
_DONE: Final = frozenset({State.CLOSED, State.WITHDRAWN})


def _some_day(dice: random.Random) -> date:
    return TODAY - timedelta(dice.randrange(30, WEEKS * 7))


def _page(**wish: Any) -> Ask:
    return lambda session, _: listed(session, Wish(**wish))


def _month(session: Session, dice: random.Random) -> Any:
    day = _some_day(dice)
    return listed(session, Wish(signed_from=day, signed_by=day + timedelta(30)))


def _due_on(session: Session, dice: random.Random) -> Any:
    day = TODAY + timedelta(7 * dice.randrange(1, 5))
    return listed(session, Wish(due_from=day, due_by=day))


def _whole(session: Session, dice: random.Random) -> Any:
    ticket = ticket_lists.found(session, f"{ORGAN}调〔{_some_day(dice).year}〕{dice.randrange(1, 500)}号")
    return ticket_lists.history(session, ticket.id), papers_of_ticket(session, ticket.id)


def _papers_of(session: Session, dice: random.Random) -> Any:
    day = _some_day(dice)
    return search(session, Sought(unit=dice.choice(UNITS), since=day, by=day + timedelta(30)))


def _opening(session: Session, dice: random.Random) -> Any:
    meeting = meetings.found(session, dice.randrange(WEEKS - 3, WEEKS + 1))
    return decisions.opening(session, meeting, TODAY)


def _number(dice: random.Random) -> str:
    return f"{ORGAN}调〔{_some_day(dice).year}〕{dice.randrange(1, 500)}号"


LISTS: Final[dict[str, Ask]] = {
    "first page": _page(),
    "latest first": _page(latest_first=True),
    "a deep page": lambda session, dice: listed(session, Wish(beyond=dice.randrange(TICKETS))),
    "closed, a deep page": lambda session, dice: listed(
        session, Wish(states=frozenset({State.CLOSED}), beyond=dice.randrange(TICKETS))
    ),
    "done, latest first, a deep page": lambda session, dice: listed(
        session, Wish(states=_DONE, latest_first=True, beyond=dice.randrange(1, TICKETS))
    ),
    "drafts": _page(states=frozenset({State.DRAFT})),
    "all that are out": _page(states=_OUT),
    "of a unit": lambda session, dice: listed(session, Wish(unit=dice.choice(UNITS))),
    "of a unit, overdue": lambda session, dice: listed(session, Wish(unit=dice.choice(UNITS), overdue_on=TODAY)),
    "due on a day": _due_on,
    "due within 7 days": _page(due_from=TODAY, due_by=TODAY + timedelta(7)),
    "overdue": _page(overdue_on=TODAY),
    "of a meeting": lambda session, dice: listed(session, Wish(meeting_id=dice.randrange(1, WEEKS))),
    "signed in a month": _month,
    "words of a project": lambda session, dice: listed(session, Wish(words=f"第{dice.randrange(2_000)}号")),
    "words nobody wrote": lambda session, dice: listed(session, Wish(words=f"没有这件事{dice.random()}")),
    "how many closed": lambda session, _: how_many(session, Wish(states=frozenset({State.CLOSED}))),
    "how many of a unit": lambda session, dice: how_many(session, Wish(unit=dice.choice(UNITS))),
    "board: state by due day": lambda session, _: board(session, TODAY),
}
OTHERS: Final[dict[str, Ask]] = {
    "a ticket, its steps and papers": _whole,
    "ladder: preview of today": lambda session, _: preview(session, _RULES, TODAY).ready,
    "papers owed": lambda session, _: ticket_lists.owed(session),
    "a meeting's opening": _opening,
    "numbers report, a year": lambda session, _: report(session, TODAY.year),
    "papers by number": lambda session, dice: search(session, Sought(number=_number(dice))),
    "papers by a part of a number": lambda session, dice: search(session, Sought(number=str(dice.randrange(1, 900)))),
    "papers by project": lambda session, dice: search(session, Sought(project=f"第{dice.randrange(2_000)}号")),
    "papers by words nobody wrote": lambda session, dice: search(session, Sought(project=f"没有{dice.random()}")),
    "papers by unit": lambda session, dice: search(session, Sought(unit=dice.choice(UNITS))),
    "papers by unit and month": _papers_of,
}


@click.command()
@click.option("--postgresql", is_flag=True, help="on a PostgreSQL: the one that answers here, else a private one")
@click.option("--tickets", default=TICKETS, show_default=True, help=f"about so many, in blocks of {BLOCK}")
@click.option("--rounds", default=30, show_default=True, help="how often each question is asked")
def main(postgresql: bool, tickets: int, rounds: int) -> None:
    """Fill a store and print the table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _address(postgresql) as address,
        _filled(Path(folder), address, max(tickets // BLOCK, 1)) as store,
    ):
        slow = [*_asked(store, LISTS, rounds), *_asked(store, OTHERS, rounds), *_deed(store, rounds)]
    if slow:
        raise SystemExit(f"over {BAR} ms: {', '.join(slow)}")


@contextmanager
def _address(postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield os.environ.get("HUICAI_DATABASE_URL", "")
        return
    with postgres.server() as url:
        yield f"{url}/test"


@contextmanager
def _filled(folder: Path, address: str, times: int) -> Iterator[Store]:
    begun = time.perf_counter()
    with (
        open_store(Settings(home=folder / "block")) as block,
        open_store(Settings(home=folder / "big", database_url=address)) as store,
    ):
        lived(block, BLOCK)
        made = time.perf_counter()
        multiply(block, store, times)
        kind, done = store.address.get_backend_name(), time.perf_counter()
        with store.read() as session:
            count = session.scalars(select(func.count()).select_from(Ticket)).one()
            assert all(series.sound for series in report(session)), "the numbers of the copies have gaps"
        click.echo(f"{kind}: {count} tickets ({made - begun:.0f} s lived, {done - made:.0f} s copied)")
        yield store


def _asked(store: Store, questions: dict[str, Ask], rounds: int) -> list[str]:
    """Ask each question so often, print its line, and name those over the bar."""
    click.echo(f"\n{'':36}{'median':>8}{'p95':>8}{'best':>8}{'own':>8}{'rows':>8}")
    slow = []
    for name, ask in questions.items():
        dice = random.Random(name)  # noqa: S311 - the same questions every time
        times, found = [], None
        for _ in range(rounds + 1):
            begun = time.perf_counter(), time.process_time()
            with store.read() as session:
                found = ask(session, dice)
            times.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
        # The first opens files and compiles the query.
        slow += _line(name, times[1:], len(found) if isinstance(found, Sized) else 1)
    return slow


def _deed(store: Store, rounds: int) -> list[str]:
    """A deed in a transaction of its own, chained at the head of the audit log and on the disk."""
    times = []
    for turn in range(rounds):
        begun = time.perf_counter(), time.process_time()
        with store.write() as session:
            record(session, "张三", "查看", f"第{turn}次")
        times.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
    return _line("a deed written down", times, 1)


def _line(name: str, times: list[tuple[float, float]], rows: int) -> list[str]:
    clock, own = ([seconds * 1_000 for seconds in column] for column in zip(*times, strict=True))
    late = statistics.quantiles(clock, n=20)[-1]
    told = (statistics.median(clock), late, min(clock), statistics.median(own))
    click.echo(f"{name:36}{''.join(f'{each:8.1f}' for each in told)}{rows:8}")
    return [name] if min(clock) > BAR else []


if __name__ == "__main__":
    main()
