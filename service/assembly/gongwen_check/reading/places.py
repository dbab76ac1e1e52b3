"""Where something stands, as a person finds it again."""

from __future__ import annotations

from dataclasses import dataclass

from service.assembly.places import Cell

_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the paper (页面, 版头, 正文, 版记, 页脚…), the number
    among paragraphs outside tables and boxes, from 1 (0 for none), the first words, the table cell it is in."""

    region: str
    paragraph: int = 0
    words: str = ""
    cell: Cell | None = None

    def __str__(self) -> str:
        if self.cell:
            said = f"{self.region}{self.cell}"
        else:
            said = f"第{self.paragraph}段（{self.region}）" if self.paragraph else self.region
        return f"{said}“{self.words}”" if self.words else said


def first_words(text: str) -> str:
    """The beginning of a paragraph on one line, short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
