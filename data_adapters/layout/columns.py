"""The columns of a header: what each means, and a name column that nobody gave a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data_adapters.grid import Value, as_text
from data_adapters.headings import Match, recognise
from data_adapters.layout.area import Area, is_filled, plain
from data_adapters.layout.labels import is_total
from data_adapters.layout.model import Column, what_it_holds

_PROJECT_FIELDS = frozenset(
    {"total_investment", "plan_this_year", "content_scale", "nature", "image_progress", "build_period"}
)
_ORDERED = frozenset({"deadline", "order_date", "order_number"})
_SAMPLE = 200


def recognised(headings: Sequence[tuple[int, list[str]]], year: int) -> tuple[tuple[Column, ...], int]:
    """The columns and the month their headings run to (0 where none says one).

    Of several columns of one meaning the one of the latest month counts, else the first; the others are shown as not
    understood.
    """
    found = [
        Column(index, stack[-1], tuple(stack[:-1]), recognise(tuple(stack[:-1]), stack[-1], year))
        for index, stack in headings
    ]
    best: dict[str, Column] = {}
    for column in found:
        match = column.match
        if match and (match.field not in best or match.month > getattr(best[match.field].match, "month", 0)):
            best[match.field] = column
    columns = tuple(c if not c.match or best[c.match.field] is c else replace(c, match=None) for c in found)
    done = best.get("done_this_year_to_date") or best.get("done_this_month")
    return _as_issues(columns), done.match.month if done and done.match else 0


def _as_issues(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of an issue list that has orders or deadlines: its 进展情况 says how far the matter is (办理情况)."""
    fields = {column.match.field for column in columns if column.match}
    if "status" in fields or not fields & _ORDERED or what_it_holds(columns) != "topics":
        return columns
    return tuple(
        replace(column, match=replace(column.match, field="status"))
        if column.match and column.match.field == "image_progress" and "形象" not in column.heading
        else column
        for column in columns
    )


def with_bare(area: Area, columns: tuple[Column, ...], last: int) -> tuple[Column, ...]:
    """The columns with those that are filled but have no heading: a name where its texts are one, else not understood.

    A name is looked for only where no heading gives one and the others speak of projects.
    """
    headed = {column.index for column in columns}
    bare = [index for index in area.columns() if index not in headed]
    fields = {column.match.field for column in columns if column.match}
    wants = not what_it_holds(columns) or "unit" not in fields
    wants = wants and "project_name" not in fields and len(fields & _PROJECT_FIELDS) >= 2
    added: list[Column] = []
    for index in bare:
        values = area.within(last + 1, area.last_row).down(index)
        if wants and _are_names(values[:_SAMPLE]):
            added.append(Column(index, "", (), Match("project_name", ""), guessed=True))
            wants = False
        elif any(map(is_filled, values)):
            added.append(Column(index, "", (), None))
    return tuple(sorted((*columns, *added), key=lambda column: column.index))


def _are_names(values: Sequence[Value]) -> bool:
    """Whether the texts of a column are names: words of some length, hardly any twice, beside sums and little else."""
    texts = [plain(as_text(value)) for value in values if is_filled(value)]
    texts = [text for text in texts if not is_total([text])]
    names = [text for text in texts if len(text) >= 3 and re.search(r"[\u4e00-\u9fff]{2}", text)]
    return bool(names) and len(names) >= 0.7 * len(texts) and len(set(names)) >= 0.9 * len(names)
