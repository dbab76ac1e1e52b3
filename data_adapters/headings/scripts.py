"""Traditional headings in Simplified characters."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def simplified(text: str, in_mainland_words: bool = False) -> str:
    """A text in Simplified characters; on demand Taiwan's words become the mainland's too (專案 → 项目).

    Conversions are loaded only for a text that holds a character GB 2312 lacks: that set is Simplified throughout.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        converted: str = _converter("tw2sp" if in_mainland_words else "t2s").convert(text)
        return converted
    return text


@cache
def _converter(conversion: str) -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - its data take longer to load than a small ledger takes to read

    return OpenCC(conversion)
