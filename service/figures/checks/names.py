"""When two spellings are one project's name, and when they are near enough to ask."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

from data_adapters.patterns import regex

_LEFT_OUT: Final = regex(r"[\W_]+")
_SUFFIX: Final = regex(r"(?<=..)(?:建设工程|建设项目|工程项目|工程建设|项目建设|工程|项目)$")
_ORDINAL: Final = regex(r"第?([一二三四五六七八九十\d]{1,3}|[IVX]{1,4})(?=期|标段|标|批|阶段|号)")
_HAN: Final = {char: str(value) for value, char in enumerate("一二三四五六七八九十", start=1)}
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_TELLING: Final = regex(r"[\dA-Za-z一二三四五六七八九十甲乙丙丁东西南北上中下左右前后新旧老大小主副]")
_PLACE: Final = regex(r"[镇乡村县区市州街路道河江湖溪桥山岭湾校院]")
_MOST_PAIRS: Final = 50_000
_MOST_COMPARED: Final = 5_000
_NEAR: Final = 0.75


@lru_cache(maxsize=65_536)
def project_key(name: str) -> str:
    """A project's name as far as two spellings of it agree.

    Width, blanks, brackets and marks do not count, nor 项目 or 工程 at the end; 第二期, Ⅱ期 and 2期 are one.
    """
    plain = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", name))
    plain = _ORDINAL.sub(lambda match: _digits(match[1]), plain)
    return _SUFFIX.sub("", plain)


def _digits(text: str) -> str:
    if text in _ROMAN:
        return _ROMAN[text]
    if len(text) == 2 and text[0] == "十" and text[1] in _HAN:
        return f"1{_HAN[text[1]]}"
    return _HAN.get(text, text)


def near_pairs(
    left: Sequence[str], right: Sequence[str], worth: Callable[[int, int], bool] = lambda _i, _j: True
) -> list[tuple[int, int]]:
    """Pairs of places in two lists of keys whose names are near but not the same, the nearest first.

    Only names that share a rare pair of characters meet, 50,000 pairs at most, so that 20,000 rows stay quick; what
    is beyond that is not offered. ``worth`` says which pairs are worth a look.
    """
    met = _met(left, right)
    likely = [
        (shared / (len(left[i]) + len(right[j])), i, j)
        for (i, j), shared in met.items()
        if left[i] != right[j] and worth(i, j)
    ]
    likely.sort(key=lambda item: (-item[0], item[1:]))
    scored = [(likeness(left[i], right[j]), i, j) for _, i, j in likely[:_MOST_COMPARED]]
    return [(i, j) for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1:])) if score >= _NEAR]


def _met(left: Sequence[str], right: Sequence[str]) -> Counter[tuple[int, int]]:
    """How many pairs of characters two names share, over the rarest pairs of characters."""
    ones, others = _by_gram(left), _by_gram(right)
    same_list = left is right
    met: Counter[tuple[int, int]] = Counter()
    spent = 0
    for gram in sorted(ones.keys() & others.keys(), key=lambda gram: (len(ones[gram]) * len(others[gram]), gram)):
        spent += len(ones[gram]) * len(others[gram])
        if spent > _MOST_PAIRS + (len(left) if same_list else 0):  # in one list each name meets itself first
            break
        met.update((i, j) for i in ones[gram] for j in others[gram] if not same_list or i < j)
    return met


def _by_gram(keys: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        for gram in {one + other for one, other in pairwise(key)}:
            found.setdefault(gram, []).append(place)
    return found


def likeness(one: str, other: str) -> float:
    """How near two keys are, 0 to 1; 0 where what differs tells two things apart: a number, a direction, a place."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        pieces = one[i1:i2], other[j1:j2]
        if _TELLING.search("".join(pieces)) or _names_places(*pieces, one[i2:]):
            return 0.0
    return matcher.ratio()


def _names_places(one: str, other: str, rest: str) -> bool:
    """Whether the differing pieces are two names of a place or water (青河 beside 白河); one left out is not."""
    return bool(one and other) and bool(_PLACE.match(rest) or _PLACE.search(one + other))
