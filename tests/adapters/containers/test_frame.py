"""Frames of pandas: headings of every level, values as exact as they were, and nothing of NaN."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data_adapters import SourceError
from data_adapters.containers import frame as frames
from data_adapters.containers.frame import from_frame

MOMENT = datetime.datetime(2026, 10, 31, 8, 30)
SERIES: dict[str, tuple[Any, list[Any]]] = {
    "floats": ([1.5, np.nan, 0.0], [1.5, "", 0.0]),
    "whole numbers": ([1, 12345678901234567, 0], [1, 12345678901234567, 0]),
    "whole numbers with a gap": (pd.array([1, None, 3], dtype="Int64"), [1, "", 3]),
    "decimals": ([Decimal("1.10"), None, Decimal("NaN")], [Decimal("1.10"), "", ""]),
    "texts": (["甲", None, ""], ["甲", "", ""]),
    "texts of arrow or python": (pd.array(["甲", pd.NA, "丙"], dtype="string"), ["甲", "", "丙"]),
    "moments": ([MOMENT, pd.NaT, MOMENT], [MOMENT, "", MOMENT]),
    "moments with a zone": (pd.to_datetime([MOMENT] * 3).tz_localize("Asia/Shanghai"), [MOMENT] * 3),
    "dates": ([MOMENT.date(), None, MOMENT.date()], [MOMENT.date(), "", MOMENT.date()]),
    "spans": (pd.to_timedelta([1, None, 2], unit="D"), [datetime.timedelta(1), "", datetime.timedelta(2)]),
    "truths": ([True, False, True], [True, False, True]),
    "numbers of numpy": (pd.Series([np.int64(3), np.float32(0.5), np.bool_(True)], dtype=object), [3, 0.5, True]),
    "months": (pd.period_range("2026-01", periods=3, freq="M"), ["2026-01", "2026-02", "2026-03"]),
    "kinds": (pd.Categorical(["新建", None, "续建"]), ["新建", "", "续建"]),
}


@pytest.mark.parametrize("series", SERIES)
def test_values(series: str) -> None:
    given, expected = SERIES[series]
    rows = from_frame(pd.DataFrame({"列": given}), "台账").rows
    assert rows == [["列"], *([value] for value in expected)]
    assert [type(row[0]) for row in rows[1:]] == [type(value) for value in expected]


def test_headings() -> None:
    levels = pd.MultiIndex.from_tuples([("投资", "总投资"), ("投资", np.nan), (2026, "总投资")])
    grid = from_frame(pd.DataFrame([[1, 2, 3]], columns=levels))
    assert grid.rows == [["投资", "投资", "2026"], ["总投资", "", "总投资"], [1, 2, 3]]
    assert from_frame(pd.DataFrame([[1, 2]], columns=["甲", "甲"])).rows == [["甲", "甲"], [1, 2]]
    assert from_frame(pd.DataFrame(columns=["甲"])).rows == [["甲"]]


def test_what_is_no_value() -> None:
    with pytest.raises(SourceError, match="“甲”列里有不是文字、数字或日期的值"):
        from_frame(pd.DataFrame({"甲": [[1, 2]]}), "台账")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_GRID_CELLS", 3)
    with pytest.raises(SourceError, match="大得不正常"):
        from_frame(pd.DataFrame({"甲": [1, 2, 3]}), "台账")
