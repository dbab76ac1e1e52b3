"""A pandas frame as a grid; the one place that knows pandas, and it is imported only when there is a frame."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from data_adapters.containers.limits import LARGE, MAX_GRID_CELLS
from data_adapters.grid import Grid, Value
from data_adapters.problems import SourceError

if TYPE_CHECKING:
    import pandas as pd

_TYPES = (str, bool, int, float, Decimal, datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


def from_frame(frame: pd.DataFrame, name: str = "数据框") -> Grid:
    """The frame's columns as rows of headings (one for each level), below them its values; the index is left out.

    NaN, NaT, None and pd.NA become ``""``; whole numbers and decimals stay exact, timestamps become datetimes.
    Raises :class:`SourceError` for a frame that is too large or whose cells hold other than single values.
    """
    heads = _heads(frame)
    if (len(heads) + len(frame)) * frame.shape[1] > MAX_GRID_CELLS:
        raise SourceError(f"“{name}”{LARGE}")
    columns = [_column(frame.iloc[:, at], str(heads[-1][at]), name) for at in range(frame.shape[1])]
    body = [list(row) for row in zip(*columns, strict=True)]
    return Grid(name, "数据框", [*heads, *body])


def _heads(frame: pd.DataFrame) -> list[Sequence[Value]]:
    levels = range(frame.columns.nlevels)
    return [[_head(value) for value in frame.columns.get_level_values(level)] for level in levels]


def _head(value: Any) -> str:
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - NaN alone differs from itself


def _column(series: pd.Series, head: str, name: str) -> list[Value]:
    blank = series.isna().to_numpy()
    values = series.astype(object).tolist()
    return ["" if none else _value(value, head, name) for value, none in zip(values, blank, strict=True)]


def _value(value: Any, head: str, name: str) -> Value:
    if hasattr(value, "to_pydatetime"):  # a Timestamp; neither nanoseconds nor zones are part of any ledger
        moment: datetime.datetime = value.to_pydatetime(warn=False).replace(tzinfo=None)
        return moment
    if hasattr(value, "to_pytimedelta"):
        span: datetime.timedelta = value.to_pytimedelta()
        return span
    if hasattr(value, "item"):  # a number of numpy
        value = value.item()
    if hasattr(value, "strftime") and hasattr(value, "start_time"):  # a Period
        return str(value)
    if isinstance(value, _TYPES):
        return value
    raise SourceError(f"“{name}”的“{head}”列里有不是文字、数字或日期的值，请先转换成单个值")
