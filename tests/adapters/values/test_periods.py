"""建设起止年限 as people write it: start, finish, whether it goes on, months."""

from __future__ import annotations

import datetime

import pytest

from data_adapters import MISSING, NOT_APPLICABLE, Absent, values
from data_adapters.values import BuildPeriod
from tests.adapters.values.tables import cases

READ = cases("""
2009-2011 => 2009年 2011年
2009—2011 => 2009年 2011年
2009－2011年 => 2009年 2011年
2009～2011 => 2009年 2011年
2009至2011年 => 2009年 2011年
2009年到2011年 => 2009年 2011年
2009——2011 => 2009年 2011年
2009--2011 => 2009年 2011年
2009-13 => 2009年 2013年
2026-27 => 2026年 2027年
2010- => 2010年 ……
2010— => 2010年 ……
2010年至今 => 2010年 ……
2026.3至今 => 2026年3月 ……
2026年3月-至今 => 2026年3月 ……
-2012 => ？ 2012年
至2012年底 => ？ 2012年底
09.10-11.3 => 2009年10月 2011年3月
98.10-03.5 => 1998年10月 2003年5月
2007.10-2010.12 => 2007年10月 2010年12月
2011.01-2012.12 => 2011年1月 2012年12月
2011.01-12.12 => 2011年1月 2012年12月
2026/3-2027/5 => 2026年3月 2027年5月
2026-3-2027-5 => 2026年3月 2027年5月
2026-3至2027-5 => 2026年3月 2027年5月
2026-03-05至2027-05-31 => 2026年3月5日 2027年5月31日
2026/3/1-2027/5/31 => 2026年3月1日 2027年5月31日
2026年3月—2027年12月 => 2026年3月 2027年12月
2026年3月\\n-2027年12月 => 2026年3月 2027年12月
２０２６年３月－２０２７年１２月 => 2026年3月 2027年12月
2026年3月-10月 => 2026年3月 2026年10月
2026年3-10月 => 2026年3月 2026年10月
2026.3-10 => 2026年3月 2026年10月
3月-10月 => 2026年3月 2026年10月
2026年底-2027年6月 => 2026年底 2027年6月
2026年3月上旬-2027年6月底 => 2026年3月上旬 2027年6月底
二〇二六年三月至二〇二七年十二月 => 2026年3月 2027年12月
115年3月-116年5月 => 2026年3月 2027年5月
民國115年3月至116年5月 => 2026年3月 2027年5月
2026 => 2026年 2026年
2026年 => 2026年 2026年
2026—2028年（3年） => 2026年 2028年 36
3年（2026-2028年） => 2026年 2028年 36
2026.3-2027.12（工期22个月） => 2026年3月 2027年12月 22
18个月 => ？ ？ 18
2年 => ？ ？ 24
2年半 => ？ ？ 30
1.5年 => ？ ？ 18
两年 => ？ ？ 24
十八个月 => ？ ？ 18
建设期2年 => ？ ？ 24
工期：18个月 => ？ ？ 18
建设周期为24个月 => ？ ？ 24
360天 => ？ ？
""")
REFUSED = cases("""
2009-11 => 月份还是年份
2009.3-10 => 月份还是年份
2026-10 => 只有一个时间
2026年3月 => 只有一个时间
2026.3.5 => 只有一个时间
2027-2026 => 早于开工
2026年10月-3月 => 早于开工
2026.13-2027.5 => 不存在的日期
2026年3月32日-2027年5月 => 不存在的日期
1026-1027 => 不存在的日期
3-5年 => 不能识别|不是能识别
长期 => 不是能识别
2009 2011 => 不是能识别
一期2026年，二期2028年 => 不是能识别
2026-2027-2028-2029-2030 => 不是能识别
2026至2027至2028 => 不是能识别
- 2026 - => 只有|不是能识别
#REF! => 公式出错
""")


def written(found: BuildPeriod) -> str:
    """A period as the table writes it."""
    start = "？" if found.start is MISSING else str(found.start)
    finish = "……" if found.open else "？" if found.finish is MISSING else str(found.finish)
    return " ".join(filter(None, (start, finish, str(found.months or ""))))


@pytest.mark.parametrize(("cell", "expected"), READ)
def test_read(cell: str, expected: str) -> None:
    found, fault = values.period(cell, 2026)
    assert (written(found), fault) == (expected, "")
    assert found.text == cell


@pytest.mark.parametrize(("cell", "telling"), REFUSED)
def test_refused_but_kept(cell: str, telling: str) -> None:
    found, fault = values.period(cell, 2026)
    assert (found.start, found.finish, found.open) == (MISSING, MISSING, False)
    assert any(part in fault for part in telling.split("|"))
    assert "请" in fault
    assert found.text == ("" if values.broken(cell) else cell)


@pytest.mark.parametrize(
    ("cell", "absent"), [("", MISSING), ("未报", MISSING), ("—", NOT_APPLICABLE), ("无", NOT_APPLICABLE)]
)
def test_nothing(cell: str, absent: Absent) -> None:
    assert values.period(cell, 2026) == (BuildPeriod(absent, absent), "")


def test_a_period_that_excel_made_a_date() -> None:
    found, fault = values.period(datetime.date(2009, 11, 1), 2026)
    assert found == BuildPeriod(text="2009-11-01")
    assert "自动改成" in fault


@pytest.mark.parametrize(("cell", "start"), [(2026.0, "2026年"), (2026, "2026年")])
def test_a_year_as_a_number(cell: values.Raw, start: str) -> None:
    found, fault = values.period(cell, 2026)
    assert (str(found.start), str(found.finish), fault) == (start, start, "")


@pytest.mark.parametrize(
    "cell", [True, 39101.0, 2010.12, "2026-" * 9000, datetime.time(8)], ids=lambda cell: repr(cell)[:20]
)
def test_what_is_no_period(cell: values.Raw) -> None:
    found, fault = values.period(cell, 2026)
    assert (found.start, found.finish) == (MISSING, MISSING)
    assert "请" in fault


def test_months_without_any_year_are_told() -> None:
    assert "没有写年份" in values.period("3月-10月", 0)[1]
