"""Whatever oddities a ledger is dressed in, the rows of its records are found, and no others."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_adapters.grid import Grid, Value
from data_adapters.layout import Layout, Role, read_layouts

_HEADER: list[Value] = ["序号", "项目名称", "总投资", "年度计划投资", "形象进度", "责任单位"]
_PLACES = ("栖云", "枕石", "听泉", "衔月", "安澜县", "望舒")
_THINGS = (
    "绿色建材项目",
    "水务局综合楼",
    "合计量仪表厂",
    "小计算机产业园",
    "注塑机公司",
    "一号桥改造",
    "综合体项目",
    "污水处理厂（二期）",
)
_BETWEEN: list[list[Value]] = [
    [""] * 6,
    ["一、工业项目", "", "", "", "", ""],
    ["二", "民生项目", 300.0, 200.0, "", ""],
    ["", "（一）交通项目3个", 300.0, 200.0, "", ""],
    ["（1）", "道路", "", "", "", ""],
    ["小 计", "", 300.0, 200.0, "", ""],
    _HEADER,
]
_ABOVE: list[list[Value]] = [
    ["附件1", "", "", "", "", ""],
    ["安澜县2026年1-10月重点项目台账", "", "", "", "", ""],
    ["", "", "", "", "", "单位：万元"],
    [""] * 6,
]
_AFTER: list[list[Value]] = [
    ["注：★为省级重点项目", "", "", "", "", ""],
    ["1、项目性质：指新开工、续建和竣工三类。", "", "", "", "", ""],
    ["填表人：某某", "", "", "审核人：", "", ""],
    [""] * 6,
]
_TOTALS: list[list[Value]] = [
    ["合计", "", 9.0, 5.0, "", ""],
    ["", "总　计", 9.0, 5.0, "", ""],
    ["", "安澜县合计14个", 9.0, 5.0, "", ""],
    ["合计（100项）", "", 9.0, 5.0, "", ""],
]
_names = st.lists(st.tuples(st.sampled_from(_PLACES), st.sampled_from(_THINGS)), min_size=1, max_size=8, unique=True)
_AMOUNTS: list[Value] = [0.0, 12.5, 800.0, "20000", "54,583.00", "5000万元", "*", "/", ""]
_amount = st.sampled_from(_AMOUNTS)
_some = st.integers(0, 2)


@st.composite
def dressed(draw: st.DrawFn) -> tuple[Grid, list[int]]:
    """A ledger in some of the oddities of real sheets, and the rows its records stand on."""
    rows: list[list[Value]] = draw(st.lists(st.sampled_from(_ABOVE), max_size=4))
    rows = [*rows, _HEADER, *draw(st.lists(st.sampled_from(_TOTALS), max_size=1))]
    expected: list[int] = []
    for number, (place, thing) in enumerate(draw(_names), start=1):
        rows.extend(draw(st.lists(st.sampled_from(_BETWEEN), max_size=1)))
        numbers: list[Value] = [float(number), str(number), f"{number}●"]
        seq = draw(st.sampled_from(numbers))
        words = draw(st.sampled_from(["基础施工", "未开工"]))
        rows.append([seq, place + thing, draw(_amount), draw(_amount), words, draw(st.sampled_from(["栖云镇", ""]))])
        expected.append(len(rows))
    rows.extend(draw(st.lists(st.sampled_from([*_TOTALS, *_AFTER]), max_size=3)))
    left = draw(_some)  # columns left blank before the table
    hidden = frozenset(draw(st.lists(st.sampled_from(expected), max_size=2)))
    grid = Grid("台账.xlsx", "台账", [[*[""] * left, *row] for row in rows], hidden_rows=hidden)
    return grid, [row for row in expected if row not in hidden]


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(dressed())
def test_records_are_found_in_any_dress(made: tuple[Grid, list[int]]) -> None:
    grid, expected = made
    found: list[Layout] = [layout for layout in read_layouts(grid) if layout.kind == "ledger"]
    assert [row for layout in found for row in layout.rows(Role.DATA)] == expected
