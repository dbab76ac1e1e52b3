"""Titles of papers, broken into lines between words (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from service.papers.segmenting import segments
from service.wording import title_lines


def title(*parts: str, width: int = 20) -> str:
    """The parts as one title whose balanced lines are parted by newlines, broken between words (``title_words.toml``).

    Raises :class:`SettingsError` where the words cannot be read.
    """
    return "\n".join(title_lines(segments(parts), width))
