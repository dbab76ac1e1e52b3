"""A matter in a real browser, from its draft over a missed deadline to the printed reproach; the clock is moved on."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import docx
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from service.store.clock import SHANGHAI
from tests.registers.lives import LEAD
from tests.web.browsing import saved
from tests.web.office import ready_office

# Every module that asks what time it is for the steps of this journey.
CLOCKS = (
    "service.papers.signing",
    "service.web.views.tickets",
    "service.web.views.ticket_drafts",
    "service.web.views.ticket_steps",
    "service.web.views.accountability",
    "service.web.views.issuing",
    "service.registers.tickets",
    "service.registers.escalations",
)


def moved_to(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    moment = datetime.combine(day, time(10), SHANGHAI)
    for name in CLOCKS:
        monkeypatch.setattr(f"{name}.now", lambda: moment)


def test_from_a_draft_to_the_printed_reproach(
    app: Flask, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_office(app)
    moved_to(monkeypatch, date(2026, 3, 2))
    draft_and_sign(page)

    moved_to(monkeypatch, date(2026, 3, 4))
    page.reload()
    page.locator("summary", has_text="签收").click()
    page.get_by_role("button", name="登记签收").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已签收")

    moved_to(monkeypatch, date(2026, 3, 9))
    issue(page, "提醒")
    moved_to(monkeypatch, date(2026, 3, 16))
    issue(page, "督办")
    page.get_by_role("link", name="合并打印…").click()
    page.get_by_label("份数").fill("2")
    with page.expect_download() as download:
        page.get_by_role("button", name="合成一个 Word 文件").click()
    words = "".join(paragraph.text for paragraph in docx.Document(str(saved(download.value, tmp_path))).paragraphs)
    assert words.count("安重办督函〔2026〕2号") == 2
    assert "逾期3日" in words

    page.goto("/tickets/1")
    expect(page.get_by_text("打印 2 次，下载 0 次")).to_be_visible()
    page.locator("summary", has_text="撤回督办").click()
    page.get_by_label("撤回的理由").fill("发错了单位")
    page.get_by_role("button", name="撤回").click()
    page.get_by_role("button", name="确定撤回").click()
    expect(page.get_by_text("编号已作废：发错了单位")).to_be_visible()


def draft_and_sign(page: Page) -> None:
    page.goto("/tickets")
    page.get_by_role("link", name="草拟调度单").first.click()
    page.get_by_label("项目名称").fill("云溪河综合治理工程")
    page.get_by_label("存在问题").fill("征地补偿没有签约")
    page.get_by_label("问题原因").fill("补偿标准有分歧")
    page.get_by_label("交办事项").fill("完成剩余12户签约")
    page.get_by_label("牵头单位").fill(LEAD)
    page.get_by_label("办理时限").fill("2026-03-13")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("status")).to_contain_text("已草拟")

    page.get_by_role("link", name="看材料、签发…").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("完成剩余12户签约")).to_be_visible()
    expect(frame.get_by_text("项目调度单").first).to_have_css("text-align", "center")
    page.get_by_label("责任人").fill("王某某")
    page.get_by_role("button", name="照填的再看一遍").click()
    expect(page.frame_locator("iframe").get_by_text("王某某")).to_be_visible()
    page.get_by_role("button", name="签发并编号（1份）").click()
    assert not page.locator(".listing").evaluate("each => each.scrollHeight > each.clientHeight")  # a row of its own
    page.get_by_role("link", name="安重办调〔2026〕1号").click()


def issue(page: Page, measure: str) -> None:
    page.goto("/accountability")
    page.get_by_label(f"选 {measure}").check()
    page.get_by_role("button", name="发出所选…").click()
    page.get_by_role("button", name="发出并编号（1份）").click()
    expect(page.get_by_role("status")).to_contain_text("已签发1份")
