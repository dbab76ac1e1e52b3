"""What docs/api.md shows to be typed is what the interface takes."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from service.web.api.checking import body_of, nothing_sent, query_of
from service.web.api.document import ALL, document
from service.web.api.endpoints import ROOT
from service.web.api.faults import KINDS
from tests.house.tree import ROOT as TREE

TEXT = (TREE / "docs" / "api.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```bash\n(curl .*?)```", TEXT, re.DOTALL)


def typed(command: str) -> tuple[str, str, Any]:
    """Method, address and body of a command."""
    words = shlex.split(command.replace("\\\n", " "))
    address = next(word for word in words if word.startswith("$HUICAI"))
    after = {word: words[place + 1] for place, word in enumerate(words[:-1]) if word.startswith("-")}
    body = json.loads(after["-d"]) if "-d" in after else None
    assert ("-d" in after) == ("Content-Type: application/json" in words)
    assert "Authorization: Bearer $TOKEN" in words
    return after.get("-X", "GET"), address.removeprefix("$HUICAI"), body


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.split("$HUICAI")[1].split('"')[0])
def test_what_is_shown_can_be_typed(app: Flask, command: str) -> None:
    method, address, body = typed(command)
    with app.test_request_context(address, method=method, json=body) as context:
        assert context.request.endpoint
        endpoint = next(each for each in ALL if f"api.{each.name}" == context.request.endpoint)
        if endpoint.asked:
            read = query_of if endpoint.in_query else body_of
            read(endpoint.asked)
        else:
            nothing_sent()
    assert "Idempotency-Key" not in command or endpoint.once


def examples() -> Iterator[str]:
    yield from re.findall(r"`(?:(?:GET|POST|PUT) )?(/[a-z][\w/{}-]*)`", TEXT)


def test_every_address_that_is_named_is_one() -> None:
    known = {path.removeprefix(ROOT) for path in document()["paths"]} | {"/api/", "/api/v1/openapi.json", "/api/v1"}
    named = set(examples())
    assert len(named) > 5
    assert named <= known


def test_every_status_is_told() -> None:
    told = dict(re.findall(r"^\| (\d{3}) \| (\w+) \|", TEXT, re.MULTILINE))
    assert told == {str(status): kind.code for status, kind in KINDS.items()}
