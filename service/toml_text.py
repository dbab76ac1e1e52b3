"""TOML that anybody may have sent, read with an end: the standard reader takes minutes over one long dotted key."""

from __future__ import annotations

from typing import Any, Final

_MOST_BYTES: Final = 5_000_000
_MOST_DOTS: Final = 300  # in a line: a key cannot go beyond it, and takes the square of its parts to read


def loads(data: bytes) -> dict[str, Any]:
    """The table in a file's bytes.

    Raises UnicodeDecodeError, TOMLDecodeError, RecursionError, and ValueError for what would take too long.
    """
    import tomllib  # noqa: PLC0415 - most runs read none

    text = data.decode("utf-8-sig")
    if len(data) > _MOST_BYTES or any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        raise ValueError
    return tomllib.loads(text)
