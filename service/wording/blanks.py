"""Words that stand in a paper where a figure would be."""

from __future__ import annotations


class Blank(str):
    """Words that stand where a figure would be: every filter hands them on unchanged."""

    __slots__ = ()
