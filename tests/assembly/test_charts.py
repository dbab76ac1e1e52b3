"""Charts made of a pattern and figures: drawn, editable, exact, and never a 0 that nobody reported."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from service.assembly import compile_template
from service.assembly.objects.patterns import A, C
from service.assembly.word_rules import check_document
from service.errors import FillError, TemplateError
from tests.assembly.docx_builder import BY_DOCXTPL, p, part
from tests.assembly.patterns import chart_drawing, template

RATES = {
    "类别": ["栖云镇", "枕石镇", "听泉镇", "漱玉镇"],
    "系列": [
        {"名称": "完成率", "数值": [Decimal("97.160"), "——", 0, "1,234.5"]},
        {"名称": "<序时>", "数值": [83.3, 83.3, None, "／"]},
    ],
}


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def figures(data: bytes, name: str = "word/charts/chart1.xml") -> list[tuple[str, list[str], dict[str, str]]]:
    """Each series of a chart: its name, its categories, and its points by number."""
    found = []
    for series in part(data, name).iter(f"{C}ser"):
        points = {pt.get("idx", ""): pt.findtext(f"{C}v", "") for pt in series.find(f"{C}val").iter(f"{C}pt")}  # type: ignore[union-attr]
        names = [v.text or "" for v in series.find(f"{C}cat").iter(f"{C}v")]  # type: ignore[union-attr]
        found.append(("".join(v.text or "" for v in series.find(f"{C}tx").iter(f"{C}v")), names, points))  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("kind", ["bar", "line", "area"])
@pytest.mark.parametrize("held", [1, 2, 4])
def test_figures_are_those_given(kind: str, held: int) -> None:
    made = compile_template(template(p("甲") + chart_drawing("{{ 图.完成率 }}"), kind=kind, series=held)).render(
        {"图": {"完成率": RATES}}
    )
    assert check_document(made) == []
    assert figures(made) == [
        ("完成率", RATES["类别"], {"0": "97.160", "2": "0", "3": "1234.5"}),
        ("<序时>", RATES["类别"], {"0": "83.3", "1": "83.3"}),
    ]
    root = part(made, "word/charts/chart1.xml")
    assert [count.get("val") for count in root.iter(f"{C}ptCount")] == ["1", "4", "4"] * 2
    assert [blanks.get("val") for blanks in root.iter(f"{C}dispBlanksAs")] == ["gap"]
    assert [f.text for f in root.iter(f"{C}f")] == [
        "Sheet1!$B$1", "Sheet1!$A$2:$A$5", "Sheet1!$B$2:$B$5", "Sheet1!$C$1", "Sheet1!$A$2:$A$5", "Sheet1!$C$2:$C$5",
    ]  # fmt: skip


def test_the_workbook_behind_it_holds_the_same_figures_and_not_the_sample() -> None:
    made = contents(compile_template(template(chart_drawing("{{ 图 }}"))).render({"图": RATES}))
    [name] = [name for name in made if name.endswith(".xlsx")]
    assert "样本" not in name
    rows = list(load_workbook(io.BytesIO(made[name]))["Sheet1"].iter_rows(values_only=True))
    assert rows == [
        (None, "完成率", "<序时>"),
        ("栖云镇", 97.16, 83.3),
        ("枕石镇", None, 83.3),
        ("听泉镇", 0, None),
        ("漱玉镇", 1234.5, None),
    ]


def test_a_series_more_looks_like_the_last_in_the_next_colour() -> None:
    more = {**RATES, "系列": [{"名称": str(n), "数值": [n] * 4} for n in range(4)]}
    root = part(compile_template(template(chart_drawing("{{ 图 }}"))).render({"图": more}), "word/charts/chart1.xml")
    colours = [s.find(f"{C}spPr").find(f".//{A}schemeClr").get("val") for s in root.iter(f"{C}ser")]  # type: ignore[union-attr]
    assert colours == ["accent1", "accent2", "accent3", "accent4"]
    assert [s.find(f"{C}idx").get("val") for s in root.iter(f"{C}ser")] == ["0", "1", "2", "3"]  # type: ignore[union-attr]


def test_each_turn_of_a_loop_has_a_chart_of_its_own() -> None:
    body = p("{%p for 图 in 各图 %}") + chart_drawing("{{ 图 }}") + p("{%p endfor %}")
    charts = [{"类别": ["甲"], "系列": [{"名称": str(n), "数值": [n]}]} for n in range(3)]
    made = compile_template(template(body)).render({"各图": charts})
    assert check_document(made) == []
    names = sorted(name for name in contents(made) if name.startswith("word/charts/chart"))
    assert [figures(made, name)[0][0] for name in names] == ["0", "1", "2"]
    assert len({name for name in contents(made) if name.endswith(".xlsx")}) == 3
    none = contents(compile_template(template(body)).render({"各图": []}))
    assert [name for name in none if "chart" in name or name.endswith(".xlsx")] == []


def test_a_chart_in_a_header() -> None:
    made = compile_template(template(p("甲"), header=chart_drawing("{{ 图 }}", "rIdChart"))).render({"图": RATES})
    assert figures(made)[0][0] == "完成率"
    assert check_document(made) == []


def test_charts_beside_what_docxtpl_fills() -> None:
    compiled = compile_template(template(p("{{r 物 }}") + chart_drawing("{{ 图 }}")))
    made = compiled.render({"图": RATES, "物": BY_DOCXTPL})
    assert figures(made)[0][0] == "完成率"
    assert check_document(made) == []


def test_same_context_same_bytes() -> None:
    compiled = compile_template(template(chart_drawing("{{ 图 }}")))
    assert compiled.render({"图": RATES}) == compiled.render({"图": RATES})


def test_threads_may_share_a_template_with_charts() -> None:
    compiled = compile_template(template(chart_drawing("{{ 图 }}")))
    given = [{"类别": ["甲"], "系列": [{"名称": str(n), "数值": [n]}]} for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda data: compiled.render({"图": data}), given))
    assert [figures(data)[0][0] for data in made] == [str(n) for n in range(40)]


SERIES = {"名称": "率", "数值": [1]}
WRONG: list[tuple[Any, str]] = [
    ("文字", "图表的数据应写成"),
    ({"类别": ["甲"]}, "图表的数据应写成"),
    ({"类别": "甲", "系列": [SERIES]}, "图表的数据应写成"),
    ({"类别": ["甲"], "系列": [{"名称": "率"}]}, "图表的数据应写成"),
    ({"类别": [], "系列": [SERIES]}, "没有可画的内容"),
    ({"类别": ["甲"], "系列": []}, "没有可画的内容"),
    ({"类别": ["甲", "乙"], "系列": [SERIES]}, "系列“率”有 1 个数值，类别有 2 个"),
    ({"类别": ["甲"], "系列": [{"名称": "率", "数值": ["约五成"]}]}, "系列“率”第 1 个数值“约五成”不是数"),
    ({"类别": ["甲"], "系列": [{"名称": "率", "数值": [True]}]}, "系列“率”第 1 个数值“True”不是数"),
    ({"类别": ["甲"], "系列": [{"名称": "率", "数值": [float("nan")]}]}, "系列“率”第 1 个数值“nan”不是数"),
    ({"类别": ["甲"], "系列": [{"名称": "率", "数值": ["Infinity"]}]}, "系列“率”第 1 个数值“Infinity”不是数"),
    ({"类别": ["甲"] * 300, "系列": [{"名称": "率", "数值": [1] * 300}] * 100}, "图表的点超过 2 万个"),
]


@pytest.mark.parametrize(("value", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_figures_that_are_none_are_one_sentence_with_the_place(value: Any, sentence: str) -> None:
    compiled = compile_template(template(chart_drawing("{{ 完成率图 }}")), name="通报")
    with pytest.raises(FillError) as caught:
        compiled.render({"完成率图": value})
    assert "模板“通报”正文" in str(caught.value)
    assert "{{ 完成率图 }}" in str(caught.value)
    assert sentence in str(caught.value)


def test_a_missing_name_is_named() -> None:
    with pytest.raises(FillError, match="完成率图"):
        compile_template(template(chart_drawing("{{ 完成率图 }}"))).render({"完成率表": RATES})


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"类别": ["甲", "乙"], "系列": [{"名称": "额", "数值": [3, "——"]}]}, ""),
        ({"类别": ["甲"], "系列": [SERIES, SERIES]}, "饼图只能有一个系列"),
        ({"类别": ["甲"], "系列": [{"名称": "额", "数值": [-1]}]}, "数值不能是负数"),
    ],
)
def test_a_pie_has_one_series_of_no_negative_numbers(value: Any, fault: str) -> None:
    compiled = compile_template(template(chart_drawing("{{ 图 }}"), kind="pie", series=1))
    if not fault:
        assert figures(compiled.render({"图": value})) == [("额", ["甲", "乙"], {"0": "3"})]
        return
    with pytest.raises(FillError, match=fault):
        compiled.render({"图": value})


def test_a_chart_of_points_is_refused_when_compiled() -> None:
    with pytest.raises(TemplateError, match="不能按数据更新"):
        compile_template(template(chart_drawing("{{ 图 }}"), kind="scatter"))


def test_a_chart_without_tag_stays_as_it_is() -> None:
    data = template(p("{{ 甲 }}") + chart_drawing("说明"))
    made = contents(compile_template(data).render({"甲": "乙"}))
    assert made["word/charts/chart1.xml"] == contents(data)["word/charts/chart1.xml"]
