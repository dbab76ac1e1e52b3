"""溯源: what the papers of the samples print is worked out again from the trace alone, and led back to cells."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from data_adapters import MISSING, Cell, read_file
from samples import build
from service import config
from service.assembly import Mark
from service.assembly.places import paragraphs
from service.batches import Made, Summary, Trace, make, write_folder, write_zip
from service.batches.listing import LISTING_NAME
from service.batches.trace_book import TRACE_BOOK, trace_book
from service.batches.tracing import NO_STEP, TRACE_JSON
from service.figures import Figure, Unit
from service.papers import Draft, Inputs, Paper, gather, load_meeting
from service.papers.catalogue import papers
from service.store import frozen_data
from service.wording import Blank
from service.wording.traced import untraced
from tests.batches.recomputing import ROUNDING, Traced

FILES = (build.LEDGER, build.ISSUES)
LAST = sorted((build.FOLDER / "上期").glob("*.xlsx"))
_PATHS = (*(build.FOLDER / name for name in FILES), *LAST)
UPLOADS = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in _PATHS}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Counted by the template itself, of lists that are no figures: how many steps, units, lines there are.
_UNTRACED = {"meeting_notice", "weekly_summary", "score_sheet", "progress_bulletin", "work_brief", "duty_list"}


@cache
def inputs() -> Inputs:
    """The sample county's inputs, with last month's ledger."""
    last = [read_file(path) for path in LAST]
    readings = [read_file(build.FOLDER / name) for name in FILES]
    return gather(readings, meeting=load_meeting(config.SAMPLES / "meeting.toml"), last=last)


@cache
def whole() -> tuple[Summary, dict[str, bytes]]:
    """Every kind of paper of the samples, made with a trace."""
    summary = Summary(trace=Trace(UPLOADS))
    made = {item.file_name: data for item, data in make(list(papers().values()), inputs(), summary)}
    return summary, made


def trace() -> Trace:
    found = whole()[0].trace
    assert found is not None
    return found


def marks() -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Every mark with its step."""
    read = Traced(trace().json())
    steps = read.rows("steps")
    for mark in read.rows("marks"):
        yield mark, steps[mark["step"]] if mark["step"] != NO_STEP else None


@pytest.mark.parametrize("paper", papers().values(), ids=lambda paper: paper.id)
def test_papers_are_the_same_bytes_traced_or_not(paper: Paper) -> None:
    plain, traced = Summary(), Summary(trace=Trace())
    assert list(make([paper], inputs(), plain)) == list(make([paper], inputs(), traced))
    assert plain == traced


@pytest.mark.parametrize("paper", papers().values(), ids=lambda paper: paper.id)
def test_what_an_archive_keeps_prints_the_same(paper: Paper) -> None:
    for draft in paper.plan(inputs()):
        if isinstance(draft, Draft):
            kept = frozen_data.dumps(untraced(dict(draft.context)), {"blank": Blank})
            again = Draft(draft.paper, draft.subject, frozen_data.loads(kept, {"blank": Blank}))
            assert paper.fill(again) == paper.fill(draft)


def test_every_step_recomputes_from_its_leaves() -> None:
    read = Traced(trace().json())
    found, steps = read.recomputed(), read.rows("steps")
    assert sum(bool(step["value"]) for step in steps) > 700
    for number, step in enumerate(steps):
        value = found[number]
        if step["value"]:
            assert value is not None
            assert abs(value - Fraction(step["value"])) <= ROUNDING * (1 + abs(value)), (read.formula(step), step)
        else:
            assert value is None
            assert step["reason"], step


def _prints(printed: str, value: Decimal) -> bool:
    """Whether a text holds the value rounded half up, in 万元, 亿元, per cent or as it is; a sign may be words."""
    for text in _NUMBER.findall(printed.replace(",", "")):
        unit = Decimal(1).scaleb(-len(text.partition(".")[2]))
        for power in (0, 2, -4):
            if Decimal(text) == abs(value).scaleb(power).quantize(unit, ROUND_HALF_UP):
                return True
    return False


def test_every_mark_prints_its_value_rounded_half_up() -> None:
    for mark, step in marks():
        if mark["exact"]:
            words = mark["printed"].endswith("持平") or (step and step["unit"] == "个" and mark["printed"] == "无")
            assert words or _prints(mark["printed"], Decimal(mark["exact"])), mark
        else:
            assert step is not None
            assert not _NUMBER.search(mark["printed"]), mark


def test_what_is_untraced_is_counts_of_lists_alone() -> None:
    read = Traced(trace().json())
    titles = {paper.title: paper.id for paper in papers().values()}
    lost = [mark for mark, step in marks() if step is None]
    assert {titles[read.rows("papers")[mark["paper"]]["title"]] for mark in lost} <= _UNTRACED
    assert all(mark["printed"].isdecimal() and int(mark["printed"]) < 100 for mark in lost)


def test_each_mark_stands_in_its_paragraph() -> None:
    read = Traced(trace().json())
    names = [paper["file"] for paper in read.rows("papers")]
    texts: dict[tuple[int, str], dict[int, str]] = {}
    for mark, _ in marks():
        place = (mark["paper"], mark["part"])
        assert mark["paragraph"], mark
        if mark["part"] == "正文" and place not in texts:
            body = docx.Document(io.BytesIO(whole()[1][names[mark["paper"]]])).element
            texts[place] = {one.place.paragraph: one.text for one in paragraphs(body, "正文", "word/document.xml")}
        if mark["part"] == "正文":
            assert mark["printed"] in texts[place][mark["paragraph"]], mark


def test_every_number_of_the_ranking_has_its_mark() -> None:
    data = next(data for name, data in whole()[1].items() if "通报" in name)
    document = docx.Document(io.BytesIO(data))
    table = next(one for one in document.tables if one.cell(0, 0).text.strip() == "位次")
    body = paragraphs(document.element, "正文", "word/document.xml")
    at = {text.element: text.place.paragraph for text in body}
    told: dict[int, set[str]] = {}
    for mark, _ in marks():
        if trace().papers[mark["paper"]][0] == "进展通报":
            told.setdefault(mark["paragraph"], set()).add(mark["printed"])
    cells = [paragraph for row in table.rows[1:] for cell in row.cells for paragraph in cell.paragraphs]
    numbers = [one for one in cells if _NUMBER.fullmatch(one.text.strip().lstrip("+-"))]
    assert len(numbers) > 60
    for one in numbers:
        assert one.text.strip() in told[at[one._p]], one.text


def test_cells_hold_what_the_leaves_say() -> None:
    read = Traced(trace().json())
    book = load_workbook(build.FOLDER / build.LEDGER, data_only=True)
    sheets, files = read.rows("sheets"), read.rows("files")
    seen = 0
    for step in read.rows("steps"):
        if step["unit"] == "万元" and step["value"] and len(step["cells"]) == 1:
            cell = read.cell(step["cells"][0])
            sheet = sheets[cell["sheet"]]
            if files[sheet["file"]]["file"] == build.LEDGER:
                value = book[sheet["sheet"]][cell["cell"]].value
                if isinstance(value, int | float):  # texts such as 1.2亿元 are read by the door
                    seen += 1
                    assert Decimal(repr(value)) in (Decimal(step["value"]), Decimal(step["value"]) / 10000), cell
    assert seen > 200
    assert {entry["file"]: entry["sha256"] for entry in files if entry["sha256"]} == UPLOADS


def _written(tmp_path: Path, **wanted: Any) -> tuple[Path, Summary]:
    summary = Summary(trace=Trace(UPLOADS, **wanted))
    kinds = [papers()["progress_bulletin"]]
    write_folder(tmp_path, make(kinds, inputs(), summary), summary)
    return tmp_path, summary


def test_the_files_beside_a_pack(tmp_path: Path) -> None:
    folder, summary = _written(tmp_path)
    made = summary.made[0].file_name
    assert {path.name for path in folder.iterdir()} == {made, TRACE_JSON, TRACE_BOOK, LISTING_NAME}
    again = Summary()
    write_folder(folder, make([papers()["work_brief"]], inputs(), again), again)
    assert set(again.leftovers) == {made, TRACE_JSON, TRACE_BOOK}
    path = write_zip(tmp_path / "材料.zip", iter([(Made("甲", "乙", "丙.docx", ()), b"")]), summary)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["丙.docx", TRACE_JSON, TRACE_BOOK, LISTING_NAME]
        assert archive.read(TRACE_JSON) == (folder / TRACE_JSON).read_bytes()


def test_no_files_where_nothing_was_asked_or_printed(tmp_path: Path) -> None:
    folder, _ = _written(tmp_path / "甲", written=False)
    assert not (folder / TRACE_JSON).exists()
    summary = Summary(trace=Trace(UPLOADS))
    write_folder(tmp_path / "乙", make([papers()["service_receipt"]], inputs(), summary), summary)
    assert not (tmp_path / "乙" / TRACE_BOOK).exists()


def test_the_workbook_leads_to_every_cell() -> None:
    opened = load_workbook(io.BytesIO(trace_book(trace())))
    assert opened.sheetnames == ["印出的数", "计算步骤", "其余单元格", "上传的文件"]
    lines = list(opened["印出的数"].iter_rows(min_row=2))
    assert len(lines) == len(trace().marks)
    for line, (paper, part, paragraph, printed, exact, step) in zip(lines, trace().marks, strict=True):
        assert [cell.value for cell in line[:2]] == [trace().papers[paper][2], part]
        assert (line[2].value or 0) == paragraph
        assert line[3].value == printed.replace("\n", " ")
        if step != NO_STEP and exact:
            assert line[4].value == exact
    leads = [cell.hyperlink for line in opened["计算步骤"].iter_rows(min_row=2) for cell in line if cell.hyperlink]
    leads += [cell.hyperlink for line in opened["其余单元格"].iter_rows(min_row=2) for cell in line if cell.hyperlink]
    named = {(lead.target, lead.location) for lead in leads}
    wanted = {(trace().files[file][0], f"'{sheet}'!{name}") for at, name in trace().cells
              for file, sheet in [trace().sheets[at]]}  # fmt: skip
    assert named == wanted


def test_odd_names_and_texts_and_what_came_from_no_file() -> None:
    file, sheet = "台账 #1&<甲>.xlsx", "'一'&<二>"
    found = Trace({file: "0" * 64}, {file: f"../{file}"})
    cells = (Cell(file, sheet, 5, 27), Cell(file, sheet, 6, 27), Cell("数据库", "查询", 2, 1))
    known = Figure(Decimal(3), Unit.WAN_YUAN, "=甲<乙>", cells[:2])
    lost = Figure(MISSING, Unit.RATIO, "率", cells[2:], "未填")
    marks = [Mark("正文", 1, "3\n\x00万元", Decimal(3), known), Mark("页眉1", 0, "——", "——", lost)]
    found.add("甲", "乙", "甲&乙.docx", marks)
    opened = load_workbook(io.BytesIO(trace_book(found)))
    first, second = opened["印出的数"].iter_rows(min_row=2)
    assert [cell.value for cell in first] == [
        "甲&乙.docx", "正文", 1, "3 □万元", "3", "=甲<乙>", f"{file} › {sheet}!AA5 等2格"
    ]  # fmt: skip
    assert [cell.value for cell in second][2:] == [None, "——", "未填", "率", "数据库 › 查询!A2"]
    assert first[6].hyperlink is not None
    assert first[6].hyperlink.target == "../台账%20%231&%3C甲%3E.xlsx"
    assert first[6].hyperlink.location == "'''一''&<二>'!AA5"
    assert second[6].hyperlink is None
    assert [cell.value for cell in opened["其余单元格"][2]] == [1, f"{file} › {sheet}!AA6"]
    assert Traced(found.json()).rows("marks")[0]["printed"] == "3\n\x00万元"


def test_comments_tell_the_formula_at_the_figure(tmp_path: Path) -> None:
    folder, summary = _written(tmp_path, comments=True)
    document = docx.Document(str(folder / summary.made[0].file_name))
    texts = [comment.text for comment in document.comments]
    assert len(texts) == 301
    assert texts[-1].startswith("这里只批注了前 300 个数，其余")
    assert sum("完成率 = 累计完成投资 ÷ 年度计划投资，来自 " in text for text in texts) > 5
    rate = next(text for text in texts if "有年度计划的累计完成投资 ÷ 年度计划投资" in text)
    assert re.match(r"精确值 0\.\d{20,}，完成率 = .*等\d+格。", rate)
