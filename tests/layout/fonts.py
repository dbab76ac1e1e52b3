"""The fonts a paper may be printed with: those the standard names, and another only for characters they lack."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.rendering import Page, fonts, pages

SONG, FANG, HEI, KAI, LATIN = (
    "FandolSong-Bold",
    "FandolFang-Regular",
    "FandolHei-Regular",
    "FandolKai-Regular",
    "LiberationSerif",
)
#: 宋体 of the page numbers, under every name its weights and sets have.
NUMBERS = "NotoSerifCJK"
#: What the free 仿宋 lacks: rare characters of the names in the samples, and the square metre.
LACKING = frozenset("镕堃喆玥祎翀犇㎡")


def strangers(pdf: Path) -> set[str]:
    """Fonts in a PDF that no style names; none of them counts where the text holds a character the named fonts lack."""
    sheets, found = pages(pdf), fonts(pdf)
    text = "".join(page.text for page in sheets)
    named = {SONG, FANG, HEI, KAI, LATIN}
    if LACKING & set(text):
        return {font for font in found - named if not font.startswith("Noto")}
    numbered = any(_number(page) for page in sheets)
    return {font for font in found - named if not (numbered and font.startswith(NUMBERS))}


def _number(page: Page) -> bool:
    """Whether a page shows its number: at the foot, or turned at the left of a sheet across."""
    upright = any(re.fullmatch(r"—\d+—", line.text) for line in page.lines)
    return upright or any(
        word.text == str(page.number) and word.box.right < 34 for line in page.lines for word in line.words
    )
