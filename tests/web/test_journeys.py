"""Whole journeys in a real browser: mouse, keyboard alone, a bad file, no script at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import saved
from tests.web.conftest import ISSUES, LEDGER, MEETING


def test_from_two_workbooks_and_a_meeting_to_the_papers(page: Page, tmp_path: Path) -> None:
    page.goto("/ledgers")
    page.get_by_label("选择文件").set_input_files([LEDGER, ISSUES, MEETING])
    expect(page.get_by_role("listitem").filter(has_text=ISSUES.name)).to_be_visible()
    page.get_by_role("button", name="上传并核对").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")
    expect(page.get_by_text("读到 60 个项目，23 个任务单位")).to_be_visible()
    expect(page.get_by_role("row", name="县工业和信息化局 6.50")).to_contain_text("104.0%")
    page.get_by_role("link", name="下一步：填写会议").click()

    expect(page.get_by_label("会议时间", exact=True)).to_have_value("2026年11月27日（星期五）上午9:00")
    page.get_by_label("问责通知书").uncheck()
    page.get_by_label("会议地点").fill("县政府一号楼二楼会议室")
    page.get_by_role("button", name="生成材料").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("份材料")
    expect(page.get_by_role("heading", name="问责通知书")).to_have_count(0)
    with page.expect_download() as one:
        page.get_by_role("link", name="会议通知（县水利局）.docx").click()
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(saved(one.value, tmp_path))).paragraphs)
    assert one.value.suggested_filename == "会议通知（县水利局）.docx"
    assert "县政府一号楼二楼会议室" in text
    with page.expect_download() as whole:
        page.get_by_role("link", name="下载全部（.zip）").click()
    with ZipFile(saved(whole.value, tmp_path)) as package:
        names = package.namelist()
        package.extractall(tmp_path / "all")
    papers = [name for name in names if name.endswith(".docx")]
    assert page.get_by_role("link", name=".docx").count() == len(papers) == len(names) - 3
    for name in papers:
        assert docx.Document(str(tmp_path / "all" / name)).sections


def test_a_fault_in_the_form_is_shown_at_its_field_and_mended_there(page: Page) -> None:
    page.goto("/ledgers")
    page.get_by_label("选择文件").set_input_files([LEDGER, ISSUES, MEETING])
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("link", name="下一步：填写会议").click()
    time = page.get_by_label("会议时间", exact=True)
    time.fill("2026年11月27日（星期四）上午9:00")
    page.get_by_label("会议地点").fill("别的地方")
    page.get_by_role("button", name="生成材料").click()
    expect(page.get_by_role("alert")).to_contain_text("2026年11月27日是星期五，写的是星期四")
    expect(time).to_be_focused()
    expect(page.get_by_label("会议地点")).to_have_value("别的地方")
    time.fill("2026年11月27日（星期五）上午9:00")
    page.get_by_role("button", name="生成材料").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("份材料")


def test_a_bad_file_is_one_sentence(page: Page) -> None:
    page.goto("/ledgers")
    files = [{"name": "通知.xlsx", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 pretending"}]
    page.get_by_label("选择文件").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_text("“通知.xlsx”是 PDF 文件，不是工作簿，请上传原来的 Excel 表格")).to_be_visible()
    expect(page.get_by_role("link", name="下一步")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="重新上传").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("上传台账")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/ledgers")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("选择文件").set_input_files([LEDGER, ISSUES, MEETING])  # the system's own dialog is no page
    _tab_to(page, "上传并核对")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")
    _tab_to(page, "下一步：填写会议")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("选择材料，填写会议")
    _tab_to(page, "生成材料", most=80)
    page.reload()
    _tab_to(page, "跳到正文", most=1)
    page.keyboard.press("Enter")
    _tab_to(page, "跳到“生成材料”按钮", most=5)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="生成材料")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_contain_text("份材料")
    _tab_to(page, "下载全部（.zip）")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("材料.zip")


def _tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the focus is on what is called so; it must be visible there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"
            return
    pytest.fail(f"{name} cannot be reached by Tab")


def test_files_chosen_one_after_another_gather_and_can_be_taken_out(page: Page) -> None:
    page.goto("/ledgers")
    chooser = page.get_by_label("选择文件")
    chooser.set_input_files(LEDGER)
    chooser.set_input_files(ISSUES)
    chooser.set_input_files(MEETING)
    page.get_by_role("button", name=f"移除 {LEDGER.name}").click()
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=2, name=ISSUES.name)).to_be_visible()
    expect(page.get_by_role("heading", level=2, name=MEETING.name)).to_be_visible()
    expect(page.get_by_role("heading", level=2, name=LEDGER.name)).to_have_count(0)


def test_nothing_needs_the_script(browser: Browser, address: str, signed_in: Any) -> None:
    with browser.new_context(
        base_url=address, storage_state=signed_in, viewport={"width": 1366, "height": 768}, java_script_enabled=False
    ) as off:
        page = off.new_page()
        page.goto("/ledgers")
        page.get_by_label("选择文件").set_input_files([LEDGER, MEETING])
        page.get_by_role("button", name="上传并核对").click()
        page.get_by_role("link", name="下一步：填写会议").click()
        page.get_by_role("button", name="生成材料").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("份材料")


def test_a_file_can_be_dropped_and_a_second_click_does_nothing(page: Page) -> None:
    page.goto("/ledgers")
    dropped = page.evaluate_handle(
        """text => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], "台账.csv"));
            return transfer;
        }""",
        "项目名称,年度计划投资,累计完成投资\n栖云镇道路,10,5\n",
    )
    zone = page.locator("[data-dropzone]")
    zone.dispatch_event("dragover", {"dataTransfer": dropped})
    assert "over" in str(zone.get_attribute("class")).split()
    zone.dispatch_event("drop", {"dataTransfer": dropped})
    assert "over" not in str(zone.get_attribute("class")).split()
    expect(page.get_by_text("台账.csv（1 KB）")).to_be_visible()
    # Stay on the page, so that it can be seen waiting for its answer.
    stay = "form => form.addEventListener('submit', event => event.preventDefault(), true)"
    page.locator("form[data-once]").first.evaluate(stay)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("button", name="正在读取…")).to_be_disabled()
