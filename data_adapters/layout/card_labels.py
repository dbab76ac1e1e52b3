"""The labels of a card: which cells say what the cells beside them hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from data_adapters.headings import recognise
from data_adapters.layout.area import Area
from data_adapters.layout.header import known
from data_adapters.layout.projected import Place

_LONGEST: Final = 20


@dataclass(frozen=True, slots=True)
class Label:
    """A label: where it stands, its text after its parent's, its field ("" where unknown), and where its values may
    stand: from column ``after`` to the one left of ``before``."""

    place: Place
    key: tuple[str, ...]
    field: str
    after: int
    before: int


def read_labels(area: Area) -> list[Label]:
    """The labels of all cards of an area in reading order.

    Besides those recognised, a short text in a column of labels is one: what stands beside it is not another one's.
    """
    found = {row: known(area, row) for row in area.rows()}
    columns = _label_columns(found)
    rows = [row for row, fields in found.items() if columns & set(fields)]
    ends = {(r0, c0): c1 for r0, c0, _, c1 in area.grid.merges}
    labels: list[Label] = []
    for row in range(min(rows, default=1), max(rows, default=0) + 1):
        cells = [cell for cell in area.cells(row) if cell[0] in columns]
        known_here = columns & set(found.get(row, {}))
        texts = [(column, text) for column, text in cells if column in known_here or _is_label(area, row, column, text)]
        befores = [column for column, _ in texts[1:]] + [area.last_column + 1]
        for (column, text), before in zip(texts, befores, strict=True):
            key = (*_parents(area, row, column), text)
            match = recognise(key[:-1], text, 0)
            after = ends.get((row, column), column) + 1
            labels.append(Label((row, column), key, match.field if match else "", after, before))
    return [label for label in labels if label.after < label.before or label.field]


def _label_columns(found: dict[int, dict[int, str]]) -> set[int]:
    """The columns that hold labels: two fields or more, or one that does not stand right beside another label."""
    fields: dict[int, set[str]] = defaultdict(set)
    for row in found.values():
        for column, field in row.items():
            fields[column].add(field)
    sure = {column for column, names in fields.items() if len(names) >= 2}
    return sure | {column for column in fields if column - 1 not in sure and column > min(sure, default=0) + 1}


def _is_label(area: Area, row: int, column: int, text: str) -> bool:
    """Whether a text in a column of labels that means nothing known is a label: short, and beside a value."""
    beside = any(other > column for other, _ in area.cells(row))
    return len(text) <= _LONGEST and beside and not any(char.isdigit() for char in text[:1])


def _parents(area: Area, row: int, column: int) -> tuple[str, ...]:
    """The text of a cell left of a label that is merged down over its row and others: what the labels are about."""
    for r0, c0, r1, c1 in area.grid.merges:
        if r0 <= row <= r1 and r1 > r0 and c1 == column - 1:
            return (area.grid.text(r0, c0),)
    return ()
