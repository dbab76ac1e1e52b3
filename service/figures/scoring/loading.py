"""Scoring schemes (考核办法) as TOML files: items, vetoes, classes, red and black lists (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from service.errors import SettingsError
from service.figures.rules.ranges import Range, read_range
from service.figures.rules.table import Table, read_table
from service.figures.scoring.measures import MEASURES, Given

GIVEN: Final = "given"
TEXT: Final = "text"
KINDS: Final = ("share", "each", "steps", "bands", "words", "points")
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a value within a range, or for a text that holds a word."""

    points: Decimal
    within: Range | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Points by distance from a target: ``gains`` are (from which value on, points a step), ``loss`` a step below.

    ``whole`` counts full steps only; else a part of a step counts as such a part of the points.
    """

    target: Decimal
    step: Decimal
    loss: Decimal
    gains: tuple[tuple[Decimal, Decimal], ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a score sheet. ``kind`` says how points follow from the measure; see docs/rules.md.

    ``base`` points are there from the start, ``cap`` is the most that gains or losses come to, and the whole stays
    within ``floor`` and ``ceiling``. ``when``: a measure and the range it must be in for the item to count at all.
    ``required``: a person must enter it; else what nobody entered costs and brings nothing.
    """

    name: str
    kind: str
    measure: str
    points: Decimal
    base: Decimal
    cap: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None
    steps: Steps | None = None
    bands: tuple[Band, ...] = ()
    field: str = ""
    when: tuple[str, Range] | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Veto:
    """One thing that decides the class whatever the points (一票否决)."""

    name: str
    verdict: str
    within: Range


@dataclass(frozen=True, slots=True)
class Board:
    """A red or black list: by completion AND by place, so that rank alone never blacklists a unit that met its target.

    ``top`` or ``bottom`` places, by group where ``apart`` names one.
    """

    name: str
    colour: str
    completion: Range
    top: int
    bottom: int
    apart: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scoring scheme."""

    name: str
    source: str
    items: tuple[Item, ...]
    vetoes: tuple[Veto, ...]
    classes: tuple[tuple[str, Range], ...]
    boards: tuple[Board, ...]


def load_scheme(data: bytes, file: str) -> Scheme:
    """The scheme of a file's bytes. Raises :class:`SettingsError`: one sentence with the line and what to do."""
    table = read_table(data, file)
    found = Scheme(
        table.text("name"),
        table.text("source", optional=True),
        tuple(_item(part) for part in table.tables("item")),
        tuple(_veto(part) for part in table.tables("veto")),
        tuple(_class(part) for part in table.tables("class")),
        tuple(_board(part) for part in table.tables("board")),
    )
    if not found.items and not found.boards:
        raise table.fault("没有写考核项目，请至少写一个 [[item]] 或 [[board]]")
    if len({item.name for item in found.items}) < len(found.items):
        raise table.fault("有两个考核项目同名，请改成不同的名称")
    table.text("short", optional=True)
    table.end()
    return found


def _item(table: Table) -> Item:
    kind = table.choice("kind", KINDS)
    allowed = {"points": (GIVEN,), "words": (TEXT,), "each": (*MEASURES, GIVEN)}.get(kind, tuple(MEASURES))
    measure = table.choice("measure", allowed, allowed[0] if len(allowed) == 1 else "")
    zero = Decimal(0)
    found = Item(
        table.text("name"),
        kind,
        measure,
        table.number("points") if kind in ("share", "each") else zero,
        table.optional_number("base") or zero,
        table.optional_number("cap"),
        table.optional_number("floor"),
        table.optional_number("ceiling"),
        _steps(table) if kind == "steps" else None,
        tuple(_band(part) for part in table.tables("band")) if kind in ("bands", "words") else (),
        table.text("field") if kind == "words" else "",
        _when(table.part("when")),
        table.flag("required"),
    )
    if kind in ("bands", "words") and not found.bands:
        raise table.fault("没有写档次，请至少写一个 band")
    table.end()
    return found


def _steps(table: Table) -> Steps:
    gains = [(part.number("over"), part.number("points")) for part in table.tables("gain")]
    if gains != sorted(gains, key=lambda gain: gain[0]):
        raise table.fault("的 gain 应按 over 从小到大写，请调整顺序", "gain")
    given = table.optional_number("step")
    step = Decimal(1) if given is None else given
    if step <= 0:
        raise table.fault("的 step 应大于 0，请改正", "step")
    loss = table.optional_number("loss") or Decimal(0)
    return Steps(table.number("target"), step, loss, tuple(gains), table.flag("whole"))


def _band(table: Table) -> Band:
    points = table.number("points")
    word = table.text("word", optional=True)
    found = Band(points, None if word else read_range(table), word)
    table.end()
    return found


def _when(table: Table | None) -> tuple[str, Range] | None:
    if table is None:
        return None
    found = table.choice("measure", MEASURES), read_range(table)
    table.end()
    return found


def _veto(table: Table) -> Veto:
    found = Veto(table.text("name"), table.text("verdict"), read_range(table))
    table.end()
    return found


def _class(table: Table) -> tuple[str, Range]:
    found = table.text("name"), read_range(table)
    table.end()
    return found


def _board(table: Table) -> Board:
    completion = table.part("completion")
    if completion is None:
        raise table.fault("缺少 completion，请写明完成率的界限")
    apart = table.part("apart")
    found = Board(
        table.text("name"),
        table.choice("colour", ("red", "black")),
        read_range(completion),
        table.whole("top", 0, 0),
        table.whole("bottom", 0, 0),
        {name: int(number) for name, number in apart.all_numbers().items()} if apart else {},
    )
    if bool(found.top) == bool(found.bottom):
        raise table.fault("应写 top（前几名）或 bottom（后几名）中的一个，请改正")
    table.end()
    return found


def load_given(data: bytes, file: str) -> dict[str, dict[str, Given]]:
    """What people entered, by unit and item. Raises :class:`SettingsError` likewise."""
    table = read_table(data, file)
    found: dict[str, dict[str, Given]] = {}
    for part in table.tables("given"):
        unit, item = part.text("unit"), part.text("item")
        if item in found.setdefault(unit, {}):
            raise part.fault(f"重复登记了“{unit}”的“{item}”，请合并成一条")
        found[unit][item] = Given(part.number("value"), part.text("reason"))
        part.end()
    table.end()
    return found


@cache
def ready_schemes() -> Mapping[str, Path]:
    """The ready examples by their short Chinese names."""
    return {read_table(path.read_bytes(), path.name).text("short"): path for path in sorted(_FOLDER.glob("*.toml"))}


def find_scheme(name: str) -> Scheme:
    """A ready example by its Chinese or file name, else the file at this path. Raises :class:`SettingsError`."""
    for short, path in ready_schemes().items():
        if name in (short, path.stem):
            return load_scheme(path.read_bytes(), path.name)
    path = Path(name)
    try:
        return load_scheme(path.read_bytes(), path.name)
    except (OSError, ValueError) as error:
        known = "、".join(ready_schemes())
        raise SettingsError(f"没有“{name}”这个考核办法，请给出文件的位置，或用现成的：{known}") from error
