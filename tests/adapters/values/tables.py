"""Tables of cells beside what is read from them: ``cell => expected``, one a line; ``\\n`` is a line break."""

from __future__ import annotations


def cases(table: str) -> list[tuple[str, str]]:
    """The lines of a table as pairs; a line that starts with ``//`` is a comment."""
    lines = [line for line in table.splitlines() if line.strip() and not line.startswith("//")]
    pairs = [line.split("=>") for line in lines]
    return [(cell.strip().replace("\\n", "\n"), expected.strip()) for cell, expected in pairs]
