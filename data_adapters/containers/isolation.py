"""Reading in a child process, so that a file which makes its reader hang, crash or eat memory harms nothing else.

The child gets the bytes by a pipe which stays open: when this process dies, the child sees its end and dies too.
"""

from __future__ import annotations

import contextlib
import io
import json
import marshal
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from data_adapters.containers.limits import BROKEN
from data_adapters.problems import SourceError

_CHILD: Final = Path(__file__).resolve().with_name("child.py")
_DEFAULTS: Final = {"HUICAI_READ_SECONDS": 60, "HUICAI_READ_MEMORY_MB": 1536}
_MOST: Final = 100_000
_HEAD: Final = 65_536  # bytes, with which a pipe begins
_WIDEST: Final = 2**20  # what Linux lets anybody have (pipe(7), /proc/sys/fs/pipe-max-size)


class Child:
    """One piece of work in a child process, started at once; use it in a ``with``, which ends the child.

    ``work`` names "module:function"; the function gets the bytes, the file's name and ``arguments``, and yields what
    :mod:`marshal` can carry. Raises :class:`SourceError` where the child cannot be started.
    """

    def __init__(self, work: str, data: bytes, name: str, *arguments: str) -> None:
        self._name = name
        self._seconds = _setting("HUICAI_READ_SECONDS", os.environ)
        self._late = False
        order = {
            "work": work,
            "name": name,
            "arguments": arguments,
            "size": len(data),
            "path": [place for place in sys.path if Path(place).is_absolute()],
            "seconds": self._seconds,
            "memory_mb": _setting("HUICAI_READ_MEMORY_MB", os.environ),
        }
        self._process = _start(name)
        self._pipe: io.BufferedReader = self._process.stdout  # type: ignore[assignment]
        _widen(self._pipe, _WIDEST)  # or the child waits with the first of its results until we ask for them
        self._watch = threading.Timer(self._seconds, self._end_late)
        self._watch.daemon = True
        self._watch.start()
        self._write(order, data)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        self._watch.cancel()
        self._watch.join()  # a process that has other threads is not to be copied
        self._process.kill()
        with contextlib.suppress(OSError):  # bytes which the child no longer took
            self._process.stdin.close()  # type: ignore[union-attr]
        self._pipe.close()
        self._process.wait()

    def results(self) -> Iterator[Any]:
        """What the function yields, one after another. Raises :class:`SourceError` where it fails or is ended."""
        while True:
            head = self._pipe.read(8)
            body = self._pipe.read(struct.unpack("<Q", head)[0]) if len(head) == 8 else b""
            if not body:
                raise SourceError(f"“{self._name}”{self._why()}")
            # What stands in the pipe was written by child.py, not by whoever made the file.
            kind, content = marshal.loads(body)  # noqa: S302
            if kind == "refused":
                raise SourceError(content)
            if kind == "failed":
                raise SourceError(f"“{self._name}”{self._memory() if content == 'memory' else BROKEN}")
            if kind == "done":
                return
            yield content

    def _write(self, order: Mapping[str, Any], data: bytes) -> None:
        # Not in a thread: it would wait for the interpreter's lock at each pipeful, and the child with it.
        pipe = self._process.stdin
        assert pipe is not None
        _widen(pipe, len(data))
        try:
            head = json.dumps(order).encode()
            pipe.write(struct.pack("<Q", len(head)) + head)
            pipe.write(data)
            pipe.flush()
        except OSError:
            pass  # the child has ended; what it said or did not say is read elsewhere

    def _end_late(self) -> None:
        self._late = True
        self._process.kill()

    def _why(self) -> str:
        """Why the child ended without a word."""
        code = self._process.wait()
        if self._late or code == -24:  # SIGXCPU
            return f"读了 {self._seconds} 秒还没有读完，已停止；请删去无关的工作表和空白行列，或拆分后再上传"
        # An allocation that fails ends in SIGABRT; a system without memory kills.
        return self._memory() if code in (-6, -9) else BROKEN

    def _memory(self) -> str:
        return "读取时占用内存过大，已停止；请删去无关的工作表和空白行列，或拆分后再上传"


def _start(name: str) -> subprocess.Popen[bytes]:
    # A virtual environment's python.exe starts the real one as its own child, which a kill would not reach.
    python = getattr(sys, "_base_executable", sys.executable) if os.name == "nt" else sys.executable
    said = None if os.environ.get("HUICAI_DEBUG") == "1" else subprocess.DEVNULL
    try:
        return subprocess.Popen(  # noqa: S603 - this very program, and no word of a user's
            [python, "-I", "-S", "-X", "utf8", str(_CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise SourceError(f"“{name}”暂时读不了：系统起不了读取进程，请稍后再试或请管理员检查内存") from error


def _widen(pipe: IO[bytes], size: int) -> None:
    """Let the pipe take so many bytes at once, where the system does: else we wait until the child has begun."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, min(size + _HEAD, _WIDEST))


def _setting(name: str, environ: Mapping[str, str]) -> int:
    """A setting's whole number. Raises :class:`SourceError` where the variable holds anything else."""
    given = environ.get(name, "")
    if not given:
        return _DEFAULTS[name]
    if not (given.isascii() and given.isdecimal() and len(given) < 7 and 0 < int(given) <= _MOST):
        raise SourceError(f"环境变量 {name} 应为 1 至 {_MOST} 的整数，现在是“{given}”，请改正")
    return int(given)
