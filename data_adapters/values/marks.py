"""Marks glued to names and numbers (★ ☆ ▲ …): a legend elsewhere says what they mean."""

from __future__ import annotations

import re
from typing import Final

from data_adapters.patterns import regex

MARKS: Final = "★☆▲△●○◆◇※■□"
_STARS: Final = regex(r"([*＊]*)(.*?)([*＊]*)", re.DOTALL)


def split_marks(name: str) -> tuple[str, str]:
    """A project name without the marks glued to it, and those marks in order; ``*`` is one before or behind a name."""
    match = _STARS.fullmatch(name.strip())
    before, inner, behind = match.groups() if match and match.group(2) else ("", name, "")
    marks = "".join(char for char in inner if char in MARKS)
    plain = "".join(" " if char in MARKS else char for char in inner)
    plain = re.sub(r"\s+", "" if _is_chinese(plain) else " ", plain).strip()
    return plain, (before + marks + behind).replace("*", "＊")


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
