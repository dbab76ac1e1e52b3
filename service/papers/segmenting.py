"""A title taken apart into words that no line may break: the words of ``title_words.toml``, numbers with their units,
what stands in 《》 and brackets, names of places, and any other name as a whole.

A general segmenter was weighed and left out (docs/decisions): it brings megabytes and half a second, and cuts names
of this trade where an office would not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from data_adapters.patterns import regex
from service.config import file_bytes, toml_table
from service.errors import SettingsError

PATH: Final = Path(__file__).with_name("title_words.toml")
_HAN: Final = "一二三四五六七八九十百零〇两"
_UNIT: Final = (
    r"年度|年产|年|月份|月|日|号线|号|次|期工程|期|标段|标|批次|批|周年|周|季度|届|级|层|"
    r"[万亿]?(?:千瓦时|千瓦|兆瓦|千伏|吨|亩|平方米|平方公里|立方米|公里|千米|米|元|头|只|套|件|台|辆|张|床|户|人|座|条|处|个|项|公顷)|"
    r"国道|省道|县道|线|段|[%％‰℃]"
)
_WHOLE: Final = regex(
    rf"《[^《》]{{1,17}}》|“[^“”]{{1,17}}”|（[^（）]{{1,17}}）|"
    rf"第[{_HAN}]+(?:{_UNIT}|人民医院|中心小学|实验小学|中学|小学|高级中学|幼儿园|水厂|污水处理厂)|"
    rf"(?:年产|日产|年处理|日处理|日供水|装机)?第?[A-Za-z\d](?:[A-Za-z\d.,+·]|[—~～×/-](?=[A-Za-z\d]))*(?:{_UNIT})*|"
    rf"[{_HAN}]+(?:期工程|期|标段|季度|级公路|周年)|十[三四五六]五规划|十[三四五六]五"
)
# What a way of cutting costs: the least sum wins. A longer word is better than two short ones, an ending makes a name.
_WORD, _LONGER, _ENDING, _LETTER = 1.0, 0.05, 0.5, 1.0
_LINKS: Final = frozenset("的暨及与和、，")
_LONGEST_NAME: Final = 12  # a name no one listed that is longer breaks by length, as the last resort
_WIDEST: Final = 18
_TYPE: Final = 4  # 的通知, 的情况报告: a kind of paper so short stays with what it is of
_LONGEST_NOTE: Final = 8  # a bracket so short stays with the word it explains


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the settings: known ones, endings of names, and those bound to the word before or after them."""

    known: frozenset[str]
    endings: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a link, or a name that nobody listed; ``opens`` where a part of the title begins with it."""

    text: str
    is_known: bool = True
    opens: bool = False


def title_words(path: Path = PATH) -> Words:
    """The words in force, read anew when the file changes. Raises :class:`SettingsError` in one sentence."""
    try:
        stamp = path.stat()
    except OSError as error:
        raise SettingsError(f"设置文件“{path.name}”打不开，请恢复该文件") from error
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


def segments(parts: tuple[str, ...]) -> list[str]:
    """The pieces of a title, in order; joined they are the parts. A line may break between any two of them."""
    words = title_words()
    tokens = [replace(token, opens=not number) for part in parts for number, token in enumerate(_tokens(part, words))]
    return _bound(tokens, words)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Words:
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    listed = table.get("words")
    if not isinstance(listed, dict) or not listed or not all(isinstance(text, str) for text in listed.values()):
        raise SettingsError(f"{what}的 [words] 应写成一类词一段，词之间空一格，请对照原文件改正")
    known = frozenset(word for text in listed.values() for word in text.split())
    endings, before, after = (_listed(table, name, what) for name in ("endings", "before", "after"))
    return Words(known, endings, before, after, longest=max(map(len, known | endings), default=1))


def _listed(table: Mapping[str, Any], name: str, what: str) -> frozenset[str]:
    section = table.get(name)
    text = section.get("words") if isinstance(section, dict) else None
    if not isinstance(text, str):
        raise SettingsError(f"{what}缺少 [{name}] 的 words，请对照原文件补上")
    return frozenset(text.split())


def _tokens(part: str, words: Words) -> Iterator[_Token]:
    start = 0
    for whole in _WHOLE.finditer(part):
        yield from _cut(part[start : whole.start()], words)
        yield _Token(whole.group())
        start = whole.end()
    yield from _cut(part[start:], words)


def _cut(text: str, words: Words) -> tuple[_Token, ...]:
    """The fewest known words and the fewest letters left over; an ending after a name belongs to the name."""
    best: list[tuple[float, tuple[_Token, ...]]] = [(0.0, ())]
    for end in range(1, len(text) + 1):
        ways = [
            way
            for start in range(max(0, end - words.longest), end)
            for way in _ways(best[start], text[start:end], words)
        ]
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _ways(
    so_far: tuple[float, tuple[_Token, ...]], piece: str, words: Words
) -> Iterator[tuple[float, tuple[_Token, ...]]]:
    """The ways to go on with a piece, each with its cost: as a known word, an ending, a link, or one more letter."""
    cost, before = so_far
    name = before[-1].text if before and not before[-1].is_known else ""
    if name and piece in words.endings:
        yield cost + _ENDING, (*before[:-1], _Token(name + piece))
    if len(piece) > 1 and piece in words.known:
        yield cost + _WORD - _LONGER * len(piece), (*before, _Token(piece))
    if piece in _LINKS:
        yield cost + _WORD - _LONGER, (*before, _Token(piece))
    elif len(piece) == 1:
        letter = _Token(name + piece, is_known=False)
        yield cost + _LETTER, (*(before[:-1] if name else before), letter)


def _bound(tokens: list[_Token], words: Words) -> list[str]:
    """The pieces: what hangs on the word before or after it is joined to it; what is too long is cut by length."""
    pieces: list[str] = []
    waiting = ""
    for number, token in enumerate(tokens, start=1):
        text, waiting = waiting + token.text, ""
        if pieces and (_hangs(token, words) or (number == len(tokens) and _is_type(text, pieces[-1]))):
            pieces[-1] += text
        elif number < len(tokens) and _leads(token, words):
            waiting = text
        else:
            pieces.extend(_by_length(text, _WIDEST if token.is_known else _LONGEST_NAME))
    return [short for piece in pieces for short in _by_length(piece, _WIDEST)]


def _hangs(token: _Token, words: Words) -> bool:
    """Whether a token may not begin a line: 的, a comma, a lone letter like 级, a short bracket."""
    if token.text.startswith("（"):
        return len(token.text) <= _LONGEST_NOTE
    return token.text in "的、，" or (token.text in words.before and not token.opens)


def _leads(token: _Token, words: Words) -> bool:
    """Whether a token may not end a line: 暨, 及, and a lone letter like 新 that says something of the next word."""
    return token.text in words.after or (len(token.text) == 1 and not token.is_known)


def _is_type(text: str, before: str) -> bool:
    return before.endswith("的") and len(text) <= _TYPE


def _by_length(text: str, most: int) -> Iterator[str]:
    """The text in equal pieces of at most so many letters."""
    count = -(-len(text) // most)
    size = -(-len(text) // count)
    yield from (text[start : start + size] for start in range(0, len(text), size))
