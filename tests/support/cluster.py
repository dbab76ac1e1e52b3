"""A cluster for the tests: a scheduler and workers that are really started, as docs/cluster.md says, and go with us."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from service import config
from service.config import Settings

WORKERS = 2
SECONDS = 600  # until what does not happen is taken for a failure
_BOOK = config.ROOT / "docs" / "cluster.md"
# Its group is killed when our end of the pipe closes, by us or by our death; workers come back as under systemd.
_WATCH = "exec 3<&0; (cat <&3; kill -9 0) >/dev/null 2>&1 & "
_AGAIN = 'while :; do "$@"; sleep 0.1; done'
_ONCE = 'exec "$@"'


def make_certificate(folder: Path) -> None:
    """cert.pem and key.pem, by the command of the book."""
    (command,) = re.findall(r"^ +(openssl req .*)$", _BOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)


@dataclass
class Cluster:
    """Its folder holds certificate, files and the workers' home."""

    folder: Path
    port: int
    workers: int = WORKERS
    _parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The workers' data home."""
        return self.folder / "home"

    def settings(self, home: Path, database_url: str = "") -> Settings:
        """Those of a dispatcher, or of any part."""
        return Settings(
            home=home,
            database_url=database_url,
            files_url=str(self.folder / "files"),
            files_shared=True,
            scheduler=f"tls://127.0.0.1:{self.port}",
            cluster_cert=str(self.folder / "cert.pem"),
            cluster_key=str(self.folder / "key.pem"),
        )

    def environment(self, settings: Settings) -> dict[str, str]:
        """The same for another process."""
        names = ("home", "database_url", "files_url", "scheduler", "cluster_cert", "cluster_key")
        said = {f"HUICAI_{name.upper()}": str(getattr(settings, name)) for name in names}
        return {**os.environ, **said, "HUICAI_FILES_SHARED": "true"}

    def start(self) -> None:
        """Start what is not running."""
        self.home.mkdir(exist_ok=True)
        for name, words, way in (
            ("scheduler", ["scheduler"], _ONCE),
            ("worker", ["worker", "--workers", str(self.workers)], _AGAIN),
        ):
            if name not in self._parts:
                self._parts[name] = self.run(["-m", "service.cli", *words], self.settings(self.home), way)

    def await_scheduler(self) -> None:
        """Until somebody listens there."""
        end = time.monotonic() + SECONDS
        with socket.socket() as found:
            while found.connect_ex(("127.0.0.1", self.port)):
                assert time.monotonic() < end, "no scheduler came"
                time.sleep(0.05)

    def run(self, words: list[str], settings: Settings, way: str = _ONCE) -> subprocess.Popen[bytes]:
        """A process group of its own that runs a module of ours by these settings."""
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                ["sh", "-c", _WATCH + way, "sh", sys.executable, *words],
                cwd=config.ROOT,
                env=self.environment(settings),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def group(self, name: str) -> int:
        """The process group of a part."""
        return self._parts[name].pid

    def kill(self, *names: str) -> None:
        """kill -9 of the scheduler, or of all workers and whoever would start them again."""
        for name in names:
            kill(self._parts.pop(name))

    def close(self) -> None:
        """Kill all of it."""
        self.kill(*self._parts)


def kill(group: subprocess.Popen[bytes]) -> None:
    """kill -9 of a process group, if it was not done before."""
    if group.returncode is None:  # until it is waited for, its number is nobody else's
        os.killpg(group.pid, signal.SIGKILL)
    assert group.stdin is not None
    group.stdin.close()
    group.wait()


@contextmanager
def running(workers: int = WORKERS) -> Iterator[Cluster]:
    """A scheduler and so many workers."""
    with tempfile.TemporaryDirectory(prefix="huicai-cluster-") as place, socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        cluster = Cluster(Path(place), found.getsockname()[1], workers)
        found.close()
        make_certificate(cluster.folder)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.close()
