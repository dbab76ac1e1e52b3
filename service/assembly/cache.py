"""Compiled templates kept by content, the least recently used dropped when they grow too large together."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from service.assembly.template import CompiledTemplate, Filters, compile_template

_Key = tuple[str, str, tuple[tuple[str, Any], ...]]


class TemplateCache:
    """A store of compiled templates bounded by bytes; safe to share between threads."""

    def __init__(self, max_bytes: int = 256 * 1024 * 1024) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[_Key, CompiledTemplate] = OrderedDict()
        self._lock = Lock()

    def get(self, data: bytes, *, filters: Filters | None = None, name: str = "模板") -> CompiledTemplate:
        """The template compiled, now or earlier; errors as compile_template's."""
        import hashlib  # noqa: PLC0415 - see CompiledTemplate.digest

        table = tuple(sorted((filters or {}).items(), key=lambda entry: entry[0]))
        key = (hashlib.sha256(data).hexdigest(), name, table)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        compiled = compile_template(data, filters=filters, name=name)  # unlocked: two threads may do it twice, no harm
        with self._lock:
            self._keep(key, compiled)
        return compiled

    def _keep(self, key: _Key, compiled: CompiledTemplate) -> None:
        if key in self._kept or compiled.size > self._max_bytes:
            return
        self._kept[key] = compiled
        self._bytes += compiled.size
        while self._bytes > self._max_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= dropped.size


_SHARED = TemplateCache()


def compiled(data: bytes, *, filters: Filters | None = None, name: str = "模板") -> CompiledTemplate:
    """The template compiled, taken from the process's shared cache when it was compiled before."""
    return _SHARED.get(data, filters=filters, name=name)
