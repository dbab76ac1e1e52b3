"""What was understood: sheets, columns, rows left out, problems, indicators; one bad file does not stop the others."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from lxml import html
from openpyxl import Workbook

from data_adapters.grid import Grid
from data_adapters.layout import Layout, Role
from service.readable import runs
from service.web.preview import PreviewCell, preview
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SMALL = workbook(
    ("安澜县2026年重点项目台账",),
    ("项目名称", "责任单位", "年度计划投资（万元）", "1-6月完成投资（万元）", "包联领倒"),
    ("<b>栖云镇道路</b>", "栖云镇", 100, 80, "甲"),
    ("枕石镇水厂", "枕石镇", "若干", 10, "乙"),
    ("听泉镇学校", "听泉镇", 200, None, "丙"),
    ("望舒乡大桥", "望舒乡", 40, 0, "丁"),
)


def page_of(visitor: Visitor, *files: tuple[str, bytes], query: str = "") -> Any:
    answer = visitor.client.get(visitor.upload(*files).location + query)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", page.text_content())


def test_a_sheet_is_shown_as_it_was_understood(visitor: Visitor) -> None:
    page = page_of(visitor, ("小台账.xlsx", SMALL))
    assert "读到 4 个项目" in words(page)
    facts = {div.findtext("dt"): div.findtext("dd") for div in page.find_class("facts")[0]}
    assert facts["标题"] == "安澜县2026年重点项目台账"
    assert facts["数据截至"] == "2026-06"
    assert facts["表头"] == "第 2 行"
    columns = [words(item).strip() for item in page.find_class("columns")[0]]
    assert [re.sub(r"\s", "", text) for text in columns[:2]] == ["A项目名称→项目名称", "B责任单位→责任单位"]
    assert "没有识别，未读取；可能是：包联领导" in columns[4]
    assert "unknown" in page.find_class("columns")[0][4].get("class")


def test_rows_left_out_are_named_with_the_reason(visitor: Visitor) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()))
    left_out = {div.findtext("dt"): div.findtext("dd") for div in page.find_class("left-out")[0]}
    assert left_out["合计行"] == "第 5 行"
    assert left_out["分组行"].startswith("第 6—7、32")
    assert left_out["备注行"] == "第 78—80 行"


def test_the_preview_colours_rows_by_their_part_under_excels_numbers(visitor: Visitor) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()))
    rows = page.find_class("grid")[0].findall(".//tbody/tr")
    parts = [(row.findtext("th"), row.get("class")) for row in rows[:8]]
    names = ["title", "title", "header", "header", "total", "group", "group", "data"]
    assert parts == [(str(number), f"part-{name}") for number, name in enumerate(names, start=1)]


def test_a_bad_cell_stands_in_the_table_with_its_address_and_the_cure(visitor: Visitor) -> None:
    page = page_of(visitor, ("小台账.xlsx", SMALL))
    rows = [[words(cell).strip() for cell in row] for row in page.find_class("problems")[0].findall(".//tbody/tr")]
    assert rows[0][:2] == ["错误", "Sheet!C4"]
    assert "若干" in rows[0][2]
    assert rows[-1][:3] == ["说明", "Sheet!E2", "表头“包联领倒”没有识别，该列未读取"]
    assert rows[-1][3].startswith("可能是：包联领导")


def test_what_a_ledger_says_is_text_and_never_markup(visitor: Visitor) -> None:
    page = page_of(visitor, ("<img src=x>.xlsx", SMALL))
    assert "<b>栖云镇道路</b>" in words(page)
    assert not page.xpath("//b | //img")


def test_indicators_rank_the_units_and_name_zero_and_unreported(visitor: Visitor) -> None:
    page = page_of(visitor, ("小台账.xlsx", SMALL))
    section = page.get_element_by_id("indicators")
    lines = section.find_class("ranking")[0].findall(".//tbody/tr")
    assert [(row[0].text, row[1].text) for row in lines[:2]] == [("1", "栖云镇"), ("2", "望舒乡")]
    assert {row[0].text for row in lines[2:]} == {"——"}
    assert lines[0].find(".//svg/rect[@class='bar']").get("width") == "80.00"
    assert lines[0].find(".//svg/rect[@class='tick']").get("x") == "50.00"
    assert lines[2].find(".//svg") is None
    said = words(section)
    assert "完成投资为0（1）望舒乡大桥" in said
    assert "未上报（1）听泉镇学校" in said


def test_indicators_of_the_samples_show_what_does_not_follow(visitor: Visitor) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()))
    assert "“扶摇通用航空零部件加工项目”占年计划比例" in words(page)
    assert "项目台账!L16" in words(page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?period=2026-05", "41.7%"),
        ("?period=十月", "期间“十月”写法不对"),
        ("?period=2026-13", "期间“2026-13”写法不对"),
    ],
)
def test_the_period_can_be_chosen(visitor: Visitor, query: str, sentence: str) -> None:
    assert sentence in words(page_of(visitor, ("小台账.xlsx", SMALL), query=query))


def test_without_a_period_the_page_says_what_to_do(visitor: Visitor) -> None:
    data = workbook(("项目名称", "责任单位", "年度计划投资（万元）", "累计完成投资（万元）"), ("道路", "栖云镇", 1, 1))
    assert "没有写明数据截至哪个月，请在“数据截至”里填写" in words(page_of(visitor, ("台账.xlsx", data)))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.xlsx", b"", "“空.xlsx”是空文件"),
        ("通知.pdf", b"%PDF-1.7", "“通知.pdf”是 PDF 文件，不是工作簿"),
        ("坏.xlsx", b"PK\x03\x04not a zip", "“坏.xlsx”已损坏"),
        ("会议.toml", b"[meeting", "会议文件“会议.toml”"),
        ("会议.toml", "[meeting]".encode("utf-16"), "不是 UTF-8 编码"),
        ("会议.TOML", b"[meeting]\n[issuer]\n", "会议.TOML [issuer] name：没有填写"),
        ("副本.xlsx", LEDGER.read_bytes(), f"“副本.xlsx”与“{LEDGER.name}”内容完全相同，只计算一次"),
    ],
)
def test_a_bad_file_is_told_beside_itself_and_the_others_go_on(
    visitor: Visitor, name: str, data: bytes, sentence: str
) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()), (name, data))
    assert sentence in words(page.get_element_by_id("file-2"))
    assert "读到 60 个项目，23 个任务单位" in words(page.get_element_by_id("file-1"))
    assert "下一步" in words(page)


def test_a_second_meeting_file_is_not_used(visitor: Visitor) -> None:
    other = MEETING.read_bytes().replace("县政务服务中心三楼会议室".encode(), "别处".encode())
    page = page_of(visitor, ("一.toml", MEETING.read_bytes()), ("二.toml", other))
    assert "已经有一个会议文件，“二.toml”没有使用" in words(page.get_element_by_id("file-2"))


def test_with_nothing_readable_there_is_no_way_on_but_back(visitor: Visitor) -> None:
    page = page_of(visitor, ("通知.pdf", b"%PDF-1.7"))
    assert "没有读到台账或问题清单" in words(page)
    assert "下一步" not in words(page)


def test_an_issue_list_alone_has_no_indicators(visitor: Visitor) -> None:
    page = page_of(visitor, (ISSUES.name, ISSUES.read_bytes()))
    assert "读到 14 个问题" in words(page)
    assert not page.xpath("//*[@id='indicators']")


@pytest.mark.parametrize(("numbers", "said"), [((), ""), ((5,), "5"), ((3, 4), "3—4"), ((1, 3, 4, 5, 9), "1、3—5、9")])
def test_row_numbers_are_said_in_runs(numbers: tuple[int, ...], said: str) -> None:
    assert runs(numbers) == said


def test_a_preview_keeps_merged_cells_and_cuts_them_at_its_edge() -> None:
    rows = [["标题", *[""] * 59], *[[f"{row}", *["x"] * 59] for row in range(2, 61)]]
    grid = Grid("f", "s", rows, ((1, 1, 1, 60), (2, 1, 30, 2)))
    shown = preview(Layout(grid, title_rows=(1,), roles={2: Role.DATA}))
    assert (len(shown.rows), len(shown.letters), shown.all_rows, shown.all_columns) == (20, 40, 60, 60)
    assert shown.letters[-1] == "AN"
    assert shown.rows[0].cells == (PreviewCell("标题", 40, 1),)
    assert shown.rows[1].cells[0] == PreviewCell("2", 2, 19)
    assert [row.part for row in shown.rows[:3]] == ["title", "data", "blank"]
    assert len(shown.rows[2].cells) == 38


def test_ledgers_of_two_months_are_shown_and_the_period_is_asked_for(visitor: Visitor) -> None:
    september, october = (
        f"截至2026年{month}月底,,\n项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）\n{name},县水利局,100,50\n".encode()
        for month, name in ((9, "甲项目"), (10, "乙项目"))
    )
    page = page_of(visitor, ("九月.csv", september), ("十月.csv", october))
    assert "不是同一个月" in words(page)
    assert "读到 1 个项目" in words(page)
    page = page_of(visitor, ("九月.csv", september), ("十月.csv", october), query="?period=2026-10")
    assert "不是同一个月" not in words(page)
    assert "（2 项）" in words(page)
