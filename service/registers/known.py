"""What of a reading is kept with an upload: counts, sheets, shapes, period, problems, the answers it was read by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from data_adapters import Mapping, Reading, SheetReading, SourceError, read_bytes
from data_adapters.headings import fields
from data_adapters.mapping import IGNORED, Answer, answers_for, paths, shape
from data_adapters.report import problem_json

_MEETING: Final = ".toml"
BY_ITSELF: Final = "按自动识别"


@dataclass(frozen=True, slots=True)
class Known:
    """``summary`` is empty for what cannot be read, whose one problem says why. ``answers`` are those of a mapping that
    concern the file's own sheets, by their shapes, and ``words`` tell them."""

    summary: dict[str, Any]
    problems: list[dict[str, Any]]
    answers: Mapping = field(default_factory=Mapping)
    words: str = BY_ITSELF

    @property
    def period(self) -> str:
        """The month the file says its figures are up to, as 2026-10; "" where it names none."""
        return str(self.summary.get("period", ""))


def known(data: bytes, name: str, mapping: Mapping | None) -> Known:
    """A file read. A meeting file (.toml) is kept as one, without being read: it is no ledger."""
    if is_meeting(name):
        return Known({"kind": "meeting", **counts_of(None)}, [])
    try:
        return known_of(read_bytes(data, name, mapping), mapping)
    except SourceError as error:
        return Known({}, [{"address": "", "code": "unreadable", "message": str(error), "severity": "error"}])


def is_meeting(name: str) -> bool:
    """Whether a file is a meeting's and no ledger."""
    return name.lower().endswith(_MEETING)


def known_of(reading: Reading, mapping: Mapping | None) -> Known:
    """A reading that was read in the light of ``mapping``."""
    month = f"{reading.year}-{reading.month:02d}" if reading.year and reading.month else ""
    summary = {
        "kind": reading.kind,
        **counts_of(reading),
        "period": month,
        "sheets": [{"name": sheet.name, "holds": sheet.holds} for sheet in reading.sheets],
        "shapes": sorted(shapes_of(reading)),
        "problems": len(reading.problems),
    }
    found = [problem_json(each) for each in reading.problems]
    return Known(summary, found, used(reading.sheets, mapping), "；".join(_words(reading.sheets, mapping)) or BY_ITSELF)


def counts_of(reading: Reading | None) -> dict[str, int]:
    """How many records of each kind."""
    names = ("projects", "units", "topics")
    return {name: len(getattr(reading, name)) if reading else 0 for name in names}


def shapes_of(reading: Reading) -> set[str]:
    """The shapes of its ledgers."""
    return {shape(sheet.layout) for sheet in reading.sheets if sheet.holds in ("projects", "units")}


def used(sheets: Iterable[SheetReading], mapping: Mapping | None) -> Mapping:
    """What of a mapping concerns these sheets."""
    found: dict[str, dict[str, Answer]] = {}
    for sheet in sheets:
        named = paths(sheet.layout)
        if said := _answers(sheet, mapping):
            found.setdefault(shape(sheet.layout), {}).update({named[index]: answer for index, answer in said.items()})
    return Mapping({}, found)


def _answers(sheet: SheetReading, mapping: Mapping | None) -> dict[int, Answer]:
    return answers_for(sheet.layout, mapping) if mapping and sheet.layout.header_rows else {}


def _words(sheets: Iterable[SheetReading], mapping: Mapping | None) -> Iterator[str]:
    for sheet in sheets:
        said = _answers(sheet, mapping)
        for column in sheet.layout.columns:
            if answer := said.get(column.index):
                heading = "".join(column.heading.split())
                unit = f"（{answer.unit}）" if answer.unit else ""
                label = "不读取" if answer.field == IGNORED else f"读作“{fields()[answer.field].label}”{unit}"
                yield f"{sheet.name}“{heading}”{label}"
