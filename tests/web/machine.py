"""A machine of its own: ``huicai serve`` as a process on an empty data home, killed and started again as one likes.

Run as a program this module is that service, with a clock that stands as many days later as a file says, and, where it
is told to, with batches that stand still at one of their papers.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from service import app, cli
from service.batches.dispatcher import Ways
from service.batches.running import Background
from service.config import ROOT
from service.store import Store, clock
from tests.batches.batching import hanging

_DAYS, _HANGING = "HUICAI_TEST_DAYS", "HUICAI_TEST_HANGING"


class Machine:
    """The service in a process; ``address`` stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        self.home, self._days = folder / "home", folder / "days"
        self._port = 0
        self._run: subprocess.Popen[str] | None = None
        self.later(0)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def later(self, days: int) -> None:
        """Let so many days have passed since the beginning."""
        self._days.write_text(str(days), encoding="ascii")

    def start(self, *, hanging: bool = False) -> None:
        """Serve, from when this returns; ``hanging``: no batch gets over its seventh paper."""
        command = [sys.executable, "-m", __name__, "serve", "--port", str(self._port)]
        environment = {"HUICAI_HOME": str(self.home), "PYTHONIOENCODING": "utf-8", "PATH": os.environ["PATH"]}
        environment["HUICAI_SOFFICE"] = "none"  # nobody here waits for true pages
        environment |= {_DAYS: str(self._days), **({_HANGING: "1"} if hanging else {})}
        self._run = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._run.stdout
        line = self._run.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, line
        self._port = int(found[1])

    def kill(self) -> None:
        """As kill -9."""
        assert self._run
        assert self._run.stdout
        self._run.kill()
        self._run.wait(600)
        self._run.stdout.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()


class _Later(datetime):
    """The clock's own class of moments, for which it is later."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        days = int(Path(os.environ[_DAYS]).read_text(encoding="ascii"))
        moved: Any = datetime.now(tz) + timedelta(days=days)
        return moved  # type: ignore[no-any-return]


def _hanging(store: Store, _ways: Ways) -> Background:
    return Background(store, Ways(pool_from=sys.maxsize, fill=hanging))


if __name__ == "__main__":
    clock.datetime = _Later  # type: ignore[attr-defined]
    if _HANGING in os.environ:
        app.Background = _hanging  # type: ignore[assignment, attr-defined]
    cli.main()
