"""The fields an unrecognised heading may have been meant for."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise

from data_adapters.headings.fields import fields, synonyms
from data_adapters.headings.scripts import simplified
from data_adapters.headings.texts import key

_LONGEST = 30
_CLOSE = 0.5
_COMPARED = 20
_KEPT = 6
_LOST = "\ufffd"


def nearest(heading: str) -> list[str]:
    """Up to three canonical labels that look like an unrecognised heading, best first.

    A character lost on the way (U+FFFD) stands for any one.
    """
    return list(_guesses(heading))


@lru_cache(maxsize=4096)
def _guesses(heading: str) -> tuple[str, ...]:
    text = key(simplified(heading[: 4 * _LONGEST]))[:_LONGEST]
    close = _with_lost(text) if _LOST in text else _alike(text)
    return tuple(dict.fromkeys(fields()[synonyms()[name]].label for name in close))[:3]


def _with_lost(text: str) -> list[str]:
    """The synonyms a text with lost characters may have been."""
    form = re.compile(re.escape(text).replace(_LOST, "."))
    return [name for name in synonyms() if form.fullmatch(name)]


def _alike(text: str) -> list[str]:
    """The synonyms most like a text, of those that share a pair of characters with it."""
    shared: Counter[str] = Counter(name for pair in set(_pairs(text)) for name in _index().get(pair, ()))
    likely = heapq.nsmallest(_COMPARED, shared, key=lambda name: (-shared[name] / (len(text) + len(name)), name))
    matcher = SequenceMatcher(b=text, autojunk=False)
    scores: dict[str, float] = {}
    for name in likely:
        matcher.set_seq1(name)
        scores[name] = matcher.ratio()
    best = sorted(likely, key=lambda name: -scores[name])[:_KEPT]
    return [name for name in best if scores[name] >= _CLOSE]


@cache
def _index() -> dict[str, list[str]]:
    """The synonyms that hold each pair of characters."""
    index: dict[str, list[str]] = {}
    for name in synonyms():
        if ">" not in name:
            for pair in set(_pairs(name)):
                index.setdefault(pair, []).append(name)
    return index


def _pairs(text: str) -> list[str]:
    return [first + second for first, second in pairwise(text)] if len(text) > 1 else [text]
