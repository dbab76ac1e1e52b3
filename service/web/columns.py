"""The form on which a person says what the columns of a sheet mean, and what was said on it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from data_adapters import Mapping
from data_adapters.headings import fields, nearest
from data_adapters.headings.texts import MONEY_UNITS
from data_adapters.layout import Column, Layout, Role
from data_adapters.mapping import IGNORED, Answer, paths, shape
from service import readable
from service.errors import HuicaiError
from service.mappings import forget, remember

MOST: Final = 200
"""So many columns a form shows: a wider sheet is no ledger."""
NOTHING, AUTOMATIC, NOT_READ = "", "auto", "ignore"
_SAMPLES: Final = 3
_LONGEST: Final = 18
_TYPES: Final = {
    "金额": ("amount",),
    "比例和增幅": ("percent",),
    "日期和期限": ("date", "period"),
    "个数": ("count",),
    "文字（名称、单位、人员、进展等）": ("text",),
}


class ChoiceError(HuicaiError):
    """What was chosen for the columns cannot be kept."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One column of the form. ``field`` is what is chosen: a field's id, :data:`NOT_READ` or :data:`NOTHING`;
    ``unit`` a unit of money or "" (as the heading says); ``samples`` are the first values under the heading."""

    index: int
    words: readable.ColumnWords
    samples: tuple[str, ...]
    guesses: tuple[tuple[str, str], ...]
    field: str
    unit: str
    takes_unit: bool

    @property
    def state(self) -> str:
        """What the form showed of the column: sent back with it, so that only what was changed is kept."""
        return f"{self.field}|{self.unit}"


@cache
def options() -> dict[str, list[tuple[str, str]]]:
    """Every field as (id, label) by kind."""
    return {
        name: [(field.id, field.label) for field in fields().values() if field.type in types]
        for name, types in _TYPES.items()
    }


def choices(layout: Layout, mapping: Mapping) -> list[Choice]:
    """The columns of a layout as the form shows them."""
    return [_choice(layout, column, words) for column, words in readable.columns(layout, mapping)[:MOST]]


def _choice(layout: Layout, column: Column, words: readable.ColumnWords) -> Choice:
    ids = {field.label: field.id for field in fields().values()}
    guesses = tuple((ids[label], label) for label in nearest(column.heading))
    if words.said:
        chosen, unit = words.said.field or NOT_READ, words.said.unit
    else:
        chosen, unit = column.match.field if column.match else NOTHING, ""
    known = fields().get(chosen)
    takes_unit = known.type == "amount" if known else True
    return Choice(column.index, words, _samples(layout, column.index), guesses, chosen, unit, takes_unit)


def _samples(layout: Layout, column: int) -> tuple[str, ...]:
    found: list[str] = []
    rows = layout.rows(Role.DATA) or range(layout.header_rows[-1] + 1, layout.last_row + 1)
    for row in rows[:50]:
        if text := layout.grid.text(row, column):
            found.append(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def keep(home: Path, layout: Layout, form: Table[str, str]) -> tuple[dict[int, Answer], list[int]]:
    """Remember what was changed on the form for sheets of this shape; gives the answers by column number, and the
    columns read as they are recognised again.

    Only those: what somebody else said of the others meanwhile stays. Raises :class:`ChoiceError` where a choice is
    none of the form's, two columns were said to mean the same or the sheet is another now; or OutputError.
    """
    if form.get("shape", "") != shape(layout):
        raise ChoiceError("这张表的读法刚被别人改过，没有保存，请重新选择后再保存")
    answers: dict[int, Answer] = {}
    back: list[int] = []
    for column in layout.columns[:MOST]:
        field, unit = form.get(f"field-{column.index}"), form.get(f"unit-{column.index}", "")
        if field is None or f"{field}|{unit}" == form.get(f"was-{column.index}") or (field, unit) == (NOTHING, ""):
            continue
        if field in (AUTOMATIC, NOTHING):
            back.append(column.index)
        else:
            answers[column.index] = _answer(field, unit)
    _refuse_twins(layout, answers)
    if answers:
        remember(home, layout, answers)
    if back:
        forget(home, layout, tuple(back))
    return answers, back


def changed(mapping: Mapping, layout: Layout, answers: Table[int, Answer], back: Iterable[int]) -> Mapping:
    """A mapping with answers on columns of this shape, and without those on the columns ``back``."""
    named = paths(layout)
    gone = {named[index] for index in back}
    before = {path: said for path, said in mapping.by_shape.get(shape(layout), {}).items() if path not in gone}
    after = before | {named[index]: said for index, said in answers.items()}
    return Mapping(mapping.anywhere, {**mapping.by_shape, shape(layout): after})


def _answer(field: str, unit: str) -> Answer:
    if field == NOT_READ:
        return Answer(IGNORED)
    if field not in fields() or unit not in ("", *MONEY_UNITS):
        raise ChoiceError("有一列选的不是列出的内容，没有保存，请返回上一页重新选择")
    return Answer(field, unit if fields()[field].type == "amount" else "")


def _refuse_twins(layout: Layout, answers: Table[int, Answer]) -> None:
    """Of two columns said to be one field only the first would be read: a person should hear it before."""
    named: dict[str, str] = {}
    for column in layout.columns:
        said = answers.get(column.index)
        if said is None or said.field == IGNORED:
            continue
        heading = "".join(column.heading.split())
        twin = named.setdefault(said.field, heading)
        if twin is not heading:
            label = fields()[said.field].label
            raise ChoiceError(f"“{twin}”和“{heading}”两列都选了“{label}”，没有保存，请只给其中一列选它")
