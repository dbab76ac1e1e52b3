"""Each command does its work, says what it made, and leaves with the right code."""

from __future__ import annotations

import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx import Document

from service import config
from service.cli import main
from tests.cli.made import ISSUES, LEDGER, MEETING, WHOLE_HEADS, WHOLE_ROWS, Console, ledger, program


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_demo(console: Console, tmp_path: Path) -> None:
    ran = console.run("demo", "--out", tmp_path / "材料")
    assert (ran.code, ran.err) == (0, "")
    assert "已生成 27 份：会议通知 12 份、会议议程与议题单 1 份、签到表 1 份、周报汇总 1 份、" in ran.out
    assert "进展通报 1 份、项目调度单 5 份" in ran.out
    assert "督办提醒函 3 份、问责通知书 3 份" in ran.out
    assert f"材料在 {tmp_path / '材料'}" in ran.out
    assert len(names(tmp_path / "材料")) == 30


def test_demo_goes_to_the_data_home(console: Console) -> None:
    assert console.run("demo").code == 0
    assert "材料清单.xlsx" in names(config.load().home / "demo")


def test_read_tells_what_was_understood(console: Console, tmp_path: Path) -> None:
    ran = console.run("read", ledger(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    for piece in ("小台账.csv", "数据截至 2026-10", "项目名称 → 项目名称", "项目 2 个"):
        assert piece in ran.out


_SHEET_KEYS = {
    "name", "role", "title", "unit", "period", "title_rows", "header_rows", "total_rows", "group_rows", "data_rows",
    "note_rows", "columns",
}  # fmt: skip


def test_read_json(console: Console) -> None:
    found = json.loads(console.run("read", LEDGER, "--json").out)
    assert set(found) >= {"file", "kind", "sheets", "records", "problems"}
    sheet = found["sheets"][0]
    assert set(sheet) >= _SHEET_KEYS
    assert set(sheet["columns"][0]) >= {"index", "letter", "heading", "field", "unit", "period"}
    assert (sheet["columns"][1]["letter"], sheet["columns"][1]["field"]) == ("B", "project_name")
    assert all(isinstance(row, int) for key in _SHEET_KEYS if key.endswith("_rows") for row in sheet[key])
    assert (len(found["records"]["projects"]), len(found["records"]["units"])) == (60, 23)
    assert found["records"]["projects"][0]["plan_this_year"] == "36000"
    assert all(set(item) >= {"address", "code", "message", "severity"} for item in found["problems"])


_LINE = {
    "name": str, "unit": str, "plan": str, "done": str, "rate_pct": str, "gap_pp": str, "rank": int, "state": str,
    "sources": dict, "plan_printed": str, "done_printed": str, "rate_pct_printed": str, "gap_pp_printed": str,
}  # fmt: skip


def test_figures_json(console: Console) -> None:
    ran = console.run("figures", LEDGER, "--json")
    found = json.loads(ran.out)
    assert ran.code == 1  # two printed figures do not follow, one unit contradicts its projects
    lists = {"groups", "lists", "by", "targets", "rates", "funds", "compare", "units", "projects", "issues"}
    lists |= {"not_reported", "zero", "checks", "problems", "decisions"}
    assert {key for key in found if isinstance(found[key], list)} == lists
    assert (found["period"], found["schedule_pct"]) == ("2026-10", "83.3333333333")
    for line in [*found["projects"], *found["units"]]:
        assert {key: kind for key, kind in _LINE.items() if not isinstance(line[key], kind | None)} == {}
        assert "warning" in line
    assert all(
        set(item) == {"code", "what", "printed", "computed", "sides", "addresses", "line"} for item in found["checks"]
    )
    assert Decimal(found["total"]["done"]) == Decimal("375554.5")


def test_figures_in_words(console: Console) -> None:
    ran = console.run("figures", LEDGER, "--period", "2026-11")
    assert (ran.code, ran.err) == (1, "")
    for piece in (
        "期间 2026-11，序时进度 91.7%",
        "合计 60 项",
        "完成投资为0：",
        "L16",
        "表内 68.5%，计算 86.50%",
        "  ！ “安澜县重点项目台账（2026年10月）.xlsx › 项目台账”写明的期间",
    ):
        assert piece in ran.out


def test_figures_of_a_clean_ledger(console: Console, tmp_path: Path) -> None:
    ran = console.run("figures", ledger(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    assert "完成率 65.0%，进度差 -18.3个百分点" in ran.out


@pytest.mark.parametrize(
    ("papers", "made"),
    [
        (["dispatch_order"], {"项目调度单": 5}),
        (["项目调度单", "accountability_notice"], {"项目调度单": 5, "问责通知书": 3}),
        (["会议通知", "meeting_notice", "会议通知"], {"会议通知": 12}),
    ],
)
def test_make(console: Console, tmp_path: Path, papers: list[str], made: dict[str, int]) -> None:
    out = tmp_path / "材料"
    ran = console.run("make", *papers, "--ledger", LEDGER, "--ledger", ISSUES, "--meeting", MEETING, "--out", out)
    assert (ran.code, ran.err) == (1, "")  # the ledger's own slips are listed
    assert "、".join(f"{title} {count} 份" for title, count in made.items()) in ran.out
    found = [name.split("（")[0] for name in names(out) if name.endswith(".docx")]
    assert {title: found.count(title) for title in found} == made


def test_make_from_a_clean_ledger(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "材料"
    path = ledger(tmp_path, WHOLE_ROWS, WHOLE_HEADS)
    ran = console.run("make", "进展通报", "--ledger", path, "--meeting", MEETING, "--out", out, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert {key: len(value) for key, value in found.items()} == {
        "made": 1,
        "failed": 0,
        "held_back": 0,
        "checks": 0,
        "problems": 0,
        "leftovers": 0,
        "decisions": 0,
        "notes": 0,
        "data": 0,
    }
    assert set(found["made"][0]) == {"paper", "subject", "file", "blanks"}
    assert found["made"][0]["file"] in names(out)
    assert found["made"][0]["blanks"] == []


def test_without_a_meeting_the_office_says_whose_papers_they_are(console: Console, tmp_path: Path) -> None:
    home = config.load().home
    home.mkdir()
    (home / "office.toml").write_text('[issuer]\nname = "安澜县重点项目建设指挥部办公室"\n', encoding="utf-8")
    console.run("make", "进展通报", "--ledger", LEDGER, "--out", tmp_path / "材料", "--no-trace")
    (paper,) = (tmp_path / "材料").glob("*.docx")
    assert "安澜县重点项目建设指挥部办公室" in [part.text for part in docx.Document(str(paper)).paragraphs]


def test_the_period_may_be_given(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "材料"
    path = ledger(tmp_path, heads="序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）\n")
    ran = console.run("make", "进展通报", "--ledger", path, "--period", "2026-04", "--out", out)
    assert (ran.code, ran.err) == (1, "")  # without a meeting the paper has its gaps
    assert "重点项目建设进展情况通报（2026年1—4月）.docx" in names(out)


def test_pack_in_a_zip(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "材料"
    ran = console.run("pack", "--ledger", LEDGER, "--ledger", ISSUES, "--meeting", MEETING, "--out", out, "--zip")
    assert (ran.code, ran.err) == (1, "")
    assert names(out) == ["材料.zip"]
    with zipfile.ZipFile(out / "材料.zip") as archive:
        assert len(archive.namelist()) == 30


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template of one paragraph."""
    document = Document()
    document.add_paragraph("{{ 项目.名称 }}完成{{ 完成率|百分比 }}")
    path = tmp_path / "模板.docx"
    document.save(str(path))
    return path


def render(console: Console, template: Path, data: Any) -> Any:
    path = template.with_name("数据.json")
    path.write_text(json.dumps(data, ensure_ascii=False) if not isinstance(data, str) else data, encoding="utf-8")
    return console.run("render", template, "--data", path, "-o", template.with_name("新") / "结果.docx")


def test_render_tells_what_cannot_print(console: Console, template: Path) -> None:
    ran = render(console, template, '{"项目": {"名称": "甲\\u0007乙"}, "完成率": 0.2667}')
    assert (ran.code, "“甲□乙”里有印不出的字符" in ran.out) == (1, True)


def test_render(console: Console, template: Path) -> None:
    ran = render(console, template, '{"项目": {"名称": "甲&乙"}, "完成率": 0.2667}')
    assert (ran.code, ran.err) == (0, "")
    made = Document(str(template.with_name("新") / "结果.docx"))
    assert [paragraph.text for paragraph in made.paragraphs] == ["甲&乙完成26.7%"]


def test_it_is_a_program(tmp_path: Path) -> None:
    made = program("demo", "--out", tmp_path / "材料")
    assert (made.code, made.err) == (0, "")
    assert program("read", tmp_path / "没有.xlsx").code == 2
    assert program("read", LEDGER).code in (0, 1)


@pytest.mark.parametrize("command", [["demo"], ["read", ISSUES], ["figures", LEDGER], ["read", "没有这个文件.xlsx"]])
def test_a_console_in_gbk(tmp_path: Path, command: list[str]) -> None:
    arguments = [*command, "--out", str(tmp_path)] if command == ["demo"] else command
    plain, narrow = program(*arguments), program(*arguments, encoding="gbk")
    assert narrow.code == plain.code
    assert "Traceback" not in narrow.err
    for said, heard in ((plain.out, narrow.out), (plain.err, narrow.err)):
        assert heard == said.encode("gbk", "replace").decode("gbk")


def test_serve_takes_its_address_from_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    app = pytest.importorskip("service.app")
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(app, "serve_app", lambda settings, host, port: heard.append((host, port)))
    for arguments in ([], ["--port", "9000", "--host", "0.0.0.0"]):
        with pytest.raises(SystemExit) as ended:
            main(["serve", *arguments])
        assert ended.value.code == 0
    assert heard == [("127.0.0.1", 8000), ("0.0.0.0", 9000)]


@pytest.mark.parametrize(("options", "papers"), [(["--merge"], 1), (["--copies", "3"], 3), ([], 0)])
def test_papers_joined_for_printing(console: Console, tmp_path: Path, options: list[str], papers: int) -> None:
    ran = console.run("make", "进展通报", "--ledger", LEDGER, "--meeting", MEETING, "--out", tmp_path / "夹", *options)
    assert ran.code in (0, 1)
    joined = tmp_path / "夹" / "打印合并.docx"
    assert joined.exists() == bool(papers)
    if papers:  # upright, across the sheet, and upright again for the 版记
        assert len(Document(str(joined)).sections) == 3 * papers


def test_a_trace_beside_the_papers_unless_it_is_not_wanted(console: Console, tmp_path: Path) -> None:
    asked = ("make", "进展通报", "--ledger", LEDGER, "--out")
    ran = console.run(*asked, tmp_path / "甲")
    assert re.search(r"印出的 \d{3} 个数从哪些单元格、按什么公式算来，见 溯源\.xlsx", ran.out)
    assert {"溯源.json", "溯源.xlsx"} <= set(names(tmp_path / "甲"))
    assert not console.run(*asked, tmp_path / "乙", "--no-trace").out.count("溯源")
    assert not {"溯源.json", "溯源.xlsx"} & set(names(tmp_path / "乙"))
    (paper,) = (tmp_path / "乙").glob("*.docx")
    assert paper.read_bytes() == (tmp_path / "甲" / paper.name).read_bytes()


def test_comments_at_the_figures(console: Console, tmp_path: Path) -> None:
    console.run("make", "工作简报", "--ledger", LEDGER, "--out", tmp_path, "--comments", "--no-trace")
    (paper,) = tmp_path.glob("*.docx")
    said = [comment.text for comment in docx.Document(str(paper)).comments]
    assert any("完成率 = " in text and LEDGER.rpartition("/")[2] in text for text in said)
    assert names(tmp_path) == sorted([paper.name, "材料清单.xlsx"])
