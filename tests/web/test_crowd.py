"""Fifty people at once at the service as it is started: everybody is answered, and each thing is written once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from benchmarks._people import Browser, Got
from service.config import ROOT, Settings
from service.registers import ticket_lists
from service.registers.roles import Role
from service.registers.ticket_lists import Wish
from service.store import Store
from service.store.clock import now
from service.web.signed import content
from tests.web.conftest import Visitor
from tests.web.made import ledger
from tests.web.office import today

PEOPLE = 50


@pytest.fixture
def served(store: Store, settings: Settings) -> Iterator[int]:
    """The port of the service with the home of the test."""
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0"]
    environment = {**os.environ, "HUICAI_HOME": str(settings.home), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as run:
        assert run.stdout
        found = re.search(r"http://127\.0\.0\.1:(\d+)", run.stdout.readline())
        assert found
        yield int(found[1])
        run.terminate()


def browser(app: Flask, port: int, visitor: Visitor) -> Browser:
    """Somebody's, signed in."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    assert visitor.account
    return Browser(port, f"huicai={signer.dumps(content(visitor.account, now()))}")


def day_of(number: int, who: Browser) -> list[Got]:
    """What one person does: a draft, sent twice as by a double click, an upload, a list."""
    form = {"problem": f"第{number}个问题", "cause": "材料不全", "task": "办完", "lead": "栖云镇", "form": f"f{number}"}
    form["deadline"] = str(today() + timedelta(10))
    twice = [who.post("/tickets/new", form) for _ in range(2)]
    return [*twice, who.send("/readings", "files", "台账.xlsx", ledger(number % 12 + 1)), who.get("/tickets")]


def test_everybody_is_answered_and_each_thing_is_written_once(
    app: Flask, store: Store, served: int, visitor_of: Callable[..., Visitor]
) -> None:
    everybody = [browser(app, served, visitor_of(Role.CLERK, login=f"person{number}")) for number in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(day_of, range(PEOPLE), everybody))
    assert [[each.status for each in one] for one in answers] == [[303, 303, 303, 200]] * PEOPLE
    assert all(first.location == second.location for first, second, _, _ in answers)
    assert len({upload.location for _, _, upload, _ in answers}) == PEOPLE
    for each in everybody:
        each.close()
    with store.read() as session:
        problems = [ticket.problem for ticket in ticket_lists.listed(session, Wish(most=PEOPLE * 2))]
    assert sorted(problems) == sorted(f"第{number}个问题" for number in range(PEOPLE))
