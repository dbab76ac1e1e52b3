"""Long lists in pages of 50, each asked for by the id of the last row of the one before, so that no page costs more
than another and none skips a row when others are added meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from flask import request

SIZE: Final = 50
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows of a list. ``beyond`` is the id to ask the next page with, None on the last; ``is_first`` tells whether
    there are rows before."""

    rows: Sequence[_Row]
    beyond: int | None
    is_first: bool


def asked_beyond() -> int:
    """The id after which this page's rows begin, 0 for the first page; nonsense in the address is the first page."""
    return asked_number("beyond")


def asked_number(name: str) -> int:
    """A number in the address by its name; 0 where there is none, or nonsense."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def cut(rows: Sequence[_Row], id_of: Callable[[_Row], int]) -> Page[_Row]:
    """One page out of rows of which one more than :data:`SIZE` was asked for, to see whether more follow."""
    shown = rows[:SIZE]
    return Page(shown, id_of(shown[-1]) if len(rows) > SIZE else None, asked_beyond() == 0)
