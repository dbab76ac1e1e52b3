"""Reading in a real browser: a column told by clicking, the marked copy, last month, and the units' returns."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.web.browsing import saved
from tests.web.made import FAULTY, ledger, sent


def upload(page: Page, name: str, data: bytes) -> None:
    page.goto("/ledgers")
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("选择文件").set_input_files([file])
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")


def test_a_column_is_told_once_and_known_next_month(page: Page) -> None:
    upload(page, "九月.xlsx", ledger(9))
    expect(page.get_by_text("没有识别，未读取；可能是：本年累计完成投资")).to_be_visible()
    page.get_by_role("link", name="指定工作表“Sheet”各列的含义").click()
    page.get_by_label("D 列“本期实绩”读作").select_option(label="本年累计完成投资")
    page.get_by_label("E 列“包联领倒”读作").select_option(label="不读取这一列")
    page.get_by_role("button", name="按此重新读取并记住").click()
    expect(page.get_by_role("status")).to_contain_text("已按您的指定重新读取（2 列）")
    expect(page.get_by_text("140万元").first).to_be_visible()

    upload(page, "十月.xlsx", ledger(10, (85, 15, 45)))
    expect(page.get_by_text("按您上次的指定，“本期实绩”一列读作“本年累计完成投资”")).to_be_visible()
    page.get_by_role("link", name="与上期（2026-09）比较").click()
    expect(page.get_by_role("row", name="“听泉镇学校”的累计完成投资比上期减少")).to_contain_text("50.00万元")
    expect(page.get_by_label("与上次比较")).to_have_value(page.url.split("last=")[1].split("#")[0].split("&")[0])
    page.get_by_role("link", name="指定工作表“Sheet”各列的含义").click()
    page.get_by_role("button", name="恢复自动识别").click()
    expect(page.get_by_role("status")).to_contain_text("已恢复自动识别")
    expect(page.get_by_text("没有识别，未读取；可能是：本年累计完成投资")).to_be_visible()
    expect(page.get_by_label("与上次比较")).not_to_have_value("")


def test_many_problems_their_cells_and_the_marked_copy(page: Page, tmp_path: Path) -> None:
    upload(page, "很多.xlsx", FAULTY)
    page.get_by_role("link", name="Sheet!D 列 250 处：D3、D4、D5、D6、D7等").click()
    cell = page.locator("td:target")
    expect(cell).to_have_text("若干")
    expect(cell).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载“很多.xlsx”的标注本").click()
    assert download.value.suggested_filename == "很多（已标注）.xlsx"
    sheet = load_workbook(saved(download.value, tmp_path))["Sheet"]
    comments = [row[3].comment for row in sheet.iter_rows(min_row=3, max_row=252)]
    assert all(comment and "“若干”不是金额" in comment.text for comment in comments)


def test_returns_are_gathered_and_go_on_to_papers(page: Page, tmp_path: Path) -> None:
    page.goto("/ledgers")
    page.get_by_role("link", name="收表", exact=True).click()
    files: list[FilePayload] = [
        {"name": f"{unit}.xlsx", "mimeType": "application/octet-stream", "buffer": sent(unit)}
        for unit in ("栖云镇", "枕石镇")
    ]
    page.get_by_label("选择各单位报来的报表").set_input_files(files)
    page.get_by_label("应报单位", exact=True).fill("栖云镇\n枕石镇\n听泉镇")
    page.get_by_role("button", name="汇总").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("收表情况")
    expect(page.locator("#missing")).to_have_text("听泉镇")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载汇总.xlsx").click()
    assert "项目" in load_workbook(saved(download.value, tmp_path)).sheetnames
    page.get_by_role("button", name="用这些数据出材料").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")
    expect(page.get_by_text("年度计划（2 项）", exact=True)).to_be_visible()
    page.goto("/returns")
    expect(page.get_by_label("应报单位", exact=True)).to_have_value("栖云镇\n枕石镇\n听泉镇\n")
