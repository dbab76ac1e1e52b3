"""The names a template may use, learnt from sample data and from the list of fields beside the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from service.assembly.lint.names import ITEM, LOOP, Path
from service.assembly.unknown import nearest

# The names inside a value, and what is inside them; None where anything may be (an empty list, a null, a bare field).
Known: TypeAlias = "dict[str, Known] | None"


def known_in(data: Any) -> Known:
    """What is known from sample data; a list's items are taken together."""
    if isinstance(data, Mapping):
        return {str(key): known_in(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        found: Known = None
        for item in data:
            found = both(found, known_in(item))
        return found
    return None if data is None else {}


def known_fields(names: Iterable[str]) -> Known:
    """What is known from dotted names, as in template.toml; what is inside the last part of a name is not."""
    root: dict[str, Known] = {}
    for name in names:
        here = root
        *owners, last = name.split(".")
        for owner in owners:
            inner = here.get(owner)
            if inner is None:
                inner = here[owner] = {}
            here = inner
        here.setdefault(last, None)
    return root


def both(one: Known, other: Known) -> Known:
    """What is known from either."""
    if one is None or other is None:
        return other if one is None else one
    return {
        name: both(one.get(name), other.get(name)) if name in one and name in other else {**one, **other}[name]
        for name in {**one, **other}
    }


def unknown_part(path: Path, known: Known) -> tuple[str, str] | None:
    """The first name of a path that is not known, and a clause with the nearest one that is; None if all may be."""
    for name in path:
        if known is None:
            return None
        if name == ITEM:
            continue
        if name not in known:
            return name, nearest(name, known)
        known = known[name]
    return None


def unknown_of_loop(path: Path) -> tuple[str, str] | None:
    """The same for what is asked of Jinja2's ``loop``."""
    return unknown_part(path[1:2], dict.fromkeys(LOOP))
