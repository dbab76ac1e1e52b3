"""The columns a row's role is told by, and the rows that are plainly data by them alone."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from data_adapters.grid import Value
from data_adapters.headings import fields
from data_adapters.layout.area import Area, is_filled
from data_adapters.layout.model import Column, column_of, key_column, what_it_holds
from data_adapters.patterns import regex

# No more than a sieve: a row it catches is looked at closely.
_SUSPECT = regex(
    r"[合总總共小]\s*[计計]|其中|注|说明|资料来源|[(（]|^\s*(?:[一二三四五六七八九十第]|\d+\s*[、.．])|:|：|\d\s*[个個项項]"
)
_SUMMED = ("计", "計")
_SAMPLE = 100


class Leads(NamedTuple):
    """Column numbers by what they tell of a row: its number, its name, the labels up to it, its other texts, amounts.

    ``key`` is the column without which a row is no record; ``seq`` is 0 where no column numbers the rows.
    """

    seq: int
    name: int
    key: int
    labels: tuple[int, ...]
    details: tuple[int, ...]
    amounts: tuple[int, ...]
    holds: str

    @classmethod
    def of(cls, columns: tuple[Column, ...]) -> Leads:
        """The leads of a header's columns."""
        name = column_of(columns, "project_name", "unit", "resp_unit")
        seq = column_of(columns, "seq")
        key = key_column(columns)
        at = name.index if name else next((column.index for column in columns), 1)
        number = seq.index if seq else 0
        labels = dict.fromkeys([number or at, *(c.index for c in columns if c.index < at), at])
        kinds = {c.index: fields()[c.match.field].type if c.match else "" for c in columns}
        texts = [index for index, kind in kinds.items() if kind in ("", "text")]
        return cls(
            seq=number,
            name=at,
            key=key.index if key else at,
            labels=tuple(labels),
            details=tuple(index for index in texts if index not in (number, at)),
            amounts=tuple(index for index, kind in kinds.items() if kind == "amount"),
            holds=what_it_holds(columns),
        )


def plain_rows(area: Area, leads: Leads) -> list[bool]:
    """For each row of the area whether it is data without a doubt: numbered and named, or named and with more text.

    Only a few columns are looked at: on a large sheet nearly every row is plain, and costs next to nothing.
    """
    names = area.down(leads.name)
    details = _fullest(area, leads.details)
    if leads.seq:
        return [
            _is_count(n)
            and isinstance(s, str)
            and len(s) > 1
            and not s.endswith(_SUMMED)
            and not s.isspace()
            and (d != "" or not _SUSPECT.search(s))
            for n, s, d in zip(area.down(leads.seq), names, details, strict=True)
        ]
    amounts = _fullest(area, leads.amounts)
    words = _heading_words()
    return [
        isinstance(s, str)
        and len(s) > 1
        and d != ""
        and (_is_number(a) or (not leads.amounts and "".join(s.split()) not in words))
        and not _SUSPECT.search(s)
        for s, d, a in zip(names, details, amounts, strict=True)
    ]


def wordy_rows(area: Area, leads: Leads) -> list[int]:
    """The rows of the area without a number where others have one: all that could be a header, and few more."""
    if leads.seq or leads.amounts:
        values = area.down(leads.seq) if leads.seq else _fullest(area, leads.amounts)
        sure = [_is_number(value) for value in values]
    else:
        sure = plain_rows(area, leads)
    return [row for row, numbered in enumerate(sure, area.first_row) if not numbered]


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(word for field in fields().values() for word in (field.label, *field.synonyms))


def _fullest(area: Area, columns: tuple[int, ...]) -> list[Value]:
    """The values of the column that is filled most often near the top; blanks where there is no column."""
    top = area.within(area.first_row, min(area.last_row, area.first_row + _SAMPLE))
    best = max(columns, key=lambda column: sum(map(is_filled, top.down(column))), default=0)
    return area.down(best) if best else [""] * (area.last_row - area.first_row + 1)


def _is_count(value: Value) -> bool:
    return type(value) is float or (isinstance(value, str) and value.isdecimal())


def _is_number(value: Value) -> bool:
    return type(value) is float or (isinstance(value, str) and value[:1].isdecimal())
