"""One unit in a paper, and shares with their note."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import GAP, Blank, MoneyUnit, choose_unit, format_in, format_shares, quantize
from service.wording.shares import share_list, share_note


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ([263_900, 3500], "亿元"),
        ([263_900, 0, GAP, Blank("／")], "亿元"),
        ([9999, 3500], "万元"),
        ([10_000], "亿元"),
        (["-20000", 1000], "亿元"),
        ([263_900, 999], "万元"),
        ([263_900, "337"], "万元"),
        ([263_900, 300], "亿元"),  # 0.03亿元 is exact
        ([263_900, Decimal("1234.5678")], "亿元"),
        ([], "万元"),
        ([GAP, 0], "万元"),
    ],
)
def test_the_unit_suits_all(values: list[object], unit: str) -> None:
    assert choose_unit(values) == unit


@given(st.lists(st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2), min_size=1))
def test_no_amount_is_lost_in_the_unit(values: list[Decimal]) -> None:
    unit = choose_unit(values)
    if unit is MoneyUnit.YI:
        assert all(format_in(value, unit) != "0.00亿元" for value in values)
    assert choose_unit(reversed(values)) is unit


def test_one_unit_whatever_the_size() -> None:
    assert [format_in(value, "亿元") for value in (263_900, 3500, GAP)] == ["26.39亿元", "0.35亿元", "——"]
    assert [format_in(value, MoneyUnit.WAN) for value in (263_900, "3500.5")] == ["263900万元", "3501万元"]
    assert format_in("3500.5", "万元", 1) == "3500.5万元"
    with pytest.raises(ValueError, match=r"^金额单位应为“万元”或“亿元”，收到的是文字“元”。$"):
        format_in(1, "元")


@pytest.mark.parametrize(
    ("shares", "places", "texts", "note"),
    [
        (["0.125", "0.875"], 1, ("12.5%", "87.5%"), ""),
        ([Decimal(1) / 3] * 3, 1, ("33.3%",) * 3, "注：因四舍五入，分项之和不等于100.0%。"),
        (["0.005", "0.995"], 0, ("1%", "100%"), "注：因四舍五入，分项之和不等于100%。"),
        (["0.4", GAP], 1, ("40.0%", "——"), ""),
        ([], 1, (), ""),
        (["1.2", "-0.2"], 1, ("120.0%", "-20.0%"), ""),
    ],
)
def test_shares(shares: list[object], places: int, texts: tuple[str, ...], note: str) -> None:
    found = format_shares(shares, places)
    assert (found.texts, found.note) == (texts, note)
    assert share_list(shares, places) == "、".join(texts)
    assert share_note(shares, places) == note


def test_the_note_is_never_untrue() -> None:
    with pytest.raises(ValueError, match=r"^各项占比之和应为100%，算出的是90.00%，请核对是否漏了一项或多了一项。$"):
        format_shares(["0.4", "0.5"])


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30), st.integers(0, 3))
def test_the_note_stands_just_where_the_printed_do_not_add_up(parts: list[int], places: int) -> None:
    shares = [Decimal(part) / sum(parts) for part in parts]
    found = format_shares(shares, places)
    added = sum(Decimal(text.rstrip("%")) for text in found.texts)
    assert bool(found.note) == (added != 100)
    assert [quantize(share, places, 2) for share in shares] == [Decimal(text.rstrip("%")) for text in found.texts]
