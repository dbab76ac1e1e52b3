"""The earlier upload that a person chose to compare with."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass

from data_adapters import Reading
from service.store import Store
from service.web.files import ID_PATTERN, DamagedRecordError
from service.web.received import received
from service.web.understanding import FileView, understand


@dataclass(frozen=True, slots=True)
class Compared:
    """The earlier upload's id, readings and files (empty where none was chosen), or why it cannot be used; uploads of
    the same ``key`` are read the same."""

    id: str = ""
    readings: tuple[Reading, ...] = ()
    files: tuple[FileView, ...] = ()
    fault: str = ""
    key: Hashable = None


def compared_with(store: Store, reading: str, last: str) -> Compared:
    """The upload ``last`` read for comparison with ``reading``; with a sentence where it is not (or no longer) kept."""
    if not last:
        return Compared()
    if not re.fullmatch(ID_PATTERN, last) or last == reading:
        return Compared(fault="要比较的那次上传找不到，请在列表里另选一次。")
    try:
        earlier = received(store, last)
    except DamagedRecordError:
        return Compared(fault="要比较的那次上传已损坏，不能再用，请在列表里另选一次。")
    if earlier is None:
        return Compared(fault="要比较的那次上传已被清理，请在列表里另选一次。")
    understood = understand(earlier.files, earlier.mapping)
    readings = understood.readings
    if not any(item.projects or item.units for item in readings):
        return Compared(fault="要比较的那次上传里没有读到项目或任务单位，请在列表里另选一次。")
    return Compared(last, readings, understood.files, key=understood.key)
