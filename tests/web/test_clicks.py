"""How far it is for somebody new: clicks and typed fields from the first page to a pack of papers on their disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support.screens import DOCUMENT
from tests.web.browsing import page_of, saved
from tests.web.conftest import ISSUES, LEDGER


@dataclass
class Counted:
    """A page on which every click and every field that is typed is counted; files chosen at once are two clicks."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def click(self, kind: str, name: str) -> None:
        self.page.get_by_role(kind, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.fields += 1

    def choose(self, *files: Path) -> None:
        self.page.get_by_label("选择文件").set_input_files(list(files))
        self.clicks += 2

    def take(self, folder: Path) -> list[str]:
        """The whole pack; gives the names of its papers."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("已生成")
        with self.page.expect_download() as whole:
            self.click("link", "下载全部（.zip）")
        with ZipFile(saved(whole.value, folder)) as package:
            return [name for name in package.namelist() if name.endswith(".docx")]


@pytest.fixture
def counted(browser: Browser, app: Flask, address: str) -> Iterator[Counted]:
    """The first page of an empty machine."""
    with page_of(browser, address) as page:
        page.goto("/")
        yield Counted(page)
    app.extensions["huicai.sample"].close()


def first_account(counted: Counted) -> None:
    counted.type("您的姓名", "张三")
    counted.type("登录名", "zhangsan")
    counted.click("button", "建立账号")
    counted.click("link", "记好了，继续")


def told(what: str) -> tuple[int, int]:
    """The numbers the guide tells."""
    found = re.search(rf"{what}：点 (\d+) 次，填 (\d+) 处", DOCUMENT.read_text(encoding="utf-8"))
    assert found
    return int(found[1]), int(found[2])


def test_to_a_pack_of_one_s_own_ledger(counted: Counted, tmp_path: Path) -> None:
    first_account(counted)
    counted.type("发文机关全称", "安澜县重点项目建设指挥部办公室")
    counted.type("机关代字", "安重办")
    counted.click("button", "保存，下一步")
    counted.click("link", "以后再说")
    counted.click("link", "下一步")
    counted.click("link", "上传台账")
    counted.choose(LEDGER, ISSUES)
    counted.click("button", "上传并核对")
    counted.click("link", "下一步：填写会议")
    counted.type("会议名称", "安澜县重点项目建设周调度会")
    counted.type("会议时间", "2026年12月4日（星期五）上午9:00")
    counted.type("会议地点", "三楼会议室")
    counted.click("button", "生成材料")
    assert len(counted.take(tmp_path)) > 20
    assert (counted.clicks, counted.fields) == told("自己的台账")


def test_to_a_pack_of_the_invented_county(counted: Counted, tmp_path: Path) -> None:
    first_account(counted)
    counted.click("link", "以后再填")
    counted.click("link", "以后再说")
    counted.click("link", "下一步")
    counted.click("button", "填入示例县试一试")
    counted.click("link", "会议")
    counted.click("link", "安澜县重点项目建设周调度会")
    counted.click("link", "材料")
    counted.click("button", "生成材料")
    assert len(counted.take(tmp_path)) > 5
    assert (counted.clicks, counted.fields) == told("示例县")
