"""The app with a home of its own, visitors signed in by their role, and a real server for the browser.

``visitor`` holds every role of the office, so that a test of a page need not care; ``visitor_of(Role.LEADER)`` makes
one of a single role, ``stranger`` is not signed in. ``page`` is a real browser's, signed in as the visitor is.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from lxml import html
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from service.app import create_app
from service.batches import running
from service.batches.dispatcher import Ways
from service.batches.running import Background
from service.config import SAMPLES, Settings
from service.registers import accounts, deliveries
from service.registers.accounts import Person
from service.registers.deliveries import Delivered
from service.registers.roles import Role, Who
from service.store import Store
from service.store.clock import now
from service.store.models_accounts import Account
from service.web.signed import content
from tests.web.browsing import browser, page

__all__ = ["browser", "page"]

LEDGER, ISSUES = sorted(SAMPLES.glob("*台账*.xlsx"))[0], sorted(SAMPLES.glob("*问题清单*.xlsx"))[0]
MEETING = SAMPLES / "meeting.toml"


def delivered(store: Store, reading: str) -> Delivered:
    """What the register holds of an upload, by the address of its page."""
    with store.read() as session:
        found = deliveries.found(session, reading.rpartition("/")[2])
    assert found
    return found


def kept_files(settings: Settings) -> list[Path]:
    """The files of the file store."""
    return [path for path in (settings.home / "files").rglob("*") if path.is_file()]


class Visitor:
    """A browser without pictures: it takes the token from the page as a form does."""

    form_page = "/account"  # it has a form for everybody who is signed in

    def __init__(self, client: FlaskClient, account: Account | None = None) -> None:
        self.client = client
        self.account = account

    def token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(self.form_page).text)
        assert found
        return found[1]

    def post(self, path: str, **fields: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(), **fields})

    def upload(self, *files: tuple[str, bytes]) -> TestResponse:
        return self.post("/readings", files=[(io.BytesIO(data), name) for name, data in files])

    def reading(self, *paths: Path) -> str:
        """Upload files of the disk; gives the address of what was understood."""
        answer = self.upload(*((path.name, path.read_bytes()) for path in paths))
        assert answer.status_code == 303, answer.text
        return answer.location

    def made(self, reading: str, **sent: Any) -> str:
        """Have papers made of an upload and wait for them; gives the address of the batch."""
        answer = self.post(f"{reading}/packs", **sent)
        assert answer.status_code == 303, answer.text
        self.work()
        return answer.location

    def work(self, ways: Ways | None = None) -> None:
        """Make what is to be made, here and now."""
        running.work(self.client.application.extensions["huicai.store"], lambda: True, ways)

    def form(self, reading: str, suffix: str = "") -> dict[str, Any]:
        """What the meeting's form holds when it is opened, as it would be sent."""
        page = self.client.get(f"{reading}/meeting{suffix}").text
        return fields_of(page)


def fields_of(page: str) -> dict[str, Any]:
    """Name -> value of a page's inputs and text areas; ``papers`` lists the ticked ones."""
    tree: Any = html.fromstring(page)
    fields: dict[str, Any] = {"papers": tree.xpath("//input[@name='papers'][@checked]/@value")}
    for element in tree.xpath("//form[@method='post']//*[self::textarea or self::input][@name!='papers']"):
        written = (element.text or "").removeprefix("\n") if element.tag == "textarea" else element.get("value")
        fields[element.get("name")] = written
    for name in ("csrf_token", "key"):
        fields.pop(name, None)
    return fields


PASSWORD = "海棠花开了四朵半树春风"
CHEAP = {"password_memory_mb": 1, "password_rounds": 1}
"""Settings under which hashing a password costs nothing."""
OFFICE = frozenset(Role) - {Role.UNIT}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # Whether there is a LibreOffice here must not change what pages show; who wants one overrides this.
    return Settings(home=tmp_path / "home", max_upload_mb=2, soffice="no-office", **CHEAP)  # type: ignore[arg-type]


class Unhurried(Background):
    """Nobody but the test itself makes papers, so that it sees what comes before; ``hurry`` lets the server do it."""

    hurry = False

    def wake(self) -> None:
        if self.hurry:
            super().wake()


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    made.extensions["huicai.batches"] = Unhurried(made.extensions["huicai.store"])
    yield made
    made.extensions["huicai.batches"].stop()
    made.extensions["huicai.store"].close()


@pytest.fixture
def store(app: Flask) -> Store:
    """The archive of the app."""
    found: Store = app.extensions["huicai.store"]
    return found


@pytest.fixture
def account(app: Flask) -> Account:
    """张三（zhangsan）, with every role of the office; the password is PASSWORD."""
    store: Store = app.extensions["huicai.store"]
    return accounts.first_admin(store, Person(login="zhangsan", name="张三", roles=OFFICE), PASSWORD).account


@pytest.fixture
def visitor(app: Flask, account: Account) -> Visitor:
    return signed_in_visitor(app, account)


@pytest.fixture
def visitor_of(app: Flask, account: Account) -> Callable[..., Visitor]:
    """Makes a visitor with one role, whose login is the role's name; a unit's is named by ``unit``."""

    def make(role: Role, unit: str = "", login: str = "") -> Visitor:
        store: Store = app.extensions["huicai.store"]
        person = Person(login=login or role.name.lower(), name=role.value, roles={role}, unit=unit)
        made = accounts.create(store, person, Who.at_console("张三")).account
        with store.write() as session:
            row = accounts.locked(session, made.id)
            row.must_change_password = False
        return signed_in_visitor(app, row)

    return make


@pytest.fixture
def stranger(app: Flask, account: Account) -> Visitor:
    """Somebody who is not signed in, where accounts are."""
    found = Visitor(app.test_client())
    found.form_page = "/login"
    return found


def signed_in_visitor(app: Flask, account: Account) -> Visitor:
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(content(account, now()))
    return Visitor(client, account)


@pytest.fixture
def signed_in(app: Flask, account: Account) -> Any:
    """The state of a browser in which 张三 is signed in, for ``new_context(storage_state=…)``."""
    return state_of(app, account)


def state_of(app: Flask, account: Account) -> Any:
    """The same of anybody."""
    signer: Any = SecureCookieSessionInterface().get_signing_serializer(app)
    value = signer.dumps(content(account, now()))
    place = {"domain": "127.0.0.1", "path": "/", "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    return {"cookies": [{"name": "huicai", "value": value, **place}], "origins": []}


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The app on a free port of this machine, for a real browser."""
    app.extensions["huicai.batches"].hurry = True
    with serving(app) as found:
        yield found


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of an app that is served meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
