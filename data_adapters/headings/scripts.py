"""Traditional headings in Simplified characters."""

from __future__ import annotations

from functools import cache

import opencc


def simplified(text: str, in_mainland_words: bool = False) -> str:
    """A text in Simplified characters; on demand Taiwan's words become the mainland's too (專案 → 项目).

    Loading a conversion takes some milliseconds, so this is asked only about headings not understood as they stand.
    """
    converted: str = _converter("tw2sp" if in_mainland_words else "t2s").convert(text)
    return converted


@cache
def _converter(conversion: str) -> opencc.OpenCC:
    return opencc.OpenCC(conversion)
