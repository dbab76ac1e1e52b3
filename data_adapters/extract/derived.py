"""What several fields are told by one cell: 县发改局（张某） is a unit and a person, 2025.3-2027.10 two dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data_adapters import values
from data_adapters.extract.columns import Typed
from data_adapters.extract.table import Table
from data_adapters.problems import Problem, Severity
from data_adapters.records import Absent

# The field of a unit or person -> those of the person and the telephone that may stand in the same cell.
_PEOPLE = {
    "resp_unit": ("resp_person", "resp_phone"),
    "owner_unit": ("owner_person", "owner_phone"),
    "resp_person": ("", "resp_phone"),
    "resp_contact": ("", "resp_phone"),
    "owner_person": ("", "owner_phone"),
    "owner_contact": ("", "owner_phone"),
}


def derive(typed: Typed, table: Table, year: int) -> None:
    """Take apart the cells that hold several fields; a field that has a value of its own keeps it."""
    for name, others in _PEOPLE.items():
        if name in typed.values:
            _split_people(typed, table, name, others)
    if "build_period" in typed.values:
        _split_periods(typed, table, year)


def _split_people(typed: Typed, table: Table, name: str, others: tuple[str, str]) -> None:
    column = typed.values[name]
    is_unit = bool(others[0])
    known: dict[str, values.People] = {}
    for text in set(column):
        if text and not text.isalpha():  # else nothing but one unbroken word: the usual case
            found = values.people(text)
            if (found.unit if is_unit else found.person) and (found.phone or (is_unit and found.person)):
                known[text] = found
    if not known:
        return
    split = [known.get(text) for text in column]
    column[:] = [
        (found.unit if is_unit else found.person) if found else text for text, found in zip(column, split, strict=True)
    ]
    persons = [found.person if found else "" for found in split]
    phones = [found.phone if found else "" for found in split]
    for other, given in zip(others, (persons, phones), strict=True):
        if other and any(given):
            _complete(typed, table, other, name, given)


def _split_periods(typed: Typed, table: Table, year: int) -> None:
    column = typed.values["build_period"]
    known = {text: values.period(text, year) for text in set(column)}
    periods = [known[text][0] for text in column]
    for at, text in enumerate(column):
        if fault := known[text][1]:
            place = typed.places.cell(table.rows[at], "build_period")
            typed.problems.append(Problem(place, "bad_period", fault, Severity.NOTE))
    for name, ends in (
        ("build_start", [period.start for period in periods]),
        ("build_finish", [period.finish for period in periods]),
    ):
        _complete(typed, table, name, "build_period", ends)


def _complete(typed: Typed, table: Table, name: str, source: str, given: Sequence[Any]) -> None:
    """Give a field the values that stood in another field's cells, where it has none of its own."""
    places = typed.places
    if name not in typed.values:
        typed.values[name] = list(given)
        places.columns[name] = places.columns[source]
        moved = {(row, name): cell for (row, other), cell in places.moved.items() if other == source}
        places.moved.update(moved)
        return
    column = typed.values[name]
    for at, value in enumerate(given):
        if not _is_nothing(value) and _is_nothing(column[at]):
            column[at] = value
            row = table.rows[at]
            places.moved[row, name] = places.cell(row, source)


def _is_nothing(value: object) -> bool:
    return value == "" or isinstance(value, Absent)
