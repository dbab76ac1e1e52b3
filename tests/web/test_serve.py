"""Serving: one command starts it, a taken port is one sentence."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from service import cli
from service.app import address, serve_app
from service.config import ROOT, Settings
from service.errors import OutputError


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("huicai.office", "http://huicai.office:8000"),
    ],
)
def test_the_address_is_one_to_type_into_a_browser(host: str, shown: str) -> None:
    assert address(host, 8000) == shown


def test_a_taken_port_is_one_sentence_and_exit_2(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as left:
            cli.main(["serve", "--port", str(port)])
    assert left.value.code == 2
    assert capsys.readouterr().err.strip() == (
        f"端口 {port} 已被占用，会材可能已经启动；请直接打开 http://127.0.0.1:{port}，或用 --port 换一个端口"
    )


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("256.1.1.1", 0)])
def test_an_impossible_address_is_one_sentence(settings: Settings, host: str, port: int) -> None:
    with pytest.raises(OutputError, match="--port"):
        serve_app(settings, host, port)


def test_the_command_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0"]
    environment = {"HUICAI_HOME": str(tmp_path / "home"), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as run:
        assert run.stdout
        line = run.stdout.readline()
        found = re.fullmatch(r"会材已启动：(http://127\.0\.0\.1:\d+) （按 Ctrl\+C 停止）\n", line)
        assert found, line
        with urllib.request.urlopen(f"{found[1]}/healthz", timeout=600) as answer:
            assert (answer.status, answer.read()) == (200, b"ok")
        run.send_signal(signal.SIGINT)
        assert run.wait(10) == 0
