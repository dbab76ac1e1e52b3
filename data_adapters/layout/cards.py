"""One-project cards (labels and values beside each other) and tables turned on their side (a project a column)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from data_adapters.headings import fields, ledger_year
from data_adapters.layout.area import Area, plain
from data_adapters.layout.card_labels import Label, read_labels
from data_adapters.layout.columns import recognised
from data_adapters.layout.header import is_unit, known
from data_adapters.layout.labels import is_total
from data_adapters.layout.model import Layout, Role, key_column, what_it_holds
from data_adapters.layout.notes import title_of, unit_of
from data_adapters.layout.period import period
from data_adapters.layout.projected import Place, ProjectedGrid, projected
from data_adapters.patterns import regex
from data_adapters.problems import Cell

_LOOK_DOWN: Final = 15
_ENOUGH: Final = 3
_FIRST_ROWS: Final = 200
_INSTRUCTION = regex(r"^(?:填写?|请|指|按|应|须|与)")
Card = list[Label]


def is_card(area: Area, row: int) -> bool:
    """Whether a row that has headings is the top of a card: under the first of them stand other headings, each beside a
    value or a blank."""
    column = min(known(area, row))
    under: set[str] = set()
    for below in range(row, min(area.last_row, row + _LOOK_DOWN) + 1):
        found = known(area, below)
        beside_values = 2 * len(found) <= len(area.cells(below)) or not any(at + 1 in found for at in found)
        if column in found and beside_values:
            under.add(found[column])
    return len(under) >= _ENOUGH


def read_cards(sheet: Area) -> list[Layout]:
    """The layouts of the cards of a sheet, each over a projected grid; none where the sheet has no filled card.

    All cards are one table, but for those that stand under a unit or a period of their own.
    """
    top = read_labels(sheet.within(1, min(sheet.last_row, _FIRST_ROWS)))[0]
    if len({label.field for label in top}) <= _ENOUGH:
        return []
    labels, parents = read_labels(sheet)
    return [layout for pile in _piles(sheet, _split(labels)) if (layout := _read(pile, parents))]


@dataclass(slots=True)
class _Pile:
    """Cards under the same notes; ``area`` reaches from the notes down to the last card."""

    area: Area
    notes: list[str]
    cards: list[Card]


def _piles(sheet: Area, cards: Sequence[Card]) -> list[_Pile]:
    piles: list[_Pile] = []
    top = sheet.first_row
    for card in cards:
        start, end = card[0].place[0], card[-1].place[0]
        notes = [text for row in range(top, start) for text in sheet.texts(row)]
        before = piles[-1].notes if piles else []
        if not piles or _stated([*notes, *before]) != _stated(before):
            piles.append(_Pile(sheet.within(top, end), [*notes, *before], []))
        piles[-1].cards.append(card)
        piles[-1].area = piles[-1].area.within(piles[-1].area.first_row, end)
        top = end + 1
    for pile in piles[-1:]:
        pile.area = pile.area.within(pile.area.first_row, sheet.last_row)
    return piles


def _stated(notes: list[str]) -> tuple[str, tuple[int, int]]:
    return unit_of(notes, notes), period(notes, [])


def _read(pile: _Pile, parents: set[Place]) -> Layout | None:
    """The layout of a pile of cards; None where they are not filled in."""
    headings: dict[tuple[str, ...], Label] = {}
    for label in (label for card in pile.cards for label in card):
        headings.setdefault(label.key, label)
    records = [record for card in pile.cards for record in _records(pile.area, card)]
    places = [label.place for label in headings.values()]
    values = [[record.get(key) for key in headings] for record in records]
    grid = projected(pile.area.grid, [key[-1] for key in headings], places, values)
    layout = _layout(pile, grid, list(headings))
    used = parents.union((label.place for card in pile.cards for label in card), *(r.values() for r in records))
    return replace(layout, unread=tuple(_unread(pile, used))) if layout else None


def _unread(pile: _Pile, used: set[Place]) -> Iterator[Cell]:
    """The filled cells of cards that are neither label nor value nor unit."""
    for card in pile.cards:
        for row in range(card[0].place[0], card[-1].place[0] + 1):
            for column, text in pile.area.cells(row):
                if (row, column) not in used and not is_unit(text):
                    yield pile.area.grid.cell(row, column)


def _split(labels: Sequence[Label]) -> list[Card]:
    """The labels card by card: one begins where the first label, or a second project name, comes again."""
    cards: list[Card] = []
    for label in labels:
        named = bool(cards) and any(other.field == "project_name" for other in cards[-1])
        again = label.field == "project_name" and named
        if not cards or label.key == labels[0].key or again:
            cards.append([])
        cards[-1].append(label)
    return cards


def _records(area: Area, card: Card) -> list[dict[tuple[str, ...], Place]]:
    """The places of a card's values by label: one record, or one a column where several columns hold a name."""
    name = next((label for label in card if label.field == "project_name"), card[0])
    columns = [place[1] for place in _filled(area, name)]
    if len(columns) < 2:
        first = [(label, next(iter(_filled(area, label)), None)) for label in card]
        return [{label.key: place or (label.place[0], label.after) for label, place in first}]
    last = max(columns)
    used = {place[1] for label in card for place in _filled(area, label) if place[1] <= last}
    sources = _sources(area, card[0].place[0], card[-1].place[0])
    return [
        {
            label.key: sources.get((label.place[0], column), (label.place[0], column))
            for label in card
            if label.after <= column
        }
        for column in sorted(used)
    ]


def _filled(area: Area, label: Label) -> list[Place]:
    """The filled cells beside a label, up to the next one, but for its unit."""
    row = label.place[0]
    cells = [column for column, text in area.cells(row) if not is_unit(text)]
    return [(row, column) for column in cells if label.after <= column < label.before]


def _sources(area: Area, first: int, last: int) -> dict[Place, Place]:
    """For the places under cells that are merged, on some rows, the one that holds what is shown there."""
    return {
        (row, column): (r0, c0)
        for r0, c0, r1, c1 in area.grid.merges
        if r0 <= last and r1 >= first
        for row in range(max(r0, first), min(r1, last) + 1)
        for column in range(c0, c1 + 1)
    }


def _layout(pile: _Pile, grid: ProjectedGrid, headings: list[tuple[str, ...]]) -> Layout | None:
    """The layout over the projected table; None where its values are no project's but explain the form."""
    title = title_of(pile.notes)
    names = (grid.sheet, grid.file)
    year, month = period(pile.notes, names)
    year = year or ledger_year(text for heading in headings for text in heading)
    columns, done = recognised([(index, list(heading)) for index, heading in enumerate(headings, start=1)], year)
    key = key_column(columns)
    amounts = [c.index for c in columns if c.match and fields()[c.match.field].type == "amount"]
    rows = range(2, len(grid.rows) + 1)
    if not what_it_holds(columns) or key is None or not any(_is_real(grid, row, key.index, amounts) for row in rows):
        return None
    roles = {row: Role.TOTAL if is_total([plain(grid.text(row, key.index))]) else Role.DATA for row in rows}
    return Layout(
        grid=grid,
        kind="card",
        title=title,
        unit=unit_of(pile.notes, (title, *names)),
        year=year,
        month=done or month,
        header_rows=(1,),
        columns=columns,
        roles=roles,
        levels={row: 0 for row, role in roles.items() if role is Role.TOTAL},
        labels={row: grid.text(row, key.index) for row, role in roles.items() if role is Role.TOTAL},
        last_row=len(grid.rows),
        last_column=len(headings),
        hidden_rows=pile.area.hidden_rows(),
        hidden_columns=pile.area.hidden_columns(),
    )


def _is_real(grid: ProjectedGrid, row: int, key: int, amounts: Sequence[int]) -> bool:
    """Whether a card is filled in: it has a name, and figures where amounts belong rather than how to write them."""
    name = grid.text(row, key)
    given = [text for column in amounts if (text := grid.text(row, column))]
    return bool(name) and not _INSTRUCTION.match(name) and (not given or any(re.search(r"\d", text) for text in given))
