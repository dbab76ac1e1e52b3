"""Published figures as a ledger brings them (domain.md §3, §4, §7, §8): their inputs and what was printed are written
into a workbook, read as an upload is, and printed by a template's filters; what does not follow is questioned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook

from data_adapters import Reading, read_file
from service.figures import Period, check, of_all, of_record
from service.figures.breakdown import by_group, by_list, shares
from service.figures.growth import year_on_year
from service.figures.rates import Among, Funds, Measure, funds_rate, rate_of
from service.wording import FILTERS

_TITLE = "重点项目投资完成情况表"


def book(path: Path, heads: Sequence[str], rows: Sequence[Sequence[Any]], unit: str = "亿元") -> Reading:
    """What is read of a workbook with these rows."""
    written = Workbook()
    sheet = written.worksheets[0]
    for row in ([_TITLE], [f"单位：{unit}"], list(heads), *map(list, rows)):
        sheet.append(row)
    file = path / "公开数据.xlsx"
    written.save(file)
    found = read_file(file)
    assert [problem for problem in found.problems if problem.severity.value == "error"] == []
    assert len(found.projects) == len(rows)
    return found


_HEADS = ("项目名称", "年度计划投资", "累计完成投资", "占年度计划%")
_OCTOBER, _HALF_AUGUST, _JANUARY = Period(2020, 10), Period(2020, 8, half=True), Period(2010, 1)


class Printed(NamedTuple):
    """A line of a bulletin: its inputs and printed rate; what a paper prints of them, and what is questioned."""

    name: str
    period: Period
    plan: float
    done: float
    printed: str
    rate: str
    gap: str
    question: str = ""


_YEAR = Period(2020, 12)
_LINES = [
    Printed("江门全市", _OCTOBER, 647.4, 629.0, "97.2%", "97.2%", "超序时进度13.8个百分点"),
    Printed("四月全市", Period(2020, 4), 401.9, 107.4, "26.7%", "26.7%", "滞后序时进度6.6个百分点"),
    Printed("云浮", _HALF_AUGUST, 17.52, 7.54, "43.04%", "43.04%", "滞后序时进度19.5个百分点"),
    Printed("安澜一月", _JANUARY, 174, 10.3, "5.92%", "5.92%", "滞后序时进度2.4个百分点"),
    Printed("小单位", _JANUARY, 10.7, 1.29, "12.06%", "12.06%", "超序时进度3.7个百分点"),
    Printed("市级计划", _YEAR, 51.72, 63, "121.8%", "121.8%", "超序时进度21.8个百分点"),
    Printed("舍去", _YEAR, 100, 47.78, "47%", "48%", "滞后序时进度52.2个百分点", "表内 47%，计算 47.78%"),
    Printed("只取一位", _OCTOBER, 647.4, 629.0, "97.1%", "97.2%", "超序时进度13.8个百分点", "表内 97.1%，计算 97.16%"),
    Printed("抄错", _JANUARY, 174, 10.3, "5.82%", "5.92%", "滞后序时进度2.4个百分点", "表内 5.82%，计算 5.92%"),
]


@pytest.mark.parametrize("line", _LINES, ids=[line.name for line in _LINES])
def test_rates_and_gaps(tmp_path: Path, line: Printed) -> None:
    found = book(tmp_path, _HEADS, [(line.name, line.plan, line.done, line.printed)])
    part = of_record(found.projects[0], line.period)
    places = len(line.rate.rstrip("%").partition(".")[2])
    assert FILTERS["百分比"](part.rate.number, places) == line.rate
    assert FILTERS["序时说法"](part.gap.number) == line.gap
    asked = [str(item).split("：")[-1] for item in check(found) if item.code == "rate_differs"]
    assert asked == ([line.question] if line.question else [])
    assert {cell.name for cell in part.rate.sources} == {"B4", "C4"}


def test_the_schedule_of_half_a_month(tmp_path: Path) -> None:
    part = of_record(book(tmp_path, _HEADS, [("云浮", 17.52, 7.54, "43.04%")]).projects[0], _HALF_AUGUST)
    assert FILTERS["百分比"](part.schedule.number, 1) == "62.5%"


def test_the_year_in_months_and_the_month_in_a_speech(tmp_path: Path) -> None:
    """174 亿 a year are 14.5 亿 a month; January's schedule is 8.33 %, and 2.41 points are missing, not 2.3."""
    part = of_record(book(tmp_path, _HEADS, [("安澜县", 174, 10.3, "")]).projects[0], _JANUARY)
    assert FILTERS["亿元"](part.plan.number / 12, 1) == "14.5亿元"
    assert FILTERS["百分比"](part.schedule.number, 2) == "8.33%"
    assert FILTERS["百分点"](part.gap.number, 2) == "-2.41个百分点"


_LIFE = ("项目名称", "建设性质", "是否开工", "是否复工", "是否竣工", "入库情况")


class Lives(NamedTuple):
    """So many projects of each kind: 建设性质, 是否开工, 是否复工, 是否竣工, 入库情况, a blank as "-"."""

    place: str
    measure: Measure
    kinds: tuple[tuple[int, str], ...]
    printed: str
    among: Among | None = None


_STARTED, _NOT, _RESUMED = "新建 是 - 否 -", "新建 否 - 否 -", "续建 - 是 否 -"
_LIVES = [
    Lives("许昌", Measure.STARTED, ((223, _STARTED), (60, "新建 - - 是 -"), (103, _NOT)), "73.32%", Among.ALL),
    Lives("汉中", Measure.STARTED, ((122, _STARTED), (2, _NOT), (7, _RESUMED)), "98.4%"),
    Lives("湘西", Measure.UNDER_WAY, ((146, _RESUMED), (145, _STARTED), (25, _NOT)), "92%"),
    Lives("安庆", Measure.FINISHED, ((118, "续建 - - 是 -"), (100, "续建 - - 否 -")), "54.13%", Among.ALL),
    Lives("黑龙江", Measure.IN_STATISTICS, ((10, "新建 是 - - 已入统"), (8, "新建 是 - - 未入统")), "55.56%"),
]


@pytest.mark.parametrize("lives", _LIVES, ids=[lives.place for lives in _LIVES])
def test_rates_of_projects(tmp_path: Path, lives: Lives) -> None:
    rows = [
        (f"{lives.place}{kind}{number}号工程", *(word.replace("-", "") for word in words.split()))
        for kind, (count, words) in enumerate(lives.kinds)
        for number in range(count)
    ]
    found = rate_of(book(tmp_path, _LIFE, rows).projects, lives.measure, Period(2021, 6), lives.among)
    places = len(lives.printed.rstrip("%").partition(".")[2])
    assert FILTERS["百分比"](found.figure.number, places) == lives.printed
    assert found.unsaid == ()
    assert {cell.column for cell in found.figure.sources} > {1}


@pytest.mark.parametrize(
    ("kind", "heads", "row", "printed"),
    [
        (Funds.PAID_OF_PLAN, ("资金支付", "计划到位资金"), (11202, 32500), "34.47%"),
        (Funds.ARRIVED, ("到位资金", "计划到位资金"), (115, 100), "115.00%"),
    ],
)
def test_rates_of_money(tmp_path: Path, kind: Funds, heads: Any, row: Any, printed: str) -> None:
    found = book(tmp_path, ("项目名称", *heads), [("大姚", *row)], "万元")
    assert FILTERS["百分比"](funds_rate(found.projects, kind).number, 2) == printed


@pytest.mark.parametrize(
    ("now", "base", "said"), [(153.34, 160.30, "同比下降4.3%"), (275, 210, "同比增长31.0%"), (3, 1, "同比增长2倍")]
)
def test_growth(tmp_path: Path, now: float, base: float, said: str) -> None:
    """A speech tells 37 % of 210 → 275; from its own figures it is 31.0 %."""
    heads = ("项目名称", "年度计划投资", "累计完成投资", "上年同期完成投资")
    found = book(tmp_path, heads, [("安澜县", 500, now, base)])
    assert FILTERS["同比说法"](year_on_year([of_record(found.projects[0], _OCTOBER)]).number) == said


def test_sectors_of_a_plan_list(tmp_path: Path) -> None:
    """81 + 9 + 10 + 6 + 11 = 117 projects, 981 亿 in all, 171 亿 this year; three sectors are 160.6 亿 or 93.9 %."""
    sectors = (("产业", 81, 100.6), ("基础设施", 9, 30), ("城市", 10, 30), ("民生", 6, 5.4), ("生态", 11, 5))
    rows = [
        (f"{name}{n}号工程", name, (981 if name == "产业" else 0) if not n else 0, plan if not n else 0)
        for name, count, plan in sectors
        for n in range(count)
    ]
    found = book(tmp_path, ("项目名称", "行业", "总投资", "年度计划投资"), rows)
    parts = [of_record(record, _JANUARY) for record in found.projects]
    whole, groups = of_all(parts, "合计", _JANUARY), by_group(parts, "sector", _JANUARY)
    assert (whole.count, FILTERS["亿元"](whole.plan.number, 0)) == (117, "171亿元")
    assert FILTERS["亿元"](whole.total_investment.number, 0) == "981亿元"
    assert [group.count for group in groups] == [81, 9, 10, 6, 11]
    three = of_all([part for group in groups[:3] for part in group.parts], "三类", _JANUARY)
    assert FILTERS["亿元"](three.plan.number, 1) == "160.6亿元"
    assert FILTERS["百分比"](shares([three], _JANUARY, whole)[0].of_plan.number) == "93.9%"


def test_one_list_of_all_the_plans(tmp_path: Path) -> None:
    """The list's 171 亿 are 44.3 % of the year's 386 亿."""
    rows = [("甲工程", "县361", 171), ("乙工程", "市1346", 215)]
    found = book(tmp_path, ("项目名称", "计划类别", "年度计划投资"), rows)
    parts = [of_record(record, _JANUARY) for record in found.projects]
    lists = by_list(parts, _JANUARY) or by_group(parts, "plan_lists", _JANUARY)
    share = shares(lists, _JANUARY, of_all(parts, "合计", _JANUARY))[0]
    assert FILTERS["百分比"](share.of_plan.number) == "44.3%"


def test_two_years_and_their_sum(tmp_path: Path) -> None:
    found = book(tmp_path, ("项目名称", "年度计划投资", "累计完成投资"), [("前年", 300, 210), ("去年", 300, 275)])
    whole = of_all([of_record(record, _JANUARY) for record in found.projects], "两年", _JANUARY)
    assert FILTERS["亿元"](whole.done.number, 0) == "485亿元"


def test_twenty_three_units_of_which_seventeen_reported(tmp_path: Path) -> None:
    rows = [(f"第{n}单位工程", 100, 90 if n < 17 else 0, "") for n in range(23)]
    parts = [of_record(record, _JANUARY) for record in book(tmp_path, _HEADS, rows).projects]
    assert sum(part.state.value == "完成投资为0" for part in parts) == 6
    assert sum(bool(part.done.number) for part in parts) == 17
