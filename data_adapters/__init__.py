"""The door: bytes of workbooks and tables in, typed records with addresses and problems out.

What it gives is loaded as it is asked for: a process that reads cells, or only begins to, needs little of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data_adapters.beginning import Begun
    from data_adapters.letters import column_letter
    from data_adapters.mapping import Mapping
    from data_adapters.problems import Cell, Problem, Severity, SourceError
    from data_adapters.reader import read_bytes, read_file, read_frame, read_query
    from data_adapters.reading import Reading, SheetReading
    from data_adapters.records import (
        MISSING,
        NOT_APPLICABLE,
        Absent,
        Amount,
        PartialDate,
        Project,
        Record,
        Subtotal,
        Topic,
        UnitTarget,
    )
    from data_adapters.report import as_json
    from data_adapters.values import lead_unit

__all__ = [
    "MISSING",
    "NOT_APPLICABLE",
    "Absent",
    "Amount",
    "Begun",
    "Cell",
    "Mapping",
    "PartialDate",
    "Problem",
    "Project",
    "Reading",
    "Record",
    "Severity",
    "SheetReading",
    "SourceError",
    "Subtotal",
    "Topic",
    "UnitTarget",
    "as_json",
    "column_letter",
    "lead_unit",
    "read_bytes",
    "read_file",
    "read_frame",
    "read_query",
]
_RECORDS = "MISSING NOT_APPLICABLE Absent Amount PartialDate Project Record Subtotal Topic UnitTarget"
_ROOMS = {
    "beginning": "Begun",
    "letters": "column_letter",
    "mapping": "Mapping",
    "problems": "Cell Problem Severity SourceError",
    "reader": "read_bytes read_file read_frame read_query",
    "reading": "Reading SheetReading",
    "records": _RECORDS,
    "report": "as_json",
    "values": "lead_unit",
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    globals()[name] = found
    return found
