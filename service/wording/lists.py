"""Names in a row, and the visible gap for empty words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from itertools import pairwise
from typing import Final

from service.wording.values import GAP, describe, keeps_blank, whole, words

NOTHING: Final = "无"
_MOST: Final = 10_000
_SHOWN: Final = 40
# GB/T 15834-2011, 4.5.3.5: no 顿号 between neighbours that carry quotation or title marks themselves.
_SELF_PARTING: Final = frozenset({("》", "《"), ("”", "“")})


@keeps_blank
def join_list(value: object, limit: int | None = None, measure: str = "个") -> str:
    """Names joined by 顿号: ``甲、乙、丙``; more than ``limit`` of them ``甲、乙等5个``; none of them ``无``.

    Any ordered iterable of text is taken; an empty name among them shows as the gap. ValueError: text instead of a
    list, an unordered set, a mapping, or a member that is not text.
    """
    names = [or_gap(name) for name in _ordered(value)]
    if not names:
        return NOTHING
    shown = len(names) if limit is None else whole(limit, "列举个数", 1, _MOST)
    if shown >= len(names):
        return _joined(names)
    return f"{_joined(names[:shown])}等{len(names)}{words(measure, '量词')}"


@keeps_blank
def join_with(value: object, limit: int | None = None, measure: str = "个", word: str = "和") -> str:
    """Names with ``word`` before the last: ``甲、乙和丙``; more than ``limit`` of them ``甲、乙等5个``."""
    names = [or_gap(name) for name in _ordered(value)]
    if len(names) < 2 or (limit is not None and whole(limit, "列举个数", 1, _MOST) < len(names)):
        return join_list(names, limit, measure)
    return f"{_joined(names[:-1])}{words(word, '连词')}{names[-1]}"


def _ordered(value: object) -> Iterable[object]:
    if isinstance(value, str | bytes | Mapping | Set) or not isinstance(value, Iterable):
        raise ValueError(f"此处应为名称的列表，收到的是{describe(value)}。")
    return value


def _joined(names: list[str]) -> str:
    marks = ("" if (left[-1], right[0]) in _SELF_PARTING else "、" for left, right in pairwise(names))
    return names[0] + "".join(mark + name for mark, name in zip(marks, names[1:], strict=True))


def or_gap(value: object) -> str:
    """Text as it is; empty or blank text is the gap. ValueError if it is not text."""
    if not isinstance(value, str):
        raise ValueError(f"此处应为文字，收到的是{describe(value)}。")
    return value if value.strip() else GAP


def boxes(values: Iterable[str]) -> list[str]:
    """A sentence on each value that is printed with □ for characters no document can hold."""
    return [f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”里有印不出的字符，印作□" for text in values]
