"""The interface called by tokens of each role."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.config import Settings
from service.papers.office_facts import write_office
from service.registers import accounts, tokens
from service.registers.roles import Role
from service.registers.tokens import Wish
from service.store import open_store
from service.store.clock import business_date, now
from tests.registers.orders import OFFICE as OFFICE_FACTS
from tests.registers.people import ROOT, cheap, person
from tests.web.conftest import LEDGER, Unhurried

TODAY = business_date(now())
FAR = str(TODAY + timedelta(60))
OFFICE = (Role.CLERK, Role.SUPERVISOR, Role.LEADER, Role.ADMIN)
ORDER: dict[str, Any] = {
    "problem": "征地补偿没有签约",
    "cause": "补偿标准有分歧",
    "task": "完成剩余12户签约",
    "units": ["县自然资源局", "枕石镇"],
    "deadline": FAR,
    "project": "云溪河治理",
}


class Api:
    """What another system does: JSON to an address with a token."""

    def __init__(self, client: FlaskClient, secrets: dict[tuple[Role, ...], str]) -> None:
        self.client = client
        self.secrets = secrets

    def call(self, method: str, path: str, body: Any = None, role: Role | None = None, **more: Any) -> TestResponse:
        """Ask; ``role`` is the one role of the token, all of an office's people where none is named."""
        secret = self.secrets[(role,) if role else OFFICE]
        headers = {"Authorization": f"Bearer {secret}", **more.pop("headers", {})}
        if body is not None:
            more["json"] = body
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **more)

    def get(self, path: str, **more: Any) -> Any:
        """What is told, which must be well."""
        return self._fine(self.call("GET", path, **more))

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        """Do something, which must succeed."""
        return self._fine(self.call("POST", path, body, **more))

    def put(self, path: str, body: Any) -> Any:
        """Write something anew."""
        return self._fine(self.call("PUT", path, body))

    def push(self, path: Path = LEDGER, period: str = "2026-10", **more: Any) -> Any:
        """Push a file of the disk."""
        address = f"/uploads?period={period}&name={path.name}"
        return self.post(address, data=path.read_bytes(), content_type="application/octet-stream", **more)

    def signed(self, **changed: Any) -> int:
        """A ticket that was signed; gives its place."""
        number: int = self.post("/tickets", ORDER | changed)["ticket"]["id"]
        self.post("/tickets/sign", {"tickets": [number], "organ": "安重办"})
        return number

    def _fine(self, answer: TestResponse) -> Any:
        assert answer.status_code in (200, 201, 202), (answer.status_code, answer.text)
        return answer.json


Secrets = dict[tuple[Role, ...], str]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Secrets]:
    """A home with two accounts, and their tokens: one of all an office's roles, and one of each role. Tests copy it."""
    settings = cheap(Settings(home=tmp_path_factory.mktemp("furnished")))
    write_office(settings, OFFICE_FACTS)
    with open_store(settings) as store:
        office = accounts.create(store, person("oa", *OFFICE), ROOT).account
        unit = accounts.create(store, person("unit", Role.UNIT, unit="县水利局"), ROOT).account
        wanted = [(office.id, OFFICE), *((office.id, (role,)) for role in OFFICE), (unit.id, (Role.UNIT,))]
        expires = TODAY + timedelta(30)
        with store.write() as session:
            secrets = {
                roles: tokens.make(session, owner, Wish(label="县OA", roles=roles, expires_on=expires), ROOT).secret
                for owner, roles in wanted
            }
    return settings.home, secrets


@pytest.fixture
def settings(furnished: tuple[Path, Secrets], tmp_path: Path) -> Settings:
    shutil.copytree(furnished[0], tmp_path / "home")
    return cheap(Settings(home=tmp_path / "home", max_upload_mb=2))


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    made.extensions["huicai.batches"] = Unhurried(made.extensions["huicai.store"])
    yield made
    made.extensions["huicai.store"].close()


@pytest.fixture
def api(app: Flask, furnished: tuple[Path, Secrets]) -> Api:
    return Api(app.test_client(), furnished[1])
