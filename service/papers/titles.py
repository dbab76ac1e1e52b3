"""Titles of papers, broken into lines between words (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.wording import title_lines

# Words a title may not be broken inside of; everything between two of them stays whole too.
_WORDS = (
    r"20\d{2}年度?|第[一二三四五六七八九十百\d]+[次周期季度]+|\d{1,2}—\d{1,2}月|[一二三四]季度|"
    r"重点项目建设|重点项目|项目建设|联席会议|推进会议?|调度会议?|周调度会|月度联席会议|季度调度会|专题会议?|年终会|半年会|"
    r"^[^县市区旗州]{1,5}(?:自治)?[县市区旗州]|全[县市区旗州]|工程|项目"
)
_SPLIT = re.compile(f"({_WORDS})")


def title(*parts: str, width: int = 20) -> str:
    """The parts as one title whose balanced lines are parted by newlines; long parts are broken at known words."""
    words = [word for part in parts for word in _words_of(part)]
    return "\n".join(title_lines(words, width))


def _words_of(part: str) -> Iterator[str]:
    for piece in _SPLIT.split(part):
        if piece:
            # A name with no known word in it must still fit the page: it breaks by length as the last resort.
            yield from (piece[start : start + 18] for start in range(0, len(piece), 18))
