"""收表: many workbooks under a list of units, who has sent and who has not, and on to the papers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from tests.web.conftest import Visitor
from tests.web.made import sent, tree

UNITS = "1. 栖云镇\n2. 枕石镇\n3. 听泉镇\n"


def send(visitor: Visitor, *files: tuple[str, bytes], units: str = UNITS, **more: Any) -> TestResponse:
    return visitor.post("/returns", files=[(io.BytesIO(data), name) for name, data in files], units=units, **more)


def words(visitor: Visitor, address: str) -> str:
    answer = visitor.client.get(address)
    assert answer.status_code == 200
    return "".join(tree(answer.text).text_content().split())


def test_who_has_sent_and_who_has_not(visitor: Visitor) -> None:
    twice = sent("枕石镇", ("枕石镇水厂", "枕石镇", 100, 60))
    answer = send(
        visitor,
        ("栖云.xlsx", sent("栖云镇")),
        ("枕石.xlsx", sent("枕石镇")),
        ("枕石改.xlsx", twice),
        ("望舒.xlsx", sent("望舒乡")),
        ("通知.pdf", b"%PDF-1.7"),
        ("坏.xlsx", sent("听泉镇", ("路", "甲", 1, 1), line="一张表")),
    )
    assert answer.status_code == 303
    said = words(visitor, answer.location)
    assert "应报3家已报2家未报1家读不了的文件1个" in said
    assert tree(visitor.client.get(answer.location).text).get_element_by_id("missing").text == "听泉镇"
    assert "同一个单位报了2份、内容不同：枕石.xlsx、枕石改.xlsx" in said
    assert "望舒.xlsx：写的是“望舒乡”，不在名单里" in said
    assert "“通知.pdf”是PDF文件" in said
    assert said.count("内容不同") == 1  # once is enough


def test_the_list_is_kept_for_next_time_and_may_be_a_file(visitor: Visitor) -> None:
    assert "栖云镇" not in visitor.client.get("/returns").text
    listed = (io.BytesIO("枕石镇\r\n听泉镇\r\n".encode("gb18030")), "名单.txt")
    answer = send(visitor, ("枕石.xlsx", sent("枕石镇")), units="栖云镇", list=listed)
    assert "应报2家已报1家未报1家" in words(visitor, answer.location)
    box = tree(visitor.client.get("/returns").text).get_element_by_id("units")
    assert box.text.split() == ["枕石镇", "听泉镇"]


def test_files_of_one_name_are_told_apart(visitor: Visitor) -> None:
    answer = send(visitor, ("报表.xlsx", sent("栖云镇")), ("报表.xlsx", sent("枕石镇")))
    said = words(visitor, answer.location)
    assert "栖云镇报表.xlsx" in said
    assert "枕石镇报表（2）.xlsx" in said


def test_all_rows_come_as_one_workbook(visitor: Visitor) -> None:
    page = send(visitor, ("栖云.xlsx", sent("栖云镇")), ("枕石.xlsx", sent("枕石镇"))).location
    answer = visitor.client.get(f"{page}/汇总.xlsx")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    sheet = load_workbook(io.BytesIO(answer.data))["项目"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "栖云镇道路" in texts
    assert "枕石镇道路" in texts


def test_the_returns_go_on_to_papers_without_second_copies(visitor: Visitor) -> None:
    page = send(
        visitor, ("栖云.xlsx", sent("栖云镇")), ("同.xlsx", sent("栖云镇")), ("枕.xlsx", sent("枕石镇"))
    ).location
    assert "另一份内容完全相同，只列入一份" in words(visitor, page)
    answer = visitor.post(f"{page}/reading")
    assert answer.status_code == 303
    said = words(visitor, answer.location)
    assert "栖云.xlsx" in said
    assert "枕.xlsx" in said
    assert "同.xlsx" not in said
    assert "年度计划（2项）" in said


def test_bad_cells_are_told_by_file(visitor: Visitor) -> None:
    page = send(visitor, ("栖云.xlsx", sent("栖云镇", ("道路", "栖云镇", 100, "若干")))).location
    page_tree = tree(visitor.client.get(page).text)
    (section,) = page_tree.xpath("//section[h2='读不懂的单元格']")
    assert section.findtext("h3") == "栖云.xlsx"
    assert "Sheet!D4：“若干”不是金额" in section.text_content()


@pytest.mark.parametrize(
    ("files", "units", "sentence"),
    [
        ([], UNITS, "还没有选择报表"),
        ([("甲.xlsx", b"x")], " \n", "还没有应报单位"),
        ([("甲.xlsx", b"x")], "\n".join(f"单位{n}甲" for n in range(501)), "应报单位最多 500 个"),
        ([(f"{n}.csv", b"") for n in range(201)], UNITS, "一次最多收 200 个文件，这次选了 201 个"),
    ],
)
def test_what_cannot_be_gathered_is_told_with_the_list_kept(
    visitor: Visitor, files: list[tuple[str, bytes]], units: str, sentence: str
) -> None:
    answer = send(visitor, *files, units=units)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert tree(answer.text).get_element_by_id("units").text.strip() == units.strip()


def test_a_list_that_is_a_workbook_is_refused(visitor: Visitor) -> None:
    answer = send(visitor, ("甲.xlsx", b"x"), list=(io.BytesIO(sent("栖云镇")), "名单.xlsx"))
    assert answer.status_code == 400
    assert "应报单位名单不是文本文件" in answer.text


@pytest.mark.parametrize("suffix", ["", "/汇总.xlsx"])
def test_an_ordinary_upload_is_no_collection(visitor: Visitor, suffix: str) -> None:
    reading = visitor.upload(("栖云.xlsx", sent("栖云镇"))).location.rsplit("/", 1)[-1]
    assert visitor.client.get(f"/returns/{reading}{suffix}").status_code == 404
