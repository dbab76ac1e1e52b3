"""Serving: proxies believed only as settings say, health, measures, and a log that names nobody."""

from __future__ import annotations

import json
import logging
import shutil
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from service.app import create_app
from service.config import Settings
from service.errors import SettingsError
from service.web import logs
from service.web.access import public
from tests.web.conftest import CHEAP, LEDGER, Visitor

Usage = namedtuple("Usage", "total used free")


def test_ready_says_what_is_lacking(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.test_client()
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ok")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, 5 * 1024 * 1024))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "磁盘只剩 5 MB，请清理")


def test_measures_count_and_are_for_this_machine_or_a_token(app: Flask, stranger: Visitor) -> None:
    stranger.post("/login", login="zhangsan", password="不是这个密码呀")
    text = stranger.client.get("/metrics").text
    assert 'huicai_requests_total{status="422",view="door.enter"} 1.0' in text
    assert "huicai_sign_in_refusals_total 1.0" in text
    assert "huicai_issued_papers 0.0" in text
    far: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "10.0.0.8"}}
    assert stranger.client.get("/metrics", **far).status_code == 403
    app.extensions["huicai"] = replace(app.extensions["huicai"], metrics_token="once-upon-a-time")
    for token, status in (("once-upon", 403), ("once-upon-a-time", 200)):
        headers = {"Authorization": f"Bearer {token}"}
        assert stranger.client.get("/metrics", headers=headers, **far).status_code == status


@pytest.mark.parametrize(("proxies", "status"), [(0, 200), (1, 403)])
def test_a_proxy_is_believed_only_where_settings_name_it(tmp_path: Path, proxies: int, status: int) -> None:
    """Somebody far away behind a proxy on this machine: without the setting they are not taken for local either."""
    app = create_app(Settings(home=tmp_path / "h", host="0.0.0.0", trusted_proxies=proxies, **CHEAP))  # type: ignore[arg-type]
    forwarded = {"X-Forwarded-For": "10.0.0.8", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "huicai.office"}
    seen: dict[str, Any] = {}

    def look() -> str:
        from flask import request  # noqa: PLC0415 - within a request

        seen.update(address=request.remote_addr, secure=request.is_secure, host=request.host)
        return ""

    app.add_url_rule("/look", view_func=public(look))
    app.test_client().get("/look", headers=forwarded)
    expected = ("10.0.0.8", True, "huicai.office") if proxies else ("127.0.0.1", False, "localhost")
    assert (seen["address"], seen["secure"], seen["host"]) == expected
    assert app.test_client().get("/metrics", headers=forwarded).status_code == 403
    app.extensions["huicai.store"].close()


def test_behind_https_and_a_path_the_cookie_is_secure_and_kept_to_it(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path / "h", https=True, url_prefix="/huicai", **CHEAP))  # type: ignore[arg-type]
    answer = app.test_client().get("/setup", base_url="https://localhost/huicai")
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("Secure", "HttpOnly", "Path=/huicai", "SameSite=Lax"))
    assert 'action="/huicai/setup"' in answer.text
    app.extensions["huicai.store"].close()


@pytest.fixture
def log(settings: Settings) -> Iterator[Path]:
    """The file the log goes to."""
    root, service = logging.getLogger(), logging.getLogger("service")
    before, levels = list(root.handlers), (root.level, service.level)
    logs.start(settings)
    yield settings.home / "logs" / "huicai.log"
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(levels[0])
    service.setLevel(levels[1])


def test_the_log_names_no_person_no_file_and_no_query(app: Flask, log: Path, visitor: Visitor) -> None:
    def fail() -> str:
        raise ValueError("张三的电话")

    app.add_url_rule("/fail", view_func=public(fail))
    visitor.upload((LEDGER.name, LEDGER.read_bytes()))
    visitor.client.get("/ledgers?who=张三")
    answer = visitor.client.get("/fail")
    text = log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert [line["status"] for line in requests][-2:] == [200, 500]
    assert all(line["ms"] >= 0 and line["view"] and line["time"] for line in requests)
    (fault,) = [line for line in lines if "fault" in line]
    assert fault["fault"] == "ValueError"
    assert any("test_watching.py" in place for place in fault["way"])
    number = answer.headers["X-Request-ID"]
    assert number in answer.text
    assert number in fault["event"]
    for personal in ("张三", "zhangsan", LEDGER.name, "台账", "who="):
        assert personal not in text


def test_an_unknown_place_for_the_log_is_told(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="file 或 stderr"):
        logs.start(replace(settings, log_to="elsewhere"))
