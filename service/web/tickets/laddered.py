"""What the ladder says on a day, in parts of a page's length; the kinds of papers it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.papers.catalogue import papers
from service.papers.desk import COMPANIONS
from service.registers.ladder import Ladder
from service.web.paging import SIZE

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[_Item]):
    """Some of a list that is counted anew each time: ``all`` is how many there are, ``start`` the place of the first
    shown, ``next`` where the next part begins, None on the last."""

    rows: Sequence[_Item]
    all: int
    start: int
    next: int | None


def part(items: Sequence[_Item], asked: str) -> Part[_Item]:
    """The part that begins at a place of the address; nonsense begins at the beginning."""
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    start = start if start < len(items) else 0
    end = start + SIZE
    return Part(items[start:end], len(items), start, end if end < len(items) else None)


def kinds_of(ladder: Ladder) -> dict[str, str]:
    """The kinds of papers the ladder makes, with what goes out with them: id -> title."""
    ids = dict.fromkeys(rung.paper for rung in ladder.rungs)
    every = [each for paper in ids for each in (paper, *COMPANIONS.get(paper, ()))]
    return {each: papers()[each].title for each in every if each in papers()}
