"""Which of Python's methods a template may use: those an official paper needs and whose cost is known.

A list of what is allowed, not of what is forbidden: Python's types have methods that make gigabytes of one number
(``int.to_bytes``, ``str.expandtabs``), and more with each release. For Jinja2's own objects (``loop``, macros) the
sandbox's rules hold. Anything else in the data (but what docxtpl makes) is refused whatever a template does with it: a
module or a connection put there by mistake must not be a way out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from types import ModuleType
from typing import Any

from jinja2 import filters, runtime, utils
from markupsafe import Markup

from service.assembly.values import OneLine

_TEXT = frozenset(
    [
        "capitalize",
        "casefold",
        "center",
        "count",
        "endswith",
        "find",
        "index",
        "isalnum",
        "isalpha",
        "isdecimal",
        "isdigit",
        "islower",
        "isnumeric",
        "isspace",
        "isupper",
        "join",
        "ljust",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "replace",
        "rfind",
        "rindex",
        "rjust",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "swapcase",
        "title",
        "upper",
        "zfill",
    ]
)
_DAY = frozenset(["year", "month", "day", "weekday", "isoweekday", "isoformat"])
_CLOCK = frozenset(["hour", "minute", "second", "isoformat"])
_NOTHING = frozenset[str]()
_OF: dict[type, frozenset[str]] = {
    str: _TEXT,
    Markup: _TEXT,
    OneLine: _TEXT,
    dict: frozenset(["get", "items", "keys", "values"]),
    list: frozenset(["count", "index"]),
    tuple: frozenset(["count", "index"]),
    dt.date: _DAY,
    dt.datetime: _DAY | _CLOCK | {"date", "time"},
    dt.time: _CLOCK,
    **dict.fromkeys(
        (type(None), int, bool, float, complex, Decimal, bytes, bytearray, range, set, frozenset), _NOTHING
    ),
}


# Jinja2's own, by exact type: an Environment or a loader in the data is of that package too.
_JINJA = frozenset(
    [
        runtime.LoopContext,
        runtime.Macro,
        runtime.BlockReference,
        runtime.TemplateReference,
        utils.Cycler,
        utils.Joiner,
        utils.Namespace,
        filters._GroupTuple,
    ]
)
# Where the types of values and of what filters make of lists come from; types of anybody else may do anything.
_PLAIN_MODULES = frozenset(["builtins", "collections", "itertools"])


def may_use(owner: Any, attribute: str) -> bool:
    """Whether a template may read that attribute of a value."""
    allowed = _OF.get(type(owner))
    if allowed is None and _of_jinja(owner):  # some are of Python's types, such as the groups of groupby
        return True
    if allowed is None:
        allowed = next((_OF[kind] for kind in type(owner).__mro__ if kind in _OF), _NOTHING)
    return attribute in allowed


def may_call(made: Any, helpers: Collection[Any]) -> bool:
    """Whether a template may call it: a method it may read, one of Jinja2's objects, or one of the helpers."""
    owner = getattr(made, "__self__", None)
    if owner is not None and not isinstance(owner, ModuleType):
        return may_use(owner, getattr(made, "__name__", ""))
    return _of_jinja(made) or any(made is helper for helper in helpers)


def _of_jinja(value: Any) -> bool:
    return type(value) in _JINJA or isinstance(value, runtime.Macro)


def is_plain(value: Any) -> bool:
    """Whether a template may take items of a value, run through it or reckon with it: a value of Python's own types,
    or of types made of them, a list a filter made, or one of Jinja2's objects."""
    kind = type(value)
    if kind in _OF or kind in _JINJA or kind.__module__ in _PLAIN_MODULES or isinstance(value, runtime.Undefined):
        return True
    return any(base in _OF for base in kind.__mro__)
