"""What people said a column means: answers that outweigh what the headings were taken for.

An answer belongs to a heading with those above it (``投资情况>实绩``), for any sheet or only for sheets of one shape.
Years and months in a heading are told relative to the ledger's, so next month's sheet has the same headings.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace

from data_adapters.headings import Match, fields
from data_adapters.headings.paths import UNDER, canonical
from data_adapters.layout import Column, Layout, with_columns
from data_adapters.problems import Problem, Severity

IGNORED = ""
LAST_TIME = "您上次的指定"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a column was said to mean: a field id or :data:`IGNORED`, its unit ("": as printed), who said so."""

    field: str
    unit: str = ""
    source: str = dataclasses.field(default=LAST_TIME, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Answers by heading: ``anywhere`` for every sheet, ``by_shape`` for sheets of one shape, which outweigh.

    What none of these answers is looked up in ``then``.
    """

    anywhere: Table[str, Answer] = dataclasses.field(default_factory=dict)
    by_shape: Table[str, Table[str, Answer]] = dataclasses.field(default_factory=dict)
    then: Mapping | None = None

    def over(self, other: Mapping) -> Mapping:
        """Both mappings in one: this one's answers first, then the other's."""
        return replace(self, then=self.then.over(other) if self.then else other)


def paths(layout: Layout) -> dict[int, str]:
    """The heading of each column by its number: canonical, from the widest one down, a second of its kind as "…#2"."""
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    for column in layout.columns:
        path = canonical(UNDER.join((*column.parents, column.heading)), layout.year)
        seen[path] += 1
        found[column.index] = path if seen[path] == 1 else f"{path}#{seen[path]}"
    return found


def shape(layout: Layout) -> str:
    """A short text that sheets with the same headings share, in whatever order their columns stand."""
    text = "\n".join(sorted(paths(layout).values()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def answers_for(layout: Layout, mapping: Mapping | None) -> dict[int, Answer]:
    """The answers that concern a sheet, by column number; one for a whole path outweighs one for the last heading."""
    named = paths(layout)
    shaped = shape(layout)
    found: dict[int, Answer] = {}
    while mapping:
        own = mapping.by_shape.get(shaped, {})
        anywhere = {canonical(path, layout.year): said for path, said in mapping.anywhere.items()}
        for index, path in named.items():
            for table, name in ((own, path), (anywhere, path), (anywhere, path.split(UNDER)[-1])):
                if index not in found and name in table:
                    found[index] = table[name]
        mapping = mapping.then
    return found


def apply(layout: Layout, mapping: Mapping) -> tuple[Layout, list[Problem]]:
    """The layout with its columns named as people said, and a note for each: "mapped", "ignored", "mapped_twice".

    A column said to mean a field takes it from one only recognised; of two said to mean it the first has it. An ignored
    column stays in the layout, without meaning.
    """
    answers = answers_for(layout, mapping) if layout.header_rows else {}
    if not answers:
        return layout, []
    problems: list[Problem] = []
    taken: set[str] = set()
    named: dict[int, Column] = {}
    for column in layout.columns:
        if said := answers.get(column.index):
            named[column.index], problem = _said(column, said, taken, layout)
            problems.append(problem)
    columns = tuple(named.get(c.index) or _unless_taken(c, taken) for c in layout.columns)
    return with_columns(layout, columns), problems


def _said(column: Column, said: Answer, taken: set[str], layout: Layout) -> tuple[Column, Problem]:
    """A column as people said, with the note on it."""
    place = layout.grid.cell(layout.header_rows[-1], column.index)
    heading = "".join(column.heading.split())
    if said.field == IGNORED:
        message = f"按{said.source}，“{heading}”一列不读取"
        return replace(column, match=None), Problem(place, "ignored", message, Severity.NOTE)
    label = fields()[said.field].label
    if said.field in taken:
        message = f"按{said.source}，另一列已读作“{label}”，“{heading}”一列未读取，请只留一列"
        return replace(column, match=None), Problem(place, "mapped_twice", message)
    taken.add(said.field)
    before = column.match
    month, day, year = (before.month, before.day, before.year) if before else (0, 0, 0)
    unit = said.unit or (before.unit if before else "")
    message = f"按{said.source}，“{heading}”一列读作“{label}”"
    match = Match(said.field, unit, month, day, year, "mapped")
    return replace(column, match=match), Problem(place, "mapped", message, Severity.NOTE)


def _unless_taken(column: Column, taken: set[str]) -> Column:
    return replace(column, match=None) if column.match and column.match.field in taken else column
