"""A program that starts others run to its end, or ended with all of them when it takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from service.errors import PdfError

_SAID: Final = 2000  # characters of what a program said are kept
_PATIENCE: Final = 30.0  # seconds for the system to clear away what was killed


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: ``late`` where it was ended by us; ``well`` where it ended itself and found nothing wrong;
    and the end of what it said."""

    late: bool
    well: bool
    said: str


def run(words: Sequence[str], environ: Mapping[str, str], folder: Path, seconds: float) -> Ended:
    """Run a program in a folder. Raises :class:`PdfError` where it cannot be started."""
    with (folder / "said.txt").open("w+b") as said:  # not a pipe: a child left behind would keep it open
        try:
            process = _started(words, environ, folder, said)
        except OSError as error:
            raise PdfError(
                f"LibreOffice 启动不了（{error.strerror or error}），请检查“{words[-1]}”能不能运行"
            ) from error
        late = False
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            late = True
        finally:
            _end_all(process)
        said.seek(0)
        text = said.read().decode(errors="replace").strip()[-_SAID:]
    return Ended(late, not late and process.returncode == 0, text)


def _started(
    words: Sequence[str], environ: Mapping[str, str], folder: Path, said: IO[bytes]
) -> subprocess.Popen[bytes]:
    # A group of its own on POSIX, so that one signal reaches all it started; Windows has trees for that.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(  # noqa: S603 - LibreOffice, as the settings or the system name it
        words,
        env=dict(environ),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        creationflags=flags,
    )


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started, whether it has ended itself or not."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)  # noqa: S603
    else:
        with suppress(ProcessLookupError, PermissionError):  # all gone already; macOS says so in another way
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
