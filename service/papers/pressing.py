"""A signed paper pressed from what was laid by: template, data and number in, the same bytes out whoever does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from data_adapters.patterns import regex
from service.assembly import compiled
from service.wording import FILTERS, Blank

#: Kinds of text in a paper's data that mean more than their letters, by the names they are stored under.
TEXTS: Final[Mapping[str, type[str]]] = {"Blank": Blank}
_NO_NUMBER: Final = regex(r".+〔\d{4}〕　　号")


def press(template: bytes, data: Mapping[str, Any]) -> bytes:
    """The .docx. Raises TemplateError or FillError with the place."""
    return compiled(template, filters=FILTERS, name="签发的材料").render(data)


def numbered(value: Any, number: str) -> Any:
    """Data with the number wherever a draft leaves room for it."""
    if isinstance(value, dict):
        return {key: numbered(item, number) for key, item in value.items()}
    if isinstance(value, list):
        return [numbered(item, number) for item in value]
    return number if type(value) is str and _NO_NUMBER.fullmatch(value) else value
