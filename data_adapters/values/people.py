"""One cell that names a unit, a person and a telephone number together."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from data_adapters.patterns import regex
from data_adapters.values.digits import Raw, spelled
from data_adapters.values.texts import text
from data_adapters.values.units import is_person, is_unit, unit_then_person


class People(NamedTuple):
    """What a cell names: units, persons and numbers (several joined by 、), and what is none of them; "" for none."""

    unit: str = ""
    person: str = ""
    phone: str = ""
    rest: str = ""


_MOBILE: Final = r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE: Final = r"(?:\(0\d{2,3}\)|0\d{2,3}[- ]?)?[2-8]\d{6,7}(?:[-转]\d{1,6})?"
_PHONE: Final = regex(rf"(?<![\d.])(?:\+?86[- ]?)?({_MOBILE}|{_LANDLINE})(?!\d)")
_LABEL: Final = regex(
    r"(?:项目)?(?:第一责任人|责任人|负责人|联系人|联络人|经办人|责任单位|牵头单位|单位|姓名|职务"
    r"|联系电话|联系方式|办公电话|电话|手机号?码?)\s*:\s*"
)
_BREAK: Final = regex(r"[\s、,;:/()|]+")


def people(value: Raw) -> People:
    """The unit, person and telephone number in one cell, as written; ``rest`` is what else it says.

    县发改局（张某某） 13800000000 and 责任人：张某某 are read; what is surely neither unit nor person is rest.
    """
    whole = spelled(text(value))
    phones = [re.sub(r"[ ()]", "", match) if match.startswith("1") else match for match in _PHONE.findall(whole)]
    parts = _BREAK.split(_LABEL.sub(" ", _PHONE.sub(" ", whole)))
    words = [word for part in parts if part for word in _parted(part)]
    found: dict[str, list[str]] = {"unit": [], "person": [], "rest": []}
    for word in words:
        found["unit" if is_unit(word) else "person" if is_person(word) else "rest"].append(word)
    named = {kind: "、".join(dict.fromkeys(names)) for kind, names in found.items()}
    return People(named["unit"], named["person"], "、".join(dict.fromkeys(phones)), named["rest"])


def _parted(word: str) -> tuple[str, ...]:
    """A unit and a person written without a blank between (县发改局张某某)."""
    match = None if is_unit(word) or is_person(word) else unit_then_person().fullmatch(word)
    return match.groups() if match and is_person(match.group(2)) else (word,)
