"""What people enter for the score sheet, in the ``[[given]]`` sections of a meeting file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from service.errors import SettingsError

if TYPE_CHECKING:
    from service.figures.scoring import Given

_TEXTS: Final = ("unit", "item", "reason")
_KEYS: Final = ("unit", "item", "value", "reason")


def given_items(table: Mapping[str, Any], where: str) -> dict[str, dict[str, Given]]:
    """By unit and item, what was entered and why. Raises :class:`SettingsError` naming the section and key at fault."""
    rows = table.get("given", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SettingsError(f"{where}：登记的考核事项应写成 [[given]] 小节，每节有 unit、item、value 和 reason 四项")
    found: dict[str, dict[str, Given]] = {}
    for row in rows:
        unit, item, entered = _entry(row, f"{where} [given]")
        if item in found.setdefault(unit, {}):
            raise SettingsError(f"{where} [given]：重复登记了“{unit}”的“{item}”，请合并成一条")
        found[unit][item] = entered
    return found


def _entry(row: Mapping[str, Any], where: str) -> tuple[str, str, Given]:
    if unknown := [key for key in row if key not in _KEYS]:
        raise SettingsError(f"{where}：不认识“{unknown[0]}”这一项，可用的有：{'、'.join(_KEYS)}")
    for key in _TEXTS:
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise SettingsError(f"{where} {key}：应为加引号的文字，没有填写的请补上")
    from service.figures.scoring import Given  # noqa: PLC0415 - most meetings score nobody

    value = row.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SettingsError(f"{where} value：应为不加引号的数字，如 2 或 1.5")
    return row["unit"].strip(), row["item"].strip(), Given(Decimal(str(value)), row["reason"].strip())
