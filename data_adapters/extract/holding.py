"""The record each kind of ledger makes, and the field each of its columns fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from typing import Final

from data_adapters.layout import Layout
from data_adapters.records import Project, Record, Topic, UnitTarget

KINDS: Final[Mapping[str, type[Record]]] = {"projects": Project, "units": UnitTarget, "topics": Topic}
KEYS: Final = {"projects": "project_name", "units": "unit", "topics": "problems"}
KEY_LABELS: Final = {"projects": "项目名称", "units": "单位名称", "topics": "存在问题"}
NAMES: Final = {holds: frozenset(item.name for item in dataclass_fields(kind)) for holds, kind in KINDS.items()}


def columns_by_field(layout: Layout, holds: str) -> dict[str, int]:
    """The number of the column that fills each field. A table of units without a 任务单位 goes by its 责任单位."""
    found = {column.match.field: column.index for column in layout.columns if column.match}
    if holds == "units" and "unit" not in found:
        found = {"unit" if name == "resp_unit" else name: index for name, index in found.items()}
    return found
