"""A real browser for the tests of pages: one Chromium for all of them, and pages that tolerate no fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Download, Page, expect, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: How long the browser may need to show what is expected, in ms: the machine may have other work.
PATIENCE = 120_000
SCREEN = {"width": 1366, "height": 768}


@contextmanager
def browsing(program: str) -> Iterator[Browser]:
    """A running Chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield running
        running.close()


@contextmanager
def page_of(browser: Browser, address: str, state: Any = None, *, falling: bool = False) -> Iterator[Page]:
    """A page of a visitor of their own that fails its test when the browser refuses or misses anything; ``falling``:
    but for a service that is not there for a while."""
    options: dict[str, Any] = {"base_url": address, "storage_state": state, "viewport": SCREEN, "locale": "zh-CN"}
    with browser.new_context(**options) as context:
        complaints: list[str] = []
        context.set_default_timeout(PATIENCE)
        opened = context.new_page()
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        opened.on("requestfailed", lambda request: complaints.append(f"{request.url} {request.failure}"))
        yield opened
        borne = ("ERR_ABORTED", "ERR_CONNECTION_REFUSED") if falling else ("ERR_ABORTED",)  # a download leaves its page
        complaints = [text for text in complaints if not any(each in text for each in borne)]
        assert not complaints, complaints


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as running:
        yield running


@pytest.fixture
def page(browser: Browser, address: str, signed_in: Any) -> Iterator[Page]:
    """A page of 张三, who has every role of the office."""
    with page_of(browser, address, signed_in) as opened:
        yield opened


def saved(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path
