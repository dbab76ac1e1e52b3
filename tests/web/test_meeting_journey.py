"""A meeting in a real browser: from the data in force to its papers, the agenda put in order by the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import docx
from flask import Flask
from playwright.sync_api import Page, expect

from service.store import Store
from tests.web.browsing import saved
from tests.web.office import ready_office, signed
from tests.web.test_meetings import in_force, order_of


def test_from_a_new_meeting_to_a_paper_out_of_its_package(page: Page, app: Flask, store: Store, tmp_path: Path) -> None:
    ready_office(app)
    in_force(store)
    signed(app, due=-3, ago=20, project="翠屏路改造", cause="拆迁滞后", problem="管线未迁改")

    plan(page)

    expect(page.get_by_text("已逾期3天没有反馈")).to_be_visible()
    page.get_by_label("翠屏路改造").check()
    ready = page.locator("#main li").filter(has_not_text="缺").filter(has_text="问题未解决").get_by_role("checkbox")
    ready.first.check()
    page.get_by_role("button", name="列入议程").click()
    expect(page.get_by_role("status").first).to_contain_text("列入议程 2 个")
    before = order_of(store, 1)

    page.get_by_role("button", name="下移 翠屏路改造").focus()
    with page.expect_response("**/meetings/1/order") as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204
    expect(page.locator("#saved")).to_have_text("次序已保存。")
    expect(page.get_by_role("button", name="上移 翠屏路改造")).to_be_focused()
    assert order_of(store, 1) == before[::-1]
    page.locator("li").filter(has_text="翠屏路改造").drag_to(page.locator("ol > li").first)
    expect(page.locator("ol > li").first).to_contain_text("翠屏路改造")

    make_papers(page, tmp_path)


def plan(page: Page) -> None:
    """A meeting of the week, moved off the holidays."""
    page.goto("/meetings")
    page.get_by_role("link", name="新建周调度会").click()
    expect(page.get_by_label("会议名称")).to_have_value("安澜县重点项目建设周调度会")
    page.get_by_label("会议日期").fill("2026-10-02")
    expect(page.locator("#day-told")).to_contain_text("是国庆节，顺延到2026年10月8日")
    page.reload()
    page.get_by_label("会议地点").fill("县政务服务中心三楼会议室")
    page.get_by_role("button", name="登记会议，排议程").click()


def make_papers(page: Page, tmp_path: Path) -> None:
    """A paper looked at, all of them made, and one read out of the package."""
    page.get_by_role("link", name="下一步：做材料").click()
    page.get_by_role("link", name="先看会议议程与议题单").click()
    expect(page.frame_locator("iframe").get_by_text("管线未迁改").first).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="生成材料").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已生成", timeout=60_000)
    with page.expect_download() as whole:
        page.get_by_role("link", name="下载全部（.zip）").click()
    with ZipFile(saved(whole.value, tmp_path)) as package:
        names = package.namelist()
        package.extract("会议议程与议题单（安澜县重点项目建设周调度会）.docx", tmp_path)
    assert {"材料清单.xlsx", "溯源.xlsx"} < set(names)
    paper = docx.Document(str(tmp_path / "会议议程与议题单（安澜县重点项目建设周调度会）.docx"))
    texts = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "管线未迁改" in texts
