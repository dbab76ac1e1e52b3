"""Files on their way, in a real browser: how far they are, what stops them, and where the page goes on."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from service.store import Store
from service.store.models_uploads import Upload
from service.web.received import keep
from tests.web.conftest import LEDGER, MEETING, Visitor


def slowed(page: Page, bytes_a_second: int) -> None:
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second},
    )


def choose(page: Page, *files: FilePayload) -> None:
    page.goto("/ledgers")
    page.get_by_label("选择文件").set_input_files(list(files))


def big(name: str, size: int) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": b"\xe9\xa1\xb9" * (size // 3)}


def uploads(store: Store) -> int:
    with store.read() as session:
        return session.query(Upload).count()


def test_the_bar_moves_while_files_are_sent_and_the_page_goes_on(page: Page) -> None:
    choose(page, big("一.csv", 600_000), big("二.csv", 300_000))
    slowed(page, 400_000)
    page.get_by_role("button", name="上传并核对").click()
    bar = page.get_by_role("progressbar", name="上传进度")
    expect(bar).to_be_visible()
    expect(page.get_by_text("正在上传 2 个文件，共 0.9 MB")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("已上传 [1-9][0-9]?%"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")
    expect(page.get_by_role("heading", level=2, name="二.csv")).to_be_visible()


def test_after_the_last_byte_it_says_that_it_reads(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def unhurried(*given: Any) -> tuple[str, str]:
        go_on.wait(60)
        return keep(*given)

    monkeypatch.setattr("service.web.views.uploads.keep", unhurried)
    choose(page, big("一.csv", 3000))
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_text("已全部传到，正在读取…")).to_be_visible()
    expect(page.get_by_role("progressbar", name="上传进度")).not_to_have_attribute("value", "100")
    expect(page.get_by_role("button", name="正在读取…")).to_be_disabled()
    go_on.set()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")


def test_an_upload_can_be_cancelled_and_sent_again(page: Page, store: Store) -> None:
    choose(page, big("一.csv", 900_000))
    slowed(page, 50_000)
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="取消上传").click()
    expect(page.get_by_text("已取消，什么也没有上传。")).to_be_visible()
    assert uploads(store) == 0
    slowed(page, -1)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")
    assert uploads(store) == 1


def test_too_much_is_said_before_it_is_sent(page: Page, store: Store) -> None:
    choose(page, big("一.csv", 1_500_000), big("二.csv", 1_500_000))
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("status").filter(has_text="选的文件合计 2.9 MB，一次最多 2.0 MB")).to_be_visible()
    page.get_by_role("button", name="移除 二.csv").click()
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")
    assert uploads(store) == 1


def test_what_the_server_refuses_is_shown_as_its_own_page(page: Page) -> None:
    choose(page, *(big(f"{number}.csv", 30) for number in range(21)))
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("alert")).to_contain_text("一次最多上传 20 个文件，这次选了 21 个")
    page.get_by_label("选择文件").set_input_files([LEDGER, MEETING])
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")


def test_a_broken_connection_is_said_and_nothing_is_lost(browser: Browser, address: str, signed_in: Any) -> None:
    with browser.new_context(base_url=address, storage_state=signed_in) as context:
        page = context.new_page()
        choose(page, big("一.csv", 3000))
        context.set_offline(True)
        page.get_by_role("button", name="上传并核对").click()
        expect(page.get_by_text("没有传上去：和会材的连接断了")).to_be_visible()
        context.set_offline(False)
        page.get_by_role("button", name="上传并核对").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("核对读到的内容")


@pytest.mark.parametrize(("mark", "status"), [({}, 303), ({"X-Sent-By": "script"}, 201)])
def test_a_script_is_told_where_to_go_on_and_a_browser_is_led_there(
    visitor: Visitor, mark: dict[str, str], status: int
) -> None:
    fields = {"csrf_token": visitor.token(), "files": (LEDGER.open("rb"), LEDGER.name)}
    answer = visitor.client.post("/readings", data=fields, headers=mark)
    assert answer.status_code == status
    assert visitor.client.get(answer.location).status_code == 200
