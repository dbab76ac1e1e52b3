"""The filters as a template uses them, and the public surface of the package."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import ModuleType

import pytest
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from service import wording
from service.wording import FILTERS, GAP, Blank

ARGUMENTS: dict[str, tuple[object, ...]] = {
    **{"高低说法": ("全市平均水平",), "按": ("亿元",), "同期比较": (1,), "大写金额": ("元",)},
    **{"百分比段": (1,), "万元段": (1,), "亿元段": (1,), "日期段": ("2026-12-31",), "月份段": ("2026-12",)},
}
NUMERIC = [
    *("金额", "按", "亿元", "亿元数", "万元", "万元数", "百分比", "百分比数", "百分点", "百分点数"),
    *("序时说法", "高低说法", "同比说法", "环比说法", "同期比较", "增幅说法", "倍数说法", "升降说法", "增减说法"),
    *("百分比段", "万元段", "亿元段", "大写金额", "概数", "几数", "第", "中文序号"),
]
DATED = [
    *("年月日", "年月日星期", "年月", "月日", "时间", "时分", "中文年月日", "年月日短", "时分中文", "时分24"),
    *("日期段", "月份段", "累计期间", "季度", "半年"),
]
LISTED = ["选单位", "占比", "占比注", "顿号", "和"]
WORDED = ["约数", "文号", "留空"]
OWN_WORDS = {"同比说法": "无同期可比数据", "环比说法": "无上月可比数据"}
CONTEXT = {
    "项目": {"投资": Decimal(12900), "完成率": "0.26667", "差": Decimal("-0.066"), "同比": GAP, "问题": ""},
    "会议": {"时间": datetime(2026, 11, 27, 9, 0), "日期": date(2026, 11, 22)},
    "单位": [{"名称": "栖云镇"}, {"名称": "枕石镇"}, {"名称": "听泉镇"}],
    "缺": "——",
}


@pytest.fixture(scope="module")
def environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.filters.update(FILTERS)
    return made


def test_the_names_are_fixed() -> None:
    assert sorted(FILTERS) == sorted([*NUMERIC, *DATED, *LISTED, *WORDED])


@pytest.mark.parametrize("name", [name for name in FILTERS if name not in OWN_WORDS])
@pytest.mark.parametrize("blank", [GAP, "——", Blank("不适用")])
def test_a_blank_comes_back_as_it_is(name: str, blank: str) -> None:
    assert FILTERS[name](blank, *ARGUMENTS.get(name, ())) == blank


@pytest.mark.parametrize(("name", "words"), OWN_WORDS.items())
def test_a_comparison_without_a_base_says_so(name: str, words: str) -> None:
    assert [FILTERS[name](blank) for blank in (GAP, "——", Blank("不适用"))] == [words, words, "不适用"]


@pytest.mark.parametrize("name", LISTED)
@pytest.mark.parametrize("value", [None, "甲乙", 3])
def test_what_is_no_list_is_refused_in_chinese(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"^此处应为.+的列表，收到的是.+。$"):
        FILTERS[name](value)


@pytest.mark.parametrize("name", NUMERIC + DATED)
@pytest.mark.parametrize("value", [None, True, 0.5, float("nan"), Decimal("NaN"), "", "待定", [], object()])
def test_what_cannot_be_printed_is_refused_in_chinese(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"应为.+，收到的是.+。$"):
        FILTERS[name](value, *ARGUMENTS.get(name, ()))


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("项目.投资|亿元", "1.29亿元"),
        ("项目.投资|亿元(1)", "1.3亿元"),
        ("项目.投资|亿元数(3)", "1.290"),
        ("项目.投资|万元", "12900万元"),
        ("项目.投资|万元(2, 千分=True)", "12,900.00万元"),
        ("项目.投资|万元数", "12900"),
        ("项目.投资|万元数(千分=True)", "12,900"),
        ("项目.完成率|百分比", "26.7%"),
        ("项目.完成率|百分比(places=2)", "26.67%"),
        ("项目.完成率|百分比数", "26.7"),
        ("项目.差|百分点", "-6.6个百分点"),
        ("项目.差|百分点数(2)", "-6.60"),
        ("项目.差|序时说法", "滞后序时进度6.6个百分点"),
        ("项目.差|高低说法('全市平均水平')", "低于全市平均水平6.6个百分点"),
        ("项目.差|高低说法(对象='全省', places=0)", "低于全省7个百分点"),
        ("项目.差|同比说法(2)", "同比下降6.60%"),
        ("项目.同比|同比说法", "无同期可比数据"),
        ("会议.日期|年月日", "2026年11月22日"),
        ("会议.日期|年月日星期", "2026年11月22日（星期日）"),
        ("会议.日期|年月", "2026年11月"),
        ("会议.日期|月日", "11月22日"),
        ("会议.时间|时间", "2026年11月27日（星期五）上午9:00"),
        ("会议.时间|时分", "上午9:00"),
        ("单位|map(attribute='名称')|顿号", "栖云镇、枕石镇、听泉镇"),
        ("单位|map(attribute='名称')|顿号(2, 量='个乡镇')", "栖云镇、枕石镇等3个乡镇"),
        ("单位|length|中文序号", "三"),
        ("项目.问题|留空", "——"),
        ("[项目.投资, 缺]|选单位", "亿元"),
        ("项目.投资|按([项目.投资, 300.5|string]|选单位)", "12900万元"),
        ("项目.差|升降说法('同比')", "同比回落6.6个百分点"),
        ("项目.投资|增减说法(对比='较上月', 单位='亿元')", "较上月增加1.29亿元"),
        ("项目.投资|大写金额('万元')", "人民币壹亿贰仟玖佰万元整"),
        ("会议.日期|日期段('2026-11-24')", "11月22日至24日"),
        ("会议.日期|季度(年=True)", "2026年四季度"),
        ("项目.投资|亿元|约数('左右')", "1.29亿元左右"),
        ("单位|map(attribute='名称')|和(词='及')", "栖云镇、枕石镇及听泉镇"),
        ("缺|亿元(2)", "——"),
    ],
)
def test_in_a_template(environment: ImmutableSandboxedEnvironment, tag: str, printed: str) -> None:
    assert environment.from_string(f"{{{{ {tag} }}}}").render(CONTEXT) == printed


@pytest.mark.parametrize("name", FILTERS)
def test_an_undefined_name_keeps_its_own_error(environment: ImmutableSandboxedEnvironment, name: str) -> None:
    argument = repr(ARGUMENTS[name]).replace(",)", ")") if name in ARGUMENTS else ""
    with pytest.raises(UndefinedError, match="没有的名"):
        environment.from_string(f"{{{{ 项目.没有的名|{name}{argument} }}}}").render(CONTEXT)


def test_the_public_surface_is_what_is_said() -> None:
    own = {
        name for name, thing in vars(wording).items() if not name.startswith("_") and not isinstance(thing, ModuleType)
    }
    assert set(wording.__all__) == own - {"annotations"}
