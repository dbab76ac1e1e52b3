"""The door: bytes of workbooks and tables in, typed records with addresses and problems out."""

from data_adapters.letters import column_letter
from data_adapters.mapping import Mapping
from data_adapters.problems import Cell, Problem, Severity, SourceError
from data_adapters.reader import Begun, read_bytes, read_file, read_frame, read_query
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
