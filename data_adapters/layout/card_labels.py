"""The labels of a card: which cells say what the cells beside them hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from data_adapters.headings import recognise
from data_adapters.layout.area import Area, is_filled
from data_adapters.layout.header import is_unit, known, with_unit
from data_adapters.layout.projected import Place

_LONGEST: Final = 20
_COLUMNS: Final = 60  # labels stand no farther right; values may


class Label(NamedTuple):
    """A label: where it stands, its text after its parent's, its field ("" where unknown), and where its values may
    stand: from column ``after`` to the one left of ``before``."""

    place: Place
    key: tuple[str, ...]
    field: str
    after: int
    before: int


def read_labels(area: Area) -> tuple[list[Label], set[Place]]:
    """The labels of all cards of an area in reading order, and the places of the parents above some of them.

    Besides those recognised, a short text in a column of labels is one: what stands beside it is not another one's. A
    unit that stands in a cell of its own beside a value is added to the label.
    """
    left = area._replace(last_column=min(area.last_column, _COLUMNS))
    found = {row: known(left, row) for row in area.rows()}
    columns = _label_columns(found) - _value_columns(area, found)
    rows = [row for row, fields in found.items() if columns & set(fields)]
    children, parents = _families(area, columns)
    ends = {(r0, c0): c1 for r0, c0, _, c1 in area.grid.merges}
    labels: list[Label] = []
    for row in range(min(rows, default=1), max(rows, default=0) + 1):
        cells = area.cells(row)
        heads = [cell for cell in cells if (row, cell[0]) in children or cell[0] in columns]
        heads = [
            (column, text)
            for column, text in heads
            if (row, column) not in parents and (column in found.get(row, {}) or _is_label(cells, text))
        ]
        for position, (column, text) in enumerate(heads):
            before = heads[position + 1][0] if position + 1 < len(heads) else area.last_column + 1
            after = ends.get((row, column), column) + 1
            unit = next((other for at, other in cells if after <= at < before and is_unit(other)), "")
            key = (*children.get((row, column), ()), with_unit(text, unit))
            match = recognise(key[:-1], key[-1], 0)
            labels.append(Label((row, column), key, match.field if match else "", after, before))
    return labels, parents


def _label_columns(found: dict[int, dict[int, str]]) -> set[int]:
    """The columns that hold labels: two fields or more, or one that does not stand right beside another label."""
    fields: dict[int, set[str]] = defaultdict(set)
    for row in found.values():
        for column, field in row.items():
            fields[column].add(field)
    sure = {column for column, names in fields.items() if len(names) >= 2}
    return sure | {column for column in fields if column - 1 not in sure and column > min(sure, default=0) + 1}


def _value_columns(area: Area, found: dict[int, dict[int, str]]) -> set[int]:
    """The columns of projects beside each other: two names or more stand beside 项目名称, and most of what stands below
    them is no label, though "初设" beside 形象进度 reads like one."""
    values: set[int] = set()
    for row, fields in found.items():
        label = next((column for column, field in fields.items() if field == "project_name"), 0)
        names = [column for column, _ in area.cells(row) if column > label and column not in fields]
        values.update(names if label and len(names) > 1 else ())
    return {
        column
        for column in values
        if 2 * sum(column in fields for fields in found.values()) < sum(map(is_filled, area.down(column)))
    }


def _is_label(cells: list[tuple[int, str]], text: str) -> bool:
    """Whether a text in a column of labels that means nothing known is a label: short, and not alone on its row."""
    return len(text) <= _LONGEST and not text[0].isdigit() and len(cells) > 1


def _families(area: Area, columns: set[int]) -> tuple[dict[Place, tuple[str, ...]], set[Place]]:
    """The labels that stand right of one that is merged down over their rows, with its text; and where those stand."""
    children: dict[Place, tuple[str, ...]] = {}
    parents: set[Place] = set()
    same = {(r0, r1, c0) for r0, c0, r1, _ in area.grid.merges}
    for r0, c0, r1, c1 in area.grid.merges:
        if r1 == r0 or not columns & {c0, c1 + 1} or (r0, r1, c1 + 1) in same:
            continue
        right = list(_filled_down(area, r0, r1, c1 + 1))
        if len(right) > 1:
            parents.add((r0, c0))
            children.update(dict.fromkeys(right, (area.grid.text(r0, c0),)))
    return children, parents


def _filled_down(area: Area, first: int, last: int, column: int) -> Iterator[Place]:
    for row in range(first, min(last, area.last_row) + 1):
        if area.grid.text(row, column):
            yield row, column
