"""Signs that look right on the page and are not: full-width braces, blanks between braces, Chinese punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

from service.assembly.lint.catalogue import Code

_BLANK = r"[ \u00a0\u3000\u200b-\u200d\u2060\ufeff]*"
_OPENING = re.compile(rf"[{{｛]{_BLANK}[{{｛%％]")
_CLOSING = re.compile(rf"[}}｝%％]{_BLANK}[}}｝]")
_LONE_CLOSING = re.compile(r"[}｝%％][}｝]")  # blanks between braces tell nothing where no tag was begun
_SINGLE = re.compile(r"(?<![{｛_])(?<![{｛] )[{｛]\s*(\w+)(?:\.\w+)*\s*[}｝](?! ?[}｝_])")
_HALF = str.maketrans("｛｝％", "{}%")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_TEXT_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
_FULL_WIDTH = dict(
    zip("，、（）：；！＝＋－＊／｜［］．。＜＞〈〉《》【】〔〕", ",,():;!=+-*/|[]..<><><>[][]", strict=True)
)  # fmt: skip
_NAMED = {"\u200b": "零宽空格", "\ufeff": "字节序标记", "\u00ad": "软连字符"}


@dataclass(frozen=True, slots=True)
class Like:
    """A stretch that looks like a tag or one end of it: its text, the sign that is wrong, what is right, where it
    begins and ends."""

    text: str
    found: str
    right: str
    start: int
    end: int


def straightened(text: str) -> str:
    """text with Chinese quotes made straight, as docxtpl does inside tags."""
    return text.translate(_QUOTES)


def lookalikes(text: str, *, closing_only: bool = False) -> list[Like]:
    """What in a text without tags looks like one, in order; the right ends of tags are among them, as their beginning
    is missing. With closing_only, text is what follows a right beginning."""
    if "}" not in text and "{" not in text and "｛" not in text and "｝" not in text:
        return []
    if closing_only:
        single = re.search(r"[}｝]", text)
        closing = _CLOSING.search(text) or single
        return [_like(text, closing, closing.end())] if closing else []
    found: list[Like] = []
    position = 0
    while opening := _OPENING.search(text, position):
        found.extend(
            _like(text, match, match.end()) for match in _LONE_CLOSING.finditer(text, position, opening.start())
        )
        other = _OPENING.search(text, opening.end())
        closing = _CLOSING.search(text, opening.end(), other.start() if other else len(text))
        position = closing.end() if closing else opening.end()
        found.append(_like(text, opening, position))
    found.extend(_like(text, match, match.end()) for match in _LONE_CLOSING.finditer(text, position))
    return found


def single_braces(text: str, names: Container[str]) -> Iterator[re.Match[str]]:
    """The names in single braces that are known: one brace was forgotten on either side."""
    return (match for match in _SINGLE.finditer(text) if match[1] in names)


def _like(text: str, sign: re.Match[str], end: int) -> Like:
    right = re.sub(_BLANK, "", sign[0]).translate(_HALF)
    return Like(text[sign.start() : end], sign[0], right, sign.start(), end)


def strange_character(text: str) -> tuple[Code, str, str] | None:
    """What makes a whole tag unreadable by itself: an invisible character or, outside its quotes, Chinese punctuation;
    with the name of it, and the right one."""
    for character in text:
        if unicodedata.category(character) == "Cf":
            return Code.INVISIBLE_CHARACTER, _NAMED.get(character, f"U+{ord(character):04X}"), ""
    for character in _TEXT_LITERAL.sub("", straightened(text)):
        if character in _FULL_WIDTH:
            return Code.CHINESE_PUNCTUATION, character, _FULL_WIDTH[character]
    return None


def chinese_quotes(text: str) -> str:
    """The Chinese quotes around a tag's text literals, "" for none: the press straightens them, others do not."""
    return "".join(character for character in _TEXT_LITERAL.sub("", text) if character in "“”‘’")[:2]
