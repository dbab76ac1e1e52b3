"""The figures of a chart as a context gives them: ``{"类别": […], "系列": [{"名称": …, "数值": […]}]}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from service.assembly.values import UnprintableError, number_of, text_of

MAX_POINTS = 20_000  # categories times series: more than any page can show
_GAPS = frozenset(["", "——", "／"])  # how papers print what was not reported and what does not apply
_SHAPE = '图表的数据应写成 {"类别": […], "系列": [{"名称": …, "数值": […]}]}'


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name and a number for each category, None where there is a gap."""

    name: str
    values: tuple[Decimal | int | None, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Categories and series, checked."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]


def chart_data(value: Any) -> ChartData:
    """value as a chart's figures; UnprintableError, a Chinese clause naming series and place, for what is none.

    Not reported (——), not applicable (／), empty and None are gaps, never 0.
    """
    if not isinstance(value, Mapping) or not {"类别", "系列"} <= value.keys():
        raise UnprintableError(_SHAPE)
    categories = tuple(text_of(name) for name in _listed(value["类别"]))
    given = _listed(value["系列"])
    if not categories or not given:
        raise UnprintableError("图表的类别或系列是空的，没有可画的内容，请用 if 略去这张图")
    if len(categories) * len(given) > MAX_POINTS:
        raise UnprintableError(f"图表的点超过 {MAX_POINTS // 10_000} 万个")
    return ChartData(categories, tuple(_series(entry, len(categories)) for entry in given))


def _listed(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise UnprintableError(_SHAPE)
    return value


def _series(entry: Any, count: int) -> Series:
    if not isinstance(entry, Mapping) or not {"名称", "数值"} <= entry.keys():
        raise UnprintableError(_SHAPE)
    name, values = text_of(entry["名称"]), _listed(entry["数值"])
    if len(values) != count:
        raise UnprintableError(f"系列“{name}”有 {len(values)} 个数值，类别有 {count} 个，请一一对应")
    return Series(name, tuple(_number(value, name, place) for place, value in enumerate(values, start=1)))


def _number(value: Any, name: str, place: int) -> Decimal | int | None:
    if value is None or (isinstance(value, str) and value.strip() in _GAPS):
        return None
    try:
        if isinstance(value, str):
            value = Decimal(value.replace(",", ""))
        number = number_of(value)
    except (UnprintableError, InvalidOperation) as exc:
        raise UnprintableError(f"系列“{name}”第 {place} 个数值“{str(value)[:20]}”不是数") from exc
    return Decimal(repr(number)) if isinstance(number, float) else number


def number_text(number: Decimal | int) -> str:
    """The number exactly, without exponent."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)
