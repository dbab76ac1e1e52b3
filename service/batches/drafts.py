"""A chunk's drafts as they lie in the file store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from service.batches.bundles import Bundle
from service.batches.contexts import remembering
from service.papers.pressing import TEXTS
from service.store import frozen_data

#: The names of what a chunk's bundle holds: a line for each item, and the steps its figures name.
ITEMS: Final = "items"
STEPS: Final = "steps.json"


def drafts_of(bundle: Bundle, wanted: Sequence[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The kinds and contexts of items of a chunk, by their places in it from 0; values know their steps."""
    lines = bundle[ITEMS].split(b"\n")
    for place in wanted:
        kind, _, data = lines[place].partition(b" ")
        yield kind.decode(), remembering(frozen_data.loads(data, TEXTS))
