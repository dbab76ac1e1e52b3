"""Settings: defaults, then the file in the data home, then the environment; every fault names its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from service import config
from service.errors import SettingsError


def load(home: Path, content: bytes | None = None, **variables: str) -> config.Settings:
    """The settings of a home with this file, under these variables."""
    if content is not None:
        (home / "huicai.toml").write_bytes(content)
    return config.load({"HUICAI_HOME": str(home)} | variables)


def test_the_last_word_wins(tmp_path: Path) -> None:
    assert load(tmp_path) == config.Settings(home=tmp_path)
    found = load(tmp_path, b'port = 9000\nhost = "0.0.0.0"\n', HUICAI_PORT="9001", HUICAI_OTHER="x")
    assert (found.home, found.port, found.host, found.threads) == (tmp_path, 9001, "0.0.0.0", 8)
    assert config.load({}).home.name == "outputs"


@pytest.mark.parametrize(
    ("content", "pieces"),
    [
        (b"port = \n", ["第1行第8列", "格式有误"]),
        ("host = '本机'".encode("gbk"), ["不是 UTF-8", "另存为 UTF-8"]),
        (b"prot = 1\n", ["“prot”", "可用的有", "port"]),
        (b'home = "x"\n', ["“home”"]),
        (b'port = "http"\n', ["“port”", "整数", "“http”"]),
        (b"port = 8000.5\n", ["“port”", "整数", "“8000.5”"]),
        (b"port = true\n", ["“port”", "整数"]),
        (b"port = 0\n", ["“port”", "1 至 65535"]),
        (b"port = 65536\n", ["“port”", "1 至 65535"]),
        (b"threads = -1\n", ["“threads”", "整数"]),
        (b"host = 127\n", ["“host”", "文字"]),
        (b'host = ["a"]\n', ["“host”", "文字"]),
    ],
)
def test_faults_of_the_file(tmp_path: Path, content: bytes, pieces: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, content)
    said = str(caught.value)
    assert [piece for piece in ["huicai.toml", *pieces] if piece not in said] == [], said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "８０００"), ("PORT", ""), ("MAX_UPLOAD_MB", "1e3"), ("THREADS", "0")]
)
def test_faults_of_a_variable(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"HUICAI_.*“{name.lower()}”.*“{value}”"):
        config.load({"HUICAI_HOME": str(tmp_path), f"HUICAI_{name}": value})
