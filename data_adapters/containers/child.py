"""The child process that reads a file; a script, started by ``isolation`` without site packages' start-up work."""

from __future__ import annotations

import importlib
import json
import marshal
import os
import struct
import sys
import threading
import types
from typing import Any, BinaryIO


def main() -> None:
    """Take an order and bytes from standard input, write what the work yields to standard output, end."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    order = json.loads(source.read(struct.unpack("<Q", source.read(8))[0]))
    _limit(order["memory_mb"], order["seconds"])
    data = source.read(order["size"])
    threading.Thread(target=_die_with_parent, args=(source,), daemon=True).start()
    sys.path[:] = [*sys.path, *(place for place in order["path"] if place not in sys.path)]
    _bare("data_adapters", "data_adapters.containers")
    try:
        _work(order, data, out)
    except MemoryError:
        _send(out, "failed", "memory")
    except Exception as error:  # noqa: BLE001 - whatever a reader raises means that the file cannot be read
        print(repr(error), file=sys.stderr)  # noqa: T201 - shown with HUICAI_DEBUG=1 only
        _send(out, "failed", "broken")
    out.flush()
    os._exit(0)  # taking down millions of objects would cost as much as making them


def _work(order: dict[str, Any], data: bytes, out: BinaryIO) -> None:
    from data_adapters.containers.limits import RefusedError  # noqa: PLC0415 - the path is known only now

    module, _, function = order["work"].partition(":")
    try:
        for piece in getattr(importlib.import_module(module), function)(data, order["name"], *order["arguments"]):
            _send(out, "piece", piece)
    except RefusedError as refusal:
        _send(out, "refused", str(refusal))
        return
    _send(out, "done", None)


def _send(out: BinaryIO, kind: str, content: Any) -> None:
    body = marshal.dumps((kind, content))
    out.write(struct.pack("<Q", len(body)))
    out.write(body)
    out.flush()


def _bare(*packages: str) -> None:
    """Let modules of these packages be imported without what the packages themselves import."""
    folder = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib costs its import
    for package, place in zip(packages, (os.path.dirname(folder), folder), strict=True):  # noqa: PTH120
        module = types.ModuleType(package)
        module.__path__ = [place]
        sys.modules[package] = module


def _die_with_parent(source: BinaryIO) -> None:
    source.read()
    os._exit(1)


def _limit(memory_mb: int, seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none; there only the time is limited, by the parent
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, _held() + memory_mb * 1024 * 1024),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        try:
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue  # macOS does not limit addresses


def _held() -> int:
    """The bytes of addresses this process begins with, where the system tells."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


if __name__ == "__main__":
    main()
