"""Tables of text, JSON, Word and web pages: each source beside the rows it gives, or the sentence."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import SourceError
from data_adapters.containers import open_grids
from data_adapters.containers.wire import packed, unpacked
from tests.adapters.building import workbook
from tests.adapters.containers.made import docx, paragraph, word_table
from tests.adapters.test_liars import one_sentence

TEXTS: dict[str, tuple[str, list[list[str]]]] = {
    "comma": ("甲,乙\n1,2\n", [["甲", "乙"], ["1", "2"]]),
    "comma and amounts": ('甲,乙\n1,"1,200"\n', [["甲", "乙"], ["1", "1,200"]]),
    "tab": ("甲\t乙\n1,5\t2\n", [["甲", "乙"], ["1,5", "2"]]),
    "semicolon": ("甲;乙\n1,5;2\n", [["甲", "乙"], ["1,5", "2"]]),
    "upright line": ("甲|乙|丙\n1|2|3\n4|5|6\n", [["甲", "乙", "丙"], ["1", "2", "3"], ["4", "5", "6"]]),
    "wide comma": ("甲，乙，丙\n1，2，3\n", [["甲", "乙", "丙"], ["1", "2", "3"]]),
    "rows of unlike length": ("台账\n甲,乙\n1\n", [["台账", ""], ["甲", "乙"], ["1", ""]]),
    "line break in a cell": ('甲,乙\n"一\n二",2\n', [["甲", "乙"], ["一\n二", "2"]]),
    "aligned": ("甲  乙   丙\n 一  1  2\n", [["甲", "乙", "丙"], ["一", "1", "2"]]),
    "aligned under a title": (
        "台账（万元）\n\n甲\u3000乙\u3000丙\n一\u30001,200\u30002\n",
        [["台账（万元）", "", ""], ["", "", ""], ["甲", "乙", "丙"], ["一", "1,200", "2"]],
    ),
    "aligned by blanks and commas": ("甲,  乙,  丙\n一,  1,  2\n", [["甲", "  乙", "  丙"], ["一", "  1", "  2"]]),
    "replacement characters stay": ("甲,乙\n\ufffd项目,2\n", [["甲", "乙"], ["\ufffd项目", "2"]]),
}


@pytest.mark.parametrize("text", TEXTS)
def test_text(text: str) -> None:
    source, rows = TEXTS[text]
    assert open_grids(source.encode(), "台账.txt")[1][0].rows == rows


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gbk", b""),
        ("gb18030", b""),
        ("big5", b""),
    ],
)
def test_encodings(encoding: str, mark: bytes) -> None:
    text = "項目名稱,年度計劃投資,備註\n安瀾縣栖雲鎮道路改造工程,1200,已開工建設\n枕石鎮學校,800,主體施工\n"
    grid = open_grids(mark + text.encode(encoding), "台账.csv")[1][0]
    assert grid.rows == [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize(
    "text", ["今天下午开会\n请带材料\n", "甲  乙\n丙  丁  戊\n", "通知，请于明天到会，谢谢。\n不另行通知。\n"]
)
def test_text_that_is_no_table(text: str) -> None:
    with pytest.raises(SourceError) as refusal:
        open_grids(text.encode(), "通知.txt")
    one_sentence(str(refusal.value), "通知.txt", "纯文本")


JSONS: dict[str, tuple[str, list[list[Any]]]] = {
    "objects": ('[{"甲": 1, "乙": "x"}, {"乙": null, "丙": true}]', [["甲", "乙", "丙"], [1, "x", ""], ["", "", True]]),
    "exact": (
        '[{"甲": 1.10, "乙": 12345678901234567890, "丙": 1e2}]',
        [["甲", "乙", "丙"], [Decimal("1.10"), Decimal(12345678901234567890), Decimal("1E+2")]],
    ),
    "lists": ('[["甲", "乙"], [1], []]', [["甲", "乙"], [1, ""], ["", ""]]),
    "one list": ('{"单位": "万元", "数据": [{"甲": 1}], "备注": null}', [["单位：万元"], ["备注："], ["甲"], [1]]),
}


@pytest.mark.parametrize("text", JSONS)
def test_json(text: str) -> None:
    source, rows = JSONS[text]
    found = open_grids(source.encode(), "台账.json")[1][0].rows
    assert found == rows
    assert [[type(cell) for cell in row] for row in found] == [[type(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("source", "telling"),
    [
        ('{"甲": 1}', "0 个列表"),
        ('{"甲": [1], "乙": [2]}', "2 个列表"),
        ("[]", "没有表格数据"),
        ("{}", "0 个列表"),
        ("[1, 2]", "第 1 条不是一行数据"),
        ('[{"甲": 1}, [2]]', "第 2 条不是“名称: 值”"),
        ('[["甲"], {"乙": 1}]', "第 2 条不是一行数据"),
        ('[{"甲": {"乙": 1}}]', "“第 1 条的甲”里面还套着"),
        ('[["甲", [1]]]', "“第 1 行”里面还套着"),
        ('{"甲": {"乙": 1}, "丙": [["丁"]]}', "“甲”里面还套着"),
        ('[{"甲": 1, "甲": 2}]', "两个“甲”"),
        ('[{"甲": NaN}]', "NaN 不是数字"),
        ('[{"甲": 1,}]', "第 1 行第 10 列"),
        ('[{"甲": 1}', "不是完整的 JSON，第 1 行第 10 列"),
        ("看不懂", "第 1 行第 1 列"),
    ],
)
def test_json_that_is_no_table(source: str, telling: str) -> None:
    with pytest.raises(SourceError) as refusal:
        open_grids(source.encode(), "台账.json")
    one_sentence(str(refusal.value), "台账.json", telling)


def test_word_tables() -> None:
    first = word_table(
        [
            ['<w:vMerge w:val="restart"/>项目名称', '<w:gridSpan w:val="2"/>投资（万元）'],
            ["<w:vMerge/>", "总投资", "年度计划"],
            ["甲项目", "100", "20"],
        ]
    )
    nested = word_table([["项目名称", word_table([["不读"]])], ["乙项目", "1"]])
    nested = paragraph("附件2") + paragraph("单位：万元") + "<w:p/>" + nested
    drawing = "<w:p><w:r><w:drawing/></w:r></w:p>"
    wrapped = f"<w:sdt><w:sdtContent>{paragraph('二、投资完成情况')}{first}</w:sdtContent></w:sdt>"
    kind, grids, notes = open_grids(docx(paragraph("一、通知") + wrapped + nested + drawing), "通报.docx")
    assert kind.value == "docx"
    assert [grid.sheet for grid in grids] == ["表1（二、投资完成情况）", "表2（附件2 单位：万元）"]
    assert grids[0].rows == [["项目名称", "投资（万元）", ""], ["", "总投资", "年度计划"], ["甲项目", "100", "20"]]
    assert grids[0].merges == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert grids[0].top(2, 1) == 1
    assert grids[1].rows[1] == ["乙项目", "1"]
    assert [(note.code, str(note.address)) for note in notes] == [
        ("nested_table", "通报.docx › 表2（附件2 单位：万元）"),
        ("pictures", "通报.docx"),
    ]


def test_web_tables() -> None:
    page = """<html><head><style>td {color: red}</style></head><body><table><tr><td>外面的字<td>
    <table><tr><th rowspan=2>项目<br>名称</th><th colspan=2>投资</th></tr><tr><th>总投资</th><th>&nbsp;计划</th></tr>
    <tr><td>甲 &amp;
    乙<script>alert(1)</script></td><td>1</td><td>=cmd|2</td></tr></table></table><table></table></body></html>"""
    kind, [grid], notes = open_grids(page.encode("gbk"), "导出.xls")
    assert kind.value == "html"
    assert grid.rows == [["项目\n名称", "投资", ""], ["", "总投资", "计划"], ["甲 & 乙", "1", "=cmd|2"]]
    assert grid.merges == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert [note.code for note in notes] == ["kind_differs", "nested_table"]
    assert "“外面的字”" in notes[1].message


def test_a_page_that_says_its_encoding() -> None:
    page = '<meta charset="big5"><table><tr><td>項目名稱<td>總投資</table>'.encode("big5")
    assert open_grids(page, "導出.xls")[1][0].rows == [["項目名稱", "總投資"]]


MOMENT = datetime.datetime(2026, 10, 31, 23, 59, 58, 7)
VALUES: list[Any] = [
    *("文", "", 1, 1.5, True, MOMENT, MOMENT.date(), MOMENT.time()),
    *(datetime.timedelta(-1, 3, 5), Decimal("1.10"), Decimal("-1E+30")),
]


def test_values_survive_the_way_out_of_the_child() -> None:
    rows = [[value, index, "x"] for index, value in enumerate(VALUES * 400)]
    expected = [list(row) for row in rows]
    found = [row for chunk in packed(rows) for row in unpacked(*chunk)]
    assert found == expected
    assert [type(row[0]) for row in found] == [type(row[0]) for row in expected]


def test_dates_of_a_workbook_stay_dates() -> None:
    found = open_grids(workbook("开工时间|甲\nd:2026-05-31|1\n"), "台账.xlsx")[1][0].rows
    assert found == [["开工时间", "甲"], [datetime.date(2026, 5, 31), 1.0]]
