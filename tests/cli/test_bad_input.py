"""Bad input gives one Chinese sentence on stderr and the right exit code, never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from service.papers import catalogue, papers
from tests.cli.made import HEADS, ISSUES, LEDGER, MEETING, Console, Ran, ledger, program


def one_sentence(ran: Ran, *pieces: str) -> None:
    """Assert that the command could not be done and said so once, with these pieces."""
    assert ran.code == 2, ran
    assert len(ran.sentences) == 1, ran.err
    assert re.search(r"[\u4e00-\u9fff]", ran.err)
    assert [piece for piece in pieces if piece not in ran.err] == [], ran.err


def encrypted() -> bytes:
    """The start of a compound file whose directory names an EncryptedPackage."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


_NAMELESS = "序号,形象进度,年度计划投资（万元）,累计完成投资（万元）"
_FILES: list[tuple[str, bytes, list[str]]] = [
    ("通知.docx", b"", ["空文件"]),
    ("照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(99), ["图片", "请上传"]),
    ("扫描.xls", b"%PDF-1.7\n", ["PDF", "请上传"]),
    ("加密.xlsx", encrypted(), ["密码", "取消密码"]),
    ("断.xlsx", b"PK\x03\x04 broken", ["已损坏", "重新"]),
    ("白.csv", b"  \r\n \n", ["空文件"]),
    ("散文.csv", "今天,天气很好\n我们,开会去\n".encode(), ["没有找到表头", "项目名称"]),
    ("缺名.csv", f"{_NAMELESS}\n1,封顶,1,1\n".encode(), ["项目名称", "表头"]),
]


@pytest.mark.parametrize("file", _FILES, ids=[name for name, _, _ in _FILES])
@pytest.mark.parametrize("command", [["read"], ["figures"], ["make", "进展通报", "--out", "{out}", "--ledger"]])
def test_files_that_are_no_ledgers(
    console: Console, tmp_path: Path, command: list[str], file: tuple[str, bytes, list[str]]
) -> None:
    name, content, pieces = file
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "材料"
    one_sentence(console.run(*(word.format(out=out) for word in command), tmp_path / name), name, *pieces)
    assert not out.exists()


@pytest.mark.parametrize("command", [["read"], ["figures"], ["make", "进展通报", "--out", "{out}", "--ledger"]])
def test_a_file_that_is_not_there(console: Console, tmp_path: Path, command: list[str]) -> None:
    missing = tmp_path / "没有.xlsx"
    one_sentence(
        console.run(*(word.format(out=tmp_path / "材料") for word in command), missing), "找不到文件", "没有.xlsx"
    )


def test_a_word_document_is_no_workbook(console: Console, tmp_path: Path) -> None:
    stream = io.BytesIO()
    Document().save(stream)
    (tmp_path / "台账.xlsx").write_bytes(stream.getvalue())
    one_sentence(console.run("read", tmp_path / "台账.xlsx"), "Word 文档")


def test_no_such_ledger(console: Console, tmp_path: Path) -> None:
    one_sentence(console.run("read", tmp_path / "没有.xlsx"), "找不到", "没有.xlsx")
    one_sentence(console.run("read", tmp_path), "文件夹")


def test_an_amount_that_is_not_one_costs_only_itself(console: Console, tmp_path: Path) -> None:
    path = ledger(tmp_path, "1,甲项目,县水利局,100,五十左右\n2,乙项目,栖云镇,100,40\n")
    for command in (["read"], ["figures"], ["make", "进展通报", "--out", str(tmp_path), "--ledger"]):
        ran = console.run(*command, path)
        assert (ran.code, ran.err) == (1, ""), ran
        assert "E3" in ran.out
        assert "五十左右" in ran.out
    found = json.loads(console.run("figures", path, "--json").out)
    assert [(line["name"], line["done"], line["state"]) for line in found["projects"]] == [
        ("甲项目", None, "not_reported"),
        ("乙项目", "40", "behind"),
    ]
    assert len(found["problems"]) == 1


def test_a_control_character_in_a_name_does_no_harm(console: Console, tmp_path: Path) -> None:
    path = ledger(tmp_path, "1,甲\x01项目,县水利局,100,120\n2,乙,栖云镇,100,80\n")
    issues = tmp_path / "问题.csv"
    issues.write_text("序号,项目名称,存在问题,责任单位,办理时限\n1,甲\x01项目,缺地,县水利局,\n", encoding="utf-8")
    ran = console.run("make", "进展通报", "项目调度单", "--ledger", path, "--ledger", issues, "--out", tmp_path / "出")
    assert (ran.code, ran.err) == (1, "")
    assert (tmp_path / "出" / "材料清单.xlsx").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="其他系统的文件名总是文字")
def test_a_file_name_in_another_encoding_does_no_harm(console: Console, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "台账".encode("gbk") + b".csv"))
    ledger(tmp_path, "1,甲项目,县水利局,100,五十左右\n").rename(path)
    out = tmp_path / "材料"
    for command in (["read"], ["figures", "--json"], ["make", "进展通报", "--out", str(out), "--ledger"]):
        ran = console.run(*command, path)
        assert (ran.code, ran.err) == (1, ""), ran
    assert (out / "材料清单.xlsx").exists()


def _meeting(change: Callable[[str], str], folder: Path) -> Path:
    text = Path(MEETING).read_text(encoding="utf-8")
    assert change(text) != text
    path = folder / "会议.toml"
    path.write_text(change(text), encoding="utf-8")
    return path


_MEETINGS: list[tuple[str, str, list[str]]] = [
    ("（星期五）上午9:00", "（星期四）上午9:00", ["time", "星期五", "星期四"]),
    ('reply_by = "2026年11月25日（星期三）', 'reply_by = "2026年11月28日（星期六）', ["reply_by", "不早于会议时间"]),
    ('place = "县', 'plaze = "县', ["plaze", "可用的有"]),
    ('kind = "', "kind = ", ["格式有误", "第"]),
]


@pytest.mark.parametrize(("old", "new", "pieces"), _MEETINGS)
def test_meetings(console: Console, tmp_path: Path, old: str, new: str, pieces: list[str]) -> None:
    path = _meeting(lambda text: text.replace(old, new, 1), tmp_path)
    ran = console.run("pack", "--ledger", LEDGER, "--meeting", path, "--out", tmp_path / "材料")
    one_sentence(ran, "会议.toml", *pieces)


def test_a_deadline_before_the_papers_date_holds_its_order_back(console: Console, tmp_path: Path) -> None:
    heads = "序号,项目名称,存在问题,问题原因,处理建议,责任单位,办理时限\n"
    rows = "1,甲项目,缺地,没批,供地,县水利局,2026年11月1日\n2,乙项目,缺钱,没到,拨款,栖云镇,2026年12月1日\n"
    path = ledger(tmp_path, rows, heads)
    ran = console.run("make", "项目调度单", "--ledger", path, "--meeting", MEETING, "--out", tmp_path / "材料")
    assert (ran.code, ran.err) == (1, "")
    assert "G2 的办理时限 2026年11月1日 早于成文日期 2026-11-23" in ran.out
    assert "项目调度单（栖云镇·乙项目）.docx" in [item.name for item in (tmp_path / "材料").iterdir()]


@pytest.mark.parametrize(
    ("arguments", "pieces"),
    [
        (["make", "会议通告", "--ledger", LEDGER, "--out", "x"], ["会议通告", "是不是“会议通知”"]),
        (["make", "进展通报", "--ledger", LEDGER, "--out", "x", "--period", "十月"], ["十月", "2026-10"]),
        (["make", "会议通知", "--ledger", LEDGER, "--out", "{tmp}"], ["会议信息", "--meeting"]),
        (["make", "进展通报", "--ledger", ISSUES, "--out", "{tmp}"], ["没有读到项目"]),
        (["figures", ISSUES], ["没有读到项目"]),
        (["make", "进展通报", "--ledger", LEDGER], ["--out", "--help"]),
        (["mak"], ["mak", "--help"]),
        (["read"], ["FILE"]),
        (["read", LEDGER, "--jsno"], ["--jsno", "是不是 --json"]),
        (["serve", "--port", "http"], ["--port"]),
        (["pack", "--ledger"], ["--ledger"]),
    ],
)
def test_commands_that_cannot_be_done(
    console: Console, tmp_path: Path, arguments: list[str], pieces: list[str]
) -> None:
    one_sentence(console.run(*(str(tmp_path) if item == "{tmp}" else item for item in arguments)), *pieces)


@pytest.mark.parametrize("zipped", [[], ["--zip"]])
def test_an_output_folder_that_cannot_be_written(console: Console, tmp_path: Path, zipped: list[str]) -> None:
    (tmp_path / "文件").write_bytes(b"x")
    ran = console.run("make", "进展通报", "--ledger", LEDGER, "--out", tmp_path / "文件" / "材料", *zipped)
    one_sentence(ran, "写不进去", "请换一个")
    one_sentence(program("demo", "--out", tmp_path / "文件"), "写不进去")


def test_a_template_that_is_gone(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for paper in papers().values():
        folder = tmp_path / paper.id
        folder.mkdir()
        settings = paper.template.with_name("template.toml").read_bytes()
        (folder / "template.toml").write_bytes(settings)
    monkeypatch.setattr(catalogue, "TEMPLATES", tmp_path)
    papers.cache_clear()
    try:
        ran = console.run("make", "进展通报", "--ledger", LEDGER, "--out", tmp_path / "材料")
    finally:
        papers.cache_clear()
    one_sentence(ran, "进展通报", "template.docx", "恢复")


def _template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(folder / "模板.docx"))
    return folder / "模板.docx"


_DATA: list[tuple[str, bytes, list[str]]] = [
    ("{{ 主送 }}", b'{"x": ', ["第1行第7列", "JSON"]),
    ("{{ 主送 }}", b"[1]", ["花括号"]),
    ("{{ 主送 }}", "{}".encode("utf-16"), ["UTF-8"]),
    ("{{ 主送 }}", b'{"a":' * 100_000, ["嵌套过深"]),
    ("{{ 主送 }}", b'{"a": ' + b"9" * 5000 + b"}", ["数字过长"]),
    ("{{ 主送 }}", '{"主送单位": "x"}'.encode(), ["模板.docx", "主送"]),
    ("{{ 主送 }}", '{"主送": null}'.encode(), ["主送"]),
    ("{{ 主送 }}", '{"主送": NaN}'.encode(), ["主送"]),
    ("{{ 主送|百分比 }}", '{"主送": "很多"}'.encode(), ["很多"]),
    ("{{ 主送|没有 }}", b"{}", ["没有"]),
    ("{% if 主送 %}", b"{}", ["if"]),
]


@pytest.mark.parametrize(("words", "data", "pieces"), _DATA)
def test_render_that_cannot_be_done(
    console: Console, tmp_path: Path, words: str, data: bytes, pieces: list[str]
) -> None:
    (tmp_path / "数据.json").write_bytes(data)
    template = _template(tmp_path, words)
    ran = console.run("render", template, "--data", tmp_path / "数据.json", "-o", tmp_path / "果.docx")
    one_sentence(ran, *pieces)
    assert not (tmp_path / "果.docx").exists()


def test_render_without_its_files(console: Console, tmp_path: Path) -> None:
    (tmp_path / "数据.json").write_bytes(b"{}")
    template, data, out = _template(tmp_path, "x"), tmp_path / "数据.json", tmp_path / "果.docx"
    one_sentence(console.run("render", tmp_path / "无.docx", "--data", data, "-o", out), "无.docx", "打不开")
    one_sentence(console.run("render", template, "--data", tmp_path / "无.json", "-o", out), "无.json", "打不开")
    one_sentence(console.run("render", data, "--data", data, "-o", out), "数据.json")


def test_a_lone_surrogate_in_json_does_no_harm(console: Console, tmp_path: Path) -> None:
    (tmp_path / "数据.json").write_bytes(b'{"x": "a\\ud800b"}')
    ran = console.run(
        "render", _template(tmp_path, "{{ x }}"), "--data", tmp_path / "数据.json", "-o", tmp_path / "果.docx"
    )
    assert (ran.code, ran.err, "印作□" in ran.out) == (1, "", True)
    assert "a□b" in [paragraph.text for paragraph in Document(str(tmp_path / "果.docx")).paragraphs]


@pytest.mark.parametrize(
    ("variable", "value"), [("HUICAI_PORT", "http"), ("HUICAI_PORT", "70000"), ("HUICAI_THREADS", "0")]
)
def test_settings_of_the_environment(
    console: Console, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    one_sentence(console.run("demo"), variable.removeprefix("HUICAI_").lower(), f"“{value}”")


def test_heads_of_the_small_ledger_are_understood(console: Console, tmp_path: Path) -> None:
    """The control of this file: the same ledger without a fault is done."""
    assert console.run("read", ledger(tmp_path, heads=HEADS)).code == 0
