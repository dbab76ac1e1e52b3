"""Shares of a whole, rounded each on its own, with the note they need where they do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from service.wording.numbers import format_percent, quantize
from service.wording.values import describe, is_blank, keeps_blank, number

_WHOLE: Final = Decimal(1)
_NEARLY: Final = Decimal("1e-9")
"""What exact shares lose when thirds are kept as decimals."""


class ShareTexts(NamedTuple):
    """Printed shares and the note below them, "" where none is needed."""

    texts: tuple[str, ...]
    note: str


def format_shares(values: object, places: int = 1) -> ShareTexts:
    """Ratios that make a whole as ``33.3%`` each, with ``注：因四舍五入，分项之和不等于100.0%。`` where those do not.

    No share is bent to make them fit. Where one is blank there is no note. ValueError: no list, or
    shares that do not make a whole before rounding, for then the note would be untrue.
    """
    shares = _listed(values)
    texts = tuple(format_percent(share, places) for share in shares)
    if not shares or any(is_blank(share) for share in shares):
        return ShareTexts(texts, "")
    whole = sum((number(share) for share in shares), Decimal(0))
    if abs(whole - _WHOLE) > _NEARLY:
        raise ValueError(f"各项占比之和应为100%，算出的是{format_percent(whole, 2)}，请核对是否漏了一项或多了一项。")
    hundred = quantize(_WHOLE, places, 2)
    printed = sum((quantize(share, places, 2) for share in shares), Decimal(0))
    return ShareTexts(texts, "" if printed == hundred else f"注：因四舍五入，分项之和不等于{hundred:f}%。")


@keeps_blank
def share_list(values: object, places: int = 1) -> str:
    """The printed shares in one row: ``33.3%、33.3%、33.3%``."""
    return "、".join(format_percent(share, places) for share in _listed(values))


@keeps_blank
def share_note(values: object, places: int = 1) -> str:
    """The note alone, "" where none is needed: a template prints its paragraph only ``if`` there is one."""
    return format_shares(values, places).note


def _listed(values: object) -> Sequence[object]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise ValueError(f"此处应为占比的列表，收到的是{describe(values)}。")
    return list(values)
