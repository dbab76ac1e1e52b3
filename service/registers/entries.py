"""What a person enters: texts made fit to be kept, and people who must be named."""

from __future__ import annotations

import re
from typing import Final

from service.errors import EntryError

# What PostgreSQL cannot store, or UTF-8 not write.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_WHO: Final = 100
UNIT: Final = 200


def text(typed: str, what: str, most: int = 0, *, required: bool = False) -> str:
    """What was typed, trimmed, signs that cannot be kept shown as □. Raises :class:`EntryError` where it is longer
    than ``most`` characters (0: any length), or missing."""
    found = _UNWRITABLE.sub("□", typed).strip()
    if required and not found:
        raise EntryError(f"没有填写{what}，请补上")
    if most and len(found) > most:
        raise EntryError(f"{what}有{len(found)}个字，最多{most}个，请改短")
    return found


def person(who: str) -> str:
    """The name of whoever does something. Raises :class:`EntryError` where there is none."""
    return text(who, "经办人姓名", _WHO, required=True)


def units(named: tuple[str, ...]) -> tuple[str, ...]:
    """Responsible units, the first of which leads. Raises :class:`EntryError` for none, or one named twice."""
    found = tuple(text(name, "责任单位名称", UNIT, required=True) for name in named)
    if not found:
        raise EntryError("没有填写责任单位，请补上；有几个的，第一个是牵头单位")
    twice = next((name for name in found if found.count(name) > 1), "")
    if twice:
        raise EntryError(f"责任单位里“{twice}”写了两次，请删去一处")
    return found
