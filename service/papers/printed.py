"""What of a context a template prints: an own one may have left out what ours would show as a gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from service.assembly import CompiledTemplate

_ITEM = "[]"


def printed(context: Mapping[str, Any], template: CompiledTemplate) -> dict[str, Any]:
    """The context without the names that the template does not use; a list whose rows it only counts has no rows."""
    names = _names(template)
    return {key: _kept(value, names[key]) for key, value in context.items() if key in names}


@lru_cache(maxsize=32)
def _names(template: CompiledTemplate) -> dict[str, Any]:
    """The names a template uses, as a tree: {"排名": {"[]": {"单位": {}}}}."""
    from service.assembly.lint import contract  # noqa: PLC0415 - needed only where somebody has templates

    found = contract(template)
    return _tree((*found.needs, *found.optional))


def _tree(names: Iterable[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for name in names:
        here = root
        for part in name.replace(_ITEM, f".{_ITEM}").split("."):
            here = here.setdefault(part, {})
    return root


def _kept(value: Any, inside: dict[str, Any]) -> Any:
    if isinstance(value, Mapping):
        return {key: _kept(item, inside[key]) for key, item in value.items() if key in inside} if inside else value
    if isinstance(value, list) and any(isinstance(row, Mapping) for row in value):
        rows = inside.get(_ITEM)
        return [] if rows is None else [_kept(row, rows) for row in value]
    return value
