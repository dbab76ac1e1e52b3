"""Problems given back: at their cells in the preview, by kind where they are many, and in the marked copy."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from service.web.views.files import _marking
from tests.web.conftest import LEDGER, MEETING, Visitor
from tests.web.made import FAULTY, sent, tree, workbook


def page_of(visitor: Visitor, *files: tuple[str, bytes]) -> tuple[str, Any]:
    reading = visitor.upload(*files).location
    return reading, tree(visitor.client.get(reading).text)


def test_the_marked_copy_is_the_workbook_with_comments(visitor: Visitor) -> None:
    _, page = page_of(visitor, ("十月.xlsx", sent("栖云镇", ("栖云镇道路", "栖云镇", 100, "若干"))))
    (link,) = page.xpath("//a[text()='下载标注本']/@href")
    answer = visitor.client.get(link)
    assert answer.status_code == 200
    assert unquote(answer.headers["Content-Disposition"]).endswith("UTF-8''十月（已标注）.xlsx")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    book = load_workbook(io.BytesIO(answer.data))
    comment = book["Sheet"]["D4"].comment
    assert comment is not None
    assert "“若干”不是金额" in comment.text
    assert "问题清单" in book.sheetnames
    again = visitor.upload(("十月（已标注）.xlsx", answer.data))
    assert "读到 <strong>1</strong> 个项目" in visitor.client.get(again.location).text


def test_questions_of_the_samples_are_in_their_marked_copy(visitor: Visitor) -> None:
    reading, _ = page_of(visitor, (MEETING.name, MEETING.read_bytes()), (LEDGER.name, LEDGER.read_bytes()))
    answer = visitor.client.get(f"{reading}/files/2/marked")
    comment = load_workbook(io.BytesIO(answer.data))["项目台账"]["L16"].comment
    assert comment is not None
    assert "占年计划比例" in comment.text


@pytest.mark.parametrize("place", ["/files/1/marked", "/files/1/problems", "/files/9/marked", "/files/0/marked"])
def test_a_meeting_file_or_no_file_has_no_marked_copy(visitor: Visitor, place: str) -> None:
    reading, _ = page_of(visitor, (MEETING.name, MEETING.read_bytes()), (LEDGER.name, LEDGER.read_bytes()))
    assert visitor.client.get(reading + place).status_code == 404


def test_an_unreadable_file_has_no_marked_copy_but_a_sentence(visitor: Visitor) -> None:
    reading, page = page_of(visitor, ("通知.pdf", b"%PDF-1.7"))
    assert not page.xpath("//a[text()='下载标注本']")
    answer = visitor.client.get(f"{reading}/files/1/marked")
    assert answer.status_code == 400
    assert "“通知.pdf”是 PDF 文件" in answer.text


def test_a_third_marked_copy_at_once_is_put_off_in_a_sentence(visitor: Visitor) -> None:
    reading, _ = page_of(visitor, ("十月.xlsx", sent("栖云镇")))
    with _marking, _marking:
        answer = visitor.client.get(f"{reading}/files/1/marked")
    assert answer.status_code == 400
    assert "请过一会儿再点“下载标注本”" in answer.text
    assert visitor.client.get(f"{reading}/files/1/marked").status_code == 200


def test_many_problems_are_told_by_column_and_kind(visitor: Visitor) -> None:
    _, page = page_of(visitor, ("很多.xlsx", FAULTY))
    lines = [cell.text_content() for cell in page.xpath("//table[contains(@class, 'problems')]//td[2]")]
    assert lines == ["Sheet!D 列 250 处：D3、D4、D5、D6、D7等", "Sheet!C253"]
    (link,) = page.xpath("//a[text()='下载全部问题（.txt）']/@href")
    text = visitor.client.get(link).data.decode("utf-8-sig")
    assert text.count("不是金额") >= 250
    assert "很多.xlsx › Sheet!D252：" in text


def test_a_problem_leads_to_its_cell_in_the_preview(visitor: Visitor) -> None:
    _, page = page_of(visitor, ("十月.xlsx", sent("栖云镇", ("栖云镇道路", "栖云镇", 100, "若干"))))
    (target,) = page.xpath("//table[contains(@class, 'problems')]//a[text()='Sheet!D4']/@href")
    cell = page.get_element_by_id(target.removeprefix("#"))
    assert cell.text == "若干"
    assert cell.get("class") == "cell-error"
    assert "“若干”不是金额" in cell.get("title")


def test_a_problem_beyond_the_preview_is_named_without_a_link(visitor: Visitor) -> None:
    rows = [(f"项目{number}", "栖云镇", 100, 5) for number in range(30)]
    _, page = page_of(visitor, ("十月.xlsx", sent("栖云镇", *rows, ("末", "栖云镇", 100, "若干"))))
    (cell,) = page.xpath("//table[contains(@class, 'problems')]//td[text()='Sheet!D34']")
    assert not cell.xpath(".//a")


def test_hidden_rows_are_shown_as_such(visitor: Visitor) -> None:
    rows = [("项目名称", "责任单位", "年度计划投资", "累计完成投资"), ("甲", "栖云镇", 1, 1), ("乙", "栖云镇", 2, 1)]
    _, page = page_of(visitor, ("十月.xlsx", workbook(*rows, hidden_rows=(3,))))
    left_out = {div.findtext("dt"): div.findtext("dd") for div in page.find_class("left-out")[0]}
    assert left_out == {"隐藏的行": "第 3 行"}
    assert page.find_class("part-hidden")[-1].findtext("th") == "3"
    assert "隐藏" in page.find_class("legend")[0].text_content()


def test_a_card_has_no_header_row(visitor: Visitor) -> None:
    card = workbook(
        ("安澜县2026年重点项目情况表",),
        ("项目名称", "栖云镇道路", "责任单位", "栖云镇"),
        ("总投资（万元）", 500, "年度计划投资（万元）", 100),
        ("累计完成投资（万元）", 80, "形象进度", "主体封顶"),
        ("存在问题", "无", "下步计划", "加快"),
    )
    _, page = page_of(visitor, ("卡片.xlsx", card))
    facts = {div.findtext("dt"): div.findtext("dd") for div in page.find_class("facts")[0]}
    assert "表头" not in facts
    assert facts["卡片"] == "1 张"
    columns = ["".join(item.text_content().split()) for item in page.find_class("columns")[0]]
    assert "C3年度计划投资（万元）→年度计划投资（万元）" in columns
    assert "卡片读成下面的表" in page.text_content()
