"""Which of Python's methods a template may use: those an official paper needs and whose cost is known.

A list of what is allowed, not of what is forbidden: Python's types have methods that make gigabytes of one number
(``int.to_bytes``, ``str.expandtabs``), and more with each release. Objects of the caller's own types, and Jinja2's
(``loop``, macros), are not listed: the sandbox's rules hold for them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

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
    **dict.fromkeys((int, bool, float, complex, Decimal, bytes, bytearray, range, set, frozenset), _NOTHING),
}


def may_use(owner: Any, attribute: str) -> bool:
    """Whether a template may read that attribute of a value of one of Python's own types; True for other types."""
    allowed = _OF.get(type(owner))
    return allowed is None or attribute in allowed
