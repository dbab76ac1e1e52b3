"""What became of the items of a batch, as those who fill papers tell it: they know of no database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: "" and what it shows as a gap, or the reason why it could not be made."""

    no: int
    reason: str
    blanks: tuple[str, ...] = ()
