"""Cells that a figure comes from, as links to where the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from markupsafe import Markup, escape

from data_adapters import Reading
from service import readable
from service.web.understanding import FileView

_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """Neighbouring cells of one column in words (J8—J31), and the first of them."""

    words: str
    cell: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells of one sheet: what it is called, and where it stands: upload ("" where the page does not hold it), file,
    sheet. A sheet of the register has no upload of the page: ``file`` is the number there, 0 where it is in neither."""

    name: str
    spots: tuple[Spot, ...]
    reading: str = ""
    file: int = 0
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one figure: ``count`` in all, ``more`` runs of them beyond those shown."""

    sheets: tuple[Sheet, ...]
    count: int
    more: int


class Places:
    """Where each sheet of one or two uploads stands."""

    def __init__(self, *uploads: tuple[str, Iterable[FileView]]) -> None:
        self._sheets: dict[str, tuple[str, int, int]] = {}
        self._named: dict[str, str] = {}
        for reading, files in uploads:
            for number, file in enumerate(files, start=1):
                for place, sheet in enumerate(() if file.fault else file.sheets, start=1):
                    address = f"{file.name} › {sheet.name}"
                    self._sheets.setdefault(address, (reading, number, place))
                    self._named.setdefault(sheet.name, address)

    @classmethod
    def of_register(cls, readings: Iterable[tuple[int, Reading]]) -> Self:
        """Where each sheet of some of the register's uploads stands; a file's name that two of them share leads to
        neither, for an address does not say which of them it is of."""
        found = cls()
        number_of: dict[str, int] = {}
        for number, reading in readings:
            for place, sheet in enumerate(reading.sheets, start=1):
                address = f"{reading.file} › {sheet.name}"
                if number_of.setdefault(address, number) == number:
                    found._sheets.setdefault(address, ("", number, place))
                else:
                    found._sheets[address] = ("", 0, 0)
                found._named.setdefault(sheet.name, address)
        return found

    def cells(self, sources: Sequence[str]) -> Cells:
        """Addresses (台账.xlsx › 项目台账!H12) put together sheet by sheet and column by column, as they first come."""
        sheets: dict[str, dict[str, list[int]]] = {}
        for address in dict.fromkeys(sources):
            sheet, _, cell = address.rpartition("!")
            letter = cell.rstrip("0123456789")
            if letter.isupper() and letter.isascii() and letter.isalpha() and len(letter) < len(cell):
                sheets.setdefault(sheet, {}).setdefault(letter, []).append(int(cell[len(letter) :]))
            else:
                sheets.setdefault(address, {})
        left, found = _MOST, []
        for address, columns in sheets.items():
            spots = tuple(spot for letter, rows in columns.items() for spot in _column(letter, rows))
            found.append(Sheet(self._name(address), spots[:left], *self._sheets.get(address, ())))
            left -= len(spots)
            if left <= 0:
                break
        return Cells(tuple(found), len(set(sources)), -min(left, 0))

    def _name(self, address: str) -> str:
        """A sheet without its file where no other file has one of this name; the page's own upload goes before."""
        name = address.rpartition(" › ")[2]
        return name if self._named.get(name) == address else address


def spots(sheet: Sheet, address: str) -> Markup:
    """The spots of a sheet in words, as links to an address in which ~~ stands for the cell, as words alone without.

    Not by a template: on a page there are thousands of them.
    """
    if not address:
        return Markup("、".join(spot.words for spot in sheet.spots))  # noqa: S704 - letters, numbers and dashes
    name, (before, after) = escape(sheet.name), escape(address).split("/~~", 1)
    links = (
        f'<a href="{before}/{spot.cell}{after}" aria-label="{name} {spot.words}">{spot.words}</a>'
        for spot in sheet.spots
    )
    return Markup("、".join(links))  # noqa: S704 - as above, and escaped


def _column(letter: str, rows: list[int]) -> Iterable[Spot]:
    for run in readable.runs(sorted(rows)).split("、"):
        first, _, last = run.partition("—")
        yield Spot(f"{letter}{first}" + (f"—{letter}{last}" if last else ""), f"{letter}{first}")
