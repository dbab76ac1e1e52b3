"""What a worker of a cluster does: it says who it is, and fills chunks.

It goes by the settings of its own machine, of which it needs the file store only. What comes to it by way of the
scheduler are sums of files and numbers of papers: neither what papers are made from nor a password.
"""

from __future__ import annotations

import faulthandler
import gc
import hashlib
import platform
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from service import config
from service.batches.filling import Fill, Filled, Work
from service.config import Settings
from service.errors import ClusterError
from service.store.objects import ObjectStore

# Packages with a say in the bytes of a paper, or in how we speak with each other.
_PACKAGES: Final = ("babel", "cloudpickle", "dask", "distributed", "docxtpl", "isal", "jinja2", "lxml", "python-docx")
_FOLDERS: Final = ("data_adapters", "service")
_ENDS: Final = frozenset({".py", ".toml"})
_SELDOM: Final = 100_000


@dataclass(frozen=True, slots=True)
class Greeting:
    """Where a worker is, what it would make papers with, and whether it sees a file of the store it was asked for."""

    host: str
    made_of: Mapping[str, str]
    sees: bool

    @property
    def fault(self) -> str:
        """Why it cannot do our work, "" where it can."""
        if unlike := differences(self.made_of):
            return f"主机“{self.host}”上的工作进程与这里的程序不一致（{unlike}），请换成同一版本后重新启动它"
        if not self.sees:
            return _not_shared(self.host)
        return ""


@cache
def made_of() -> Mapping[str, str]:
    """The program, Python and packages that papers are made with here, each with its version."""
    versions = {name: _version(name) for name in _PACKAGES}
    return {"会材程序": _program(), "Python": ".".join(platform.python_version_tuple()[:2]), **versions}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "没有"


def _program() -> str:
    files = [path for folder in _FOLDERS for path in (config.ROOT / folder).rglob("*") if path.suffix in _ENDS]
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(path.relative_to(config.ROOT).as_posix().encode() + b"\0" + _content(path))
    return found.hexdigest()[:12]


def _content(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def differences(theirs: Mapping[str, str]) -> str:
    """In what another's program is unlike this one, in words; "" where in nothing."""
    ours = made_of()
    names = [name for name in ours if ours[name] != theirs.get(name)]
    return "；".join(f"{name}：那里 {theirs.get(name, '没有')}，这里 {ours[name]}" for name in names)


def greet(probe: str) -> Greeting:
    """Who this worker is."""
    return Greeting(socket.gethostname(), made_of(), _files().exists(probe))


def fill_there(theirs: Mapping[str, str], seconds: float, fill: Fill, work: Work) -> Filled:
    """Fill a chunk for a dispatcher whose program is ``theirs``; after ``seconds`` the process ends itself, as nobody
    else could end it. Raises :class:`ClusterError` where it is not for this worker, StoreError as ``fill``."""
    if unlike := differences(theirs):
        raise ClusterError(Greeting(socket.gethostname(), theirs, True).fault or unlike)
    if not _files().exists(work.data):
        raise ClusterError(_not_shared(socket.gethostname()))
    with _at_most(seconds):
        return fill(_settings(), work)


def _not_shared(host: str) -> str:
    return f"主机“{host}”上的工作进程看不到这里的文件库，请把那里的 files_url 指到同一处共享的存储后重新启动它"


@cache
def _settings() -> Settings:
    gc.freeze()  # a worker's papers leave no circles behind, see engines
    gc.set_threshold(_SELDOM)
    return config.load()


@cache
def _files() -> ObjectStore:
    return ObjectStore.of(_settings())


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End the process where the block takes longer: from outside of Python, as a loop may never let go of it."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or 2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
