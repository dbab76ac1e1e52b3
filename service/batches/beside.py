"""Work done by a copy of this process while this one goes on, where the system copies processes at little cost."""

from __future__ import annotations

import marshal
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from types import TracebackType
from typing import IO, Any, Generic, NoReturn, Self, TypeVar

Result = TypeVar("Result")


def can_copy() -> bool:
    """Whether a copy would bring anything, and is safe: on Linux, with a second core, and without other threads, whose
    locks a copy would find taken for ever."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


class Copy:
    """A copy of this process that does one piece of work and ends; use it in a ``with``, which ends it. What the work
    gives must be what :mod:`marshal` can write. What is open is left alone: it is this process that writes.
    """

    _process: int | None = None
    _found: IO[bytes] | None = None

    def __init__(self, work: Callable[[], Any]) -> None:
        try:
            self._found = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close
            process = os.fork()
        except OSError:
            return  # no room for one process more, or for what it finds: then it is done here
        if process == 0:
            _end_with(work, self._found)
        self._process = process

    def result(self) -> Any:
        """What the work gave, once it is done; None where the copy did not come to its end, for whatever reason."""
        if self._process is None or self._found is None:
            return None
        _, status = os.waitpid(self._process, 0)
        self._process = None
        if status:
            return None
        self._found.seek(0)
        try:
            return marshal.loads(self._found.read())  # noqa: S302 - a file without a name, which our own copy wrote
        except (EOFError, ValueError, TypeError):  # it went without a word, or amid one
            return None

    def close(self) -> None:
        """End the copy."""
        if self._process is not None:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = None
        if self._found is not None:
            self._found.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()


class Beside(Copy, Generic[Result]):
    """Work done by a copy where that is worth while and can be done, else here when somebody asks for what it gives."""

    def __init__(self, work: Callable[[], Result], *, worth: bool) -> None:
        self._work = work
        if worth and can_copy():
            super().__init__(work)

    def result(self) -> Result:
        """What the work gives."""
        found = super().result()
        return self._work() if found is None else found


def _end_with(work: Callable[[], Any], found: IO[bytes]) -> NoReturn:
    """Do the work and end at once: nothing that this process would do at its end is the copy's to do."""
    code = 1
    try:
        marshal.dump(work(), found)
        found.flush()
        code = 0
    finally:
        os._exit(code)
