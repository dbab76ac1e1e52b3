"""Mapping files as people write them, and the one sentence on what is wrong with one."""

from __future__ import annotations

import pytest

from data_adapters.mapping import IGNORED, Answer, Mapping
from data_adapters.mapping_file import dump_mapping, load_mapping
from data_adapters.problems import SourceError

_GOOD = """
# 对照
"本期实绩" = "本年累计完成投资"
"目标值" = "plan_this_year"
"投资情况>目标值" = ["当年计划投资", "亿元"]
"内部编号" = "不读"

[shape.0123456789abcdef]
"实绩" = "到位资金"
"""


def test_headings_are_tied_to_labels_ids_or_synonyms() -> None:
    assert load_mapping(_GOOD.encode(), "对照.toml") == Mapping(
        {
            "本期实绩": Answer("done_this_year_to_date"),
            "目标值": Answer("plan_this_year"),
            "投资情况>目标值": Answer("plan_this_year", "亿元"),
            "内部编号": Answer(IGNORED),
        },
        {"0123456789abcdef": {"实绩": Answer("funds_arrived")}},
    )


@pytest.mark.parametrize("text", [_GOOD, "", '"引\\"号\\\\" = "总投资"', '"\\u007f" = "总投资"'])
def test_what_is_written_reads_back(text: str) -> None:
    mapping = load_mapping(text.encode("utf-8-sig"), "对照.toml")
    assert load_mapping(dump_mapping(mapping), "对照.toml") == mapping


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            '"目标" = "总投资"\n"实绩" = "本年累计完成"xx'.encode(),
            '表头对照文件“对照.toml”第2行格式有误，每行应写成 "表头" = "字段"，请改正',
        ),
        (
            '# 注\n"实绩" = "年度计划投资合计表"'.encode(),
            "表头对照文件“对照.toml”第2行“实绩”写的“年度计划投资合计表”不是字段名，可能是“年度计划投资”",
        ),
        ('"实绩" = "甲乙丙丁"'.encode(), "第1行“实绩”写的“甲乙丙丁”不是字段名，请改成系统的字段名"),
        ('"实绩" = 3'.encode(), '第1行“实绩”应写成 "字段"，或'),
        ('"实绩" = ["总投资", "万元", "2"]'.encode(), '第1行“实绩”应写成 "字段"，或'),
        ('"实绩" = ["总投资", "斤"]'.encode(), "写的单位“斤”不是金额单位，可用的有：元、"),
        ('shape = "总投资"'.encode(), "里的“shape”应写成 [shape.表样编号] 的小节"),
        ('"实绩" = "总投资"'.encode("gb18030"), "不是 UTF-8 编码"),
        (b"#" * 1_100_000, "超过 1 MB"),
        (("a = " + "[" * 9_000).encode(), "表头对照文件“对照.toml”"),
    ],
)
def test_faults_are_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as fault:
        load_mapping(data, "对照.toml")
    assert sentence in str(fault.value)
    assert "\n" not in str(fault.value)
