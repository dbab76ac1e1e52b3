"""The app with a home of its own, a client that knows the form's token, and a real server for the browser."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from service.app import create_app
from service.config import SAMPLES, Settings

LEDGER, ISSUES = sorted(SAMPLES.glob("*台账*.xlsx"))[0], sorted(SAMPLES.glob("*问题清单*.xlsx"))[0]
MEETING = SAMPLES / "meeting.toml"


class Visitor:
    """A browser without pictures: it takes the token from the page as a form does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/").text)
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
    fields.pop("csrf_token")
    return fields


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", max_upload_mb=2)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    yield made
    made.extensions["huicai.store"].close()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The app on a free port of this machine, for a real browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
