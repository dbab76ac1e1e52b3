"""The indicators in a real browser: a rule, a figure followed to its cell by keyboard, a decision, the papers."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from service.config import SAMPLES
from tests.web.conftest import LEDGER, MEETING

LAST = sorted((SAMPLES / "上期").glob("*台账*.xlsx"))[0]


def test_from_a_figure_to_its_cell_and_from_a_question_to_the_papers(page: Page) -> None:
    for files in ([LAST], [LEDGER, MEETING]):
        page.goto("/ledgers")
        page.get_by_label("选择文件").set_input_files(files)
        page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("link", name="与上期（2026-09）比较").click()
    page.get_by_label("预警规则").select_option(label="武汉市重大项目黄红牌（2022年）")
    page.get_by_label("分组", exact=True).select_option("建设性质")
    page.get_by_role("button", name="重新计算").click()
    expect(page.get_by_label("与上次比较")).not_to_have_value("")
    expect(page.get_by_role("row", name="扩建 2 0.54")).to_contain_text("99.0%")
    expect(page.get_by_role("table", name="任务单位排名").get_by_role("row", name="栖云镇")).to_contain_text("上升3位")

    page.get_by_text("累计完成的算式和出处").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    found = page.locator("#found")
    expect(found).to_have_text("31250")
    expect(found).to_be_in_viewport()
    page.get_by_role("link", name="返回指标一览").click()
    expect(page.get_by_label("预警规则")).to_have_value("武汉")

    row = page.get_by_role("row", name="扶摇通用航空零部件加工项目”占年计划比例")
    row.get_by_text("作决定").click()
    row.get_by_label("采用表内数（68.5%）").check()
    row.get_by_label("决定人").fill("张三")
    row.get_by_label("理由").fill("以统计局核定数为准")
    row.get_by_role("button", name="保存决定").click()
    expect(page.get_by_role("status")).to_contain_text("已记下对“扶摇通用航空零部件加工项目”的决定")
    expect(page.get_by_label("预警规则")).to_have_value("武汉")
    expect(page.get_by_role("button", name="撤销第 1 个决定")).to_be_visible()

    page.get_by_role("link", name="下一步：填写会议").click()
    page.get_by_role("button", name="生成材料").click()
    expect(page.get_by_role("heading", name="按人的决定算的数")).to_be_visible()
    expect(page.get_by_text("采用表内数（张三：以统计局核定数为准）").first).to_be_visible()
