"""What befalls a machine while somebody looks at the page: a full disk, a worker killed, the whole service killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, expect

from service.batches.dispatcher import Ways
from service.batches.running import Background
from service.config import Settings
from service.registers import accounts
from service.registers.accounts import Person as Account
from service.store import open_store
from tests.batches.batching import dying_once, quick_pool
from tests.store.test_disk_full import fill_up, small_disk
from tests.web.browsing import page_of, saved
from tests.web.conftest import CHEAP, ISSUES, LEDGER, MEETING, OFFICE, PASSWORD
from tests.web.machine import Machine
from tests.web.made import ledger
from tests.web.office import store_of
from tests.web.people import Person


def begin_papers(page: Page) -> None:
    """From three files to a batch that is begun."""
    page.goto("/ledgers")
    page.get_by_label("选择文件").set_input_files([LEDGER, ISSUES, MEETING])
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("link", name="下一步：填写会议").click()
    page.get_by_role("button", name="生成材料").click()
    page.wait_for_url("**/batches/*")


def bring(page: Page) -> None:
    """A ledger of ten projects is sent."""
    more: FilePayload = {"name": "十月.xlsx", "mimeType": "application/octet-stream", "buffer": ledger(10)}
    page.get_by_label("选择文件").set_input_files([more])
    page.get_by_role("button", name="上传并核对").click()


def all_made_once(page: Page, folder: Path) -> None:
    """Every paper is there, under a name of its own, and the package holds just these."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("已生成")
    links = page.locator("ul.papers a", has_text=".docx").all_inner_texts()
    assert len(links) == len(set(links)) > 20
    with page.expect_download() as whole:
        page.get_by_role("link", name="下载全部（.zip）").click()
    with ZipFile(saved(whole.value, folder)) as package:
        assert sorted(name for name in package.namelist() if name.endswith(".docx")) == sorted(links)
        assert package.testzip() is None


class TestWhereTheDiskRunsFull:
    @pytest.fixture
    def small(self, tmp_path: Path) -> Iterator[Path]:
        yield from small_disk(tmp_path, "6m")

    @pytest.fixture
    def settings(self, small: Path) -> Settings:
        return Settings(home=small / "home", **CHEAP)  # type: ignore[arg-type]

    def test_the_page_says_so_nothing_is_lost_and_with_room_work_goes_on(
        self, app: Flask, page: Page, small: Path, tmp_path: Path
    ) -> None:
        app.extensions["huicai.batches"].hurry = False
        begin_papers(page)
        batch = page.url
        ballast = fill_up(small)
        page.goto("/ledgers")
        bring(page)
        expect(page.locator("#main")).to_contain_text("写不进去（磁盘空间不足），请检查磁盘空间")

        fill_up(small)  # what was refused has let go of room
        app.extensions["huicai.batches"].hurry = True
        app.extensions["huicai.batches"].wake()
        page.goto(batch)
        expect(page.get_by_role("alert")).to_contain_text("磁盘")
        ballast.unlink()
        all_made_once(page, tmp_path)
        page.goto("/ledgers")
        bring(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("核对读到的内容")


def test_a_worker_is_killed_while_the_page_is_open_and_every_paper_is_made_once(
    app: Flask, page: Page, tmp_path: Path, settings: Settings
) -> None:
    ways = Ways(workers=1, pool_from=1, pool=quick_pool, fill=dying_once)
    app.extensions["huicai.batches"] = Background(store_of(app), ways)
    begin_papers(page)
    all_made_once(page, tmp_path)
    assert (settings.home / "died").exists()


def test_the_service_is_killed_amid_a_batch_and_started_again_and_the_page_goes_on(
    browser: Browser, tmp_path: Path
) -> None:
    machine = Machine(tmp_path)
    with open_store(Settings(home=machine.home, **CHEAP)) as store:  # type: ignore[arg-type]
        accounts.first_admin(store, Account(login="zhangsan", name="张三", roles=OFFICE), PASSWORD)
    machine.start(hanging=True)
    with page_of(browser, machine.address, falling=True) as page:
        Person(page, "zhangsan").come_in()
        begin_papers(page)
        expect(page.get_by_text("正在做：")).to_be_visible()
        machine.kill()
        expect(page.get_by_text("暂时联系不上会材，正在重试…")).to_be_visible()
        with machine:
            all_made_once(page, tmp_path)
