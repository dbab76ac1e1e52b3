"""The fields an unrecognised heading may have been meant for."""

from __future__ import annotations

import heapq
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


@lru_cache(maxsize=4096)
def _guesses(heading: str) -> tuple[str, ...]:
    text = key(simplified(heading))[:_LONGEST]
    shared: Counter[str] = Counter(name for pair in set(_pairs(text)) for name in _index().get(pair, ()))
    likely = heapq.nsmallest(_COMPARED, shared, key=lambda name: (-shared[name] / (len(text) + len(name)), name))
    matcher = SequenceMatcher(b=text, autojunk=False)
    scores: dict[str, float] = {}
    for name in likely:
        matcher.set_seq1(name)
        label = fields()[synonyms()[name]].label
        scores[label] = max(scores.get(label, 0.0), matcher.ratio())
    close = [label for label, score in scores.items() if score >= _CLOSE]
    return tuple(sorted(close, key=lambda label: -scores[label])[:3])


def nearest(heading: str) -> list[str]:
    """Up to three canonical labels that look like an unrecognised heading, best first."""
    return list(_guesses(heading))


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
