"""Regular expressions that are compiled when they are first used: a reading knows some two hundred, most of them for
what few ledgers hold, and compiling all would take it longer than reading a small one."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What stands for ``re.compile(text, flags)``; a text that is none is told at the first use."""
    return cast("re.Pattern[AnyStr]", _Later(text, flags))


class _Later:
    """A pattern whose methods become its own attributes as they are asked for: the next use finds them at once."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
