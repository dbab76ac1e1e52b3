"""Names a template uses and nobody knows, and the nearest ones that are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2.utils import missing


class UnknownName(str):
    """The Chinese clause for an unknown name; ``name`` is set for a top-level one: the caller knows its neighbours."""

    name: str = ""

    @classmethod
    def of(cls, name: Any, owner: Any) -> UnknownName:
        """The clause for name looked up in owner, or at the top when owner is Jinja2's ``missing``."""
        if owner is missing:
            found = cls(f"没有名为“{name}”的数据")
            found.name = str(name)
            return found
        if isinstance(owner, Mapping):
            return cls(f"这一项里没有“{name}”{nearest(str(name), owner)}")
        if isinstance(owner, list | tuple) and isinstance(name, int):
            return cls(f"列表只有 {len(owner)} 项，没有第 {name + 1} 项")
        return cls(f"“{str(owner)[:20]}”是单个的值，里面没有“{name}”")


_LOOKED_AT = 20  # names equally like it, at most
_LIKE_ENOUGH = 0.5  # one character of two: Chinese names are short


def nearest(name: str, known: Iterable[object]) -> str:
    """A clause naming the known name most like name, or nothing; of several, the one that begins most alike."""
    import difflib  # noqa: PLC0415 - needed only where something is wrong

    words = [key for key in known if isinstance(key, str) and key.strip() == key]
    close = difflib.get_close_matches(name, words, n=_LOOKED_AT, cutoff=_LIKE_ENOUGH)
    if not close:
        return ""
    alike = difflib.SequenceMatcher(None, name, close[0]).ratio()
    equal = [word for word in close if difflib.SequenceMatcher(None, name, word).ratio() == alike]
    best = next((word for word in equal if word[0] == name[:1]), equal[0])
    return f"，是否应为“{best}”"
