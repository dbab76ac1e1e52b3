"""Fifty people at once: python3 run.py bench crowd [--people N] [--seconds N] [--pause SECONDS]

`huicai serve` as it is started, with a home of 2,000 projects in force for each of three months and 5,000 tickets.
People of every role are signed in and click for a minute, each a moment after the last answer: they read, look for
things, draft tickets, register answers, upload ledgers, send returns. What is printed are the answers by what was done
and what went wrong: an answer of 500 and above, none at all, a database that says it is locked, and whatever was
written not exactly once.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import func, select

from benchmarks._county import AT_ONCE, UNITS, fill, ledger
from benchmarks._office import account_of, furnish, people
from benchmarks._people import Browser, Got
from service.app import create_app
from service.config import ROOT, Settings
from service.figures import Period
from service.registers.roles import Role
from service.store import Store
from service.store.clock import business_date, now
from service.store.models_accounts import Account
from service.store.models_tickets import Ticket, TicketStep
from service.store.models_uploads import Delivery
from service.web.signed import content

_ROLES = (*[Role.CLERK] * 4, *[Role.SUPERVISOR] * 3, Role.LEADER, *[Role.UNIT] * 2)
_OPEN = ("/", "/tickets", "/tickets?view=state", "/accountability", "/meetings/2/agenda", "/papers", "/ledgers/uploads")
_ALSO = ("/board/trace?of=total", "/board/warnings", "/tickets?words=用地", "/meetings/2", "/batches", "/templates")
_OWN = 60  # tickets, of each person
_Acts = dict[str, Callable[["Click"], Got]]


@dataclass
class Click:
    """One person: their browser, their dice, and what they wrote."""

    browser: Browser
    role: Role
    number: int
    reading: str
    wrote: list[str] = field(default_factory=list)
    got: list[tuple[str, Got]] = field(default_factory=list)

    def work(self, until: float, pause: float) -> None:
        """Click until the end of the run."""
        dice = random.Random(self.number)  # noqa: S311 - the same run every time
        acts = _UNIT if self.role is Role.UNIT else _OFFICE
        time.sleep(dice.uniform(0, pause))
        while time.monotonic() < until:
            name = dice.choices(list(acts), weights=[1 if each.startswith("write") else 4 for each in acts])[0]
            if name in _ONLY and self.role not in _ONLY[name]:
                continue
            self.got.append((name, acts[name](self)))
            time.sleep(dice.uniform(pause / 2, pause * 1.5))


def _page(click_: Click) -> Got:
    return click_.browser.get(random.choice(_OPEN + _ALSO))  # noqa: S311


def _upload(who: Click) -> Got:
    data = ledger(200 + len(who.wrote) * 50 + who.number, Period(2026, 10))
    return _kept(who, "upload", who.browser.send("/readings", "files", "台账.xlsx", data))


def _return(who: Click) -> Got:
    data = f"填报单位：{UNITS[who.number % len(UNITS)]}\n截至2026年10月底\n项目名称,责任单位,年度计划投资（万元）\n"
    data += f"第{who.number}号道路{len(who.wrote)},{UNITS[who.number % len(UNITS)]},100\n"
    return _kept(who, "upload", who.browser.send("/returns/own", "file", "周报.csv", data.encode()))


def _draft(who: Click) -> Got:
    words = f"第{who.number}人第{len(who.wrote)}件"
    day = str(business_date(now()) + timedelta(20))
    form = {"problem": words, "cause": "材料不全", "task": "办完手续", "lead": UNITS[0], "deadline": day, "form": words}
    return _kept(who, words, who.browser.post("/tickets/new", form))


def _answer(who: Click) -> Got:
    """Register what a unit answered to a ticket of this person's own."""
    own = [number for number in range(who.number * _OWN, (who.number + 1) * _OWN) if number % AT_ONCE % 3]
    number = own[who.wrote.count("step") % len(own)]  # the others are closed
    ticket = number + 1
    seen = re.search(r'name="seen" value="(\d+)"', who.browser.get(f"/tickets/{ticket}").text)
    step = {"seen": seen[1] if seen else "", "unit": UNITS[number % len(UNITS)], "note": f"人{who.number}收到"}
    return _kept(who, "step", who.browser.post(f"/tickets/{ticket}/steps/RECEIVE", step))


def _kept(who: Click, words: str, got: Got) -> Got:
    if got.status == 303:
        who.wrote.append(words)
    return got


_OFFICE: _Acts = {
    "read a page": _page,
    "read an upload": lambda who: who.browser.get(f"/readings/{who.reading}"),
    "read a ticket": lambda who: who.browser.get(f"/tickets/{random.randint(1, 2000)}"),  # noqa: S311
    "write a draft": _draft,
    "write a receipt": _answer,
    "write an upload": _upload,
}
_UNIT: _Acts = {"read own returns": lambda who: who.browser.get("/returns/own"), "write a return": _return}
_ONLY = {
    "write a draft": {Role.CLERK, Role.SUPERVISOR},
    "write a receipt": {Role.CLERK, Role.SUPERVISOR},
    "write an upload": {Role.CLERK},
}


@click.command()
@click.option("--people", "count", default=50, show_default=True)
@click.option("--seconds", default=60, show_default=True)
@click.option(
    "--pause", default=2.0, show_default=True, help="seconds between an answer and the next click, on average"
)
@click.option("--projects", default=2000, show_default=True)
@click.option("--tickets", default=5000, show_default=True)
def main(count: int, seconds: int, pause: float, projects: int, tickets: int) -> None:
    """Print the table; exit 1 where anything went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), password_memory_mb=1, password_rounds=1)
        everybody = _made(settings, count, projects, tickets)
        before = _written(settings)
        with _serving(settings) as (port, server):
            for each in everybody:
                each.browser.port = port
            _run(everybody, seconds, pause)
            click.echo(f"server: {_spent(server)}")
        faults = _told(everybody, seconds) + _wrong(everybody, before, _written(settings))
    click.echo(f"went wrong: {len(faults)}" + "".join(f"\n  {each}" for each in faults[:20]))
    raise SystemExit(int(bool(faults)))


def _made(settings: Settings, count: int, projects: int, tickets: int) -> list[Click]:
    """The county, and people signed in."""
    app = create_app(settings)
    store: Store = app.extensions["huicai.store"]
    fill(store, projects, 3, tickets)
    reading = str(furnish(app, people(app), projects)["reading"])
    made = []
    for number in range(count):
        role = _ROLES[number % len(_ROLES)]
        unit = UNITS[number % len(UNITS)] if role is Role.UNIT else ""
        account = account_of(store, role, f"person{number}", unit)
        made.append(Click(Browser(0, _cookie(app, account)), role, number, reading))
    store.close()
    return made


def _cookie(app: Flask, account: Account) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"huicai={signer.dumps(content(account, now()))}"


@contextmanager
def _serving(settings: Settings) -> Iterator[tuple[int, int]]:
    """The service as it is started, and its process's number."""
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0"]
    environment = {**os.environ, "HUICAI_HOME": str(settings.home), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    ) as run:
        assert run.stdout
        found = re.search(r"http://127\.0\.0\.1:(\d+)", run.stdout.readline())
        assert found, "the service did not start"
        try:
            yield int(found[1]), run.pid
        finally:
            run.terminate()


def _run(everybody: list[Click], seconds: float, pause: float) -> None:
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=each.work, args=(until, pause)) for each in everybody]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in everybody:
        each.browser.close()


def _told(everybody: list[Click], seconds: int) -> list[str]:
    """Print how long answers took; gives the faults."""
    times: dict[str, list[float]] = defaultdict(list)
    for each in everybody:
        for name, got in each.got:
            times[name].append(got.seconds * 1000)
            times["all"].append(got.seconds * 1000)
    click.echo(f"{len(everybody)} people, {len(times['all']) / seconds:.1f} answers a second")
    click.echo(f"{'ms':20}{'answers':>9}{'p50':>9}{'p95':>9}{'max':>9}")
    for name, found in sorted(times.items()):
        tail = sorted(found)[max(0, -(-len(found) * 95 // 100) - 1)]
        click.echo(f"{name:20}{len(found):9}{statistics.median(found):9.0f}{tail:9.0f}{max(found):9.0f}")
    refused = [f"{name}: {got.status} {got.text[:300]}" for each in everybody for name, got in each.got if got.is_fault]
    odd = [
        f"{name}: {got.status}"
        for each in everybody
        for name, got in each.got
        if 400 <= got.status < 500 or (name.startswith("write") and not got.is_fault and got.status != 303)
    ]
    return refused + odd


def _written(settings: Settings) -> dict[str, int]:
    """How many tickets, steps and uploads there are."""
    app = create_app(settings)
    store: Store = app.extensions["huicai.store"]
    with store.read() as session:
        rows = {"tickets": Ticket, "step": TicketStep, "upload": Delivery}
        found = {name: session.scalar(select(func.count()).select_from(row)) or 0 for name, row in rows.items()}
    store.close()
    return found


def _wrong(everybody: list[Click], before: dict[str, int], after: dict[str, int]) -> list[str]:
    """What was not written exactly once."""
    told = [words for each in everybody for words in each.wrote]
    steps, uploads = told.count("step"), told.count("upload")
    wanted = {"tickets": len(told) - steps - uploads, "step": steps, "upload": uploads}
    click.echo("written: " + ", ".join(f"{count} {name}" for name, count in wanted.items()))
    return [
        f"{name}: {after[name] - before[name]} written, {count} told"
        for name, count in wanted.items()
        if after[name] - before[name] != count
    ]


def _spent(server: int) -> str:
    """What the server's process took of the processor and of memory; where the system does not say, so."""
    status, stat = Path(f"/proc/{server}/status"), Path(f"/proc/{server}/stat")
    if not status.is_file():
        return "this system does not tell"
    peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
    ticks = sum(map(int, stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:15]))
    cpu = ticks / os.sysconf("SC_CLK_TCK")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{cpu:.0f} s of the processor, at most {int(peak[1]) // 1024 if peak else 0} MiB; load of the machine {load}"
    )


if __name__ == "__main__":
    main()
