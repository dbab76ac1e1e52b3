"""People of an office, each at a browser of their own: what they click and type, named as they would name it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.web.browsing import saved
from tests.web.conftest import PASSWORD


@dataclass
class Person:
    """Somebody with an account."""

    page: Page
    login: str
    name: str = ""

    def come_in(self, password: str = PASSWORD) -> None:
        """Sign in at the door."""
        self.page.goto("/login")
        self.page.get_by_label("登录名").fill(self.login)
        self.page.get_by_label("密码").fill(password)
        self.click("登录")

    def come_in_first(self, given: str) -> None:
        """Sign in with the password one was told, and take one's own."""
        self.come_in(given)
        expect(self.heading).to_contain_text("请先改密码")
        self.page.get_by_label("现在的密码").fill(given)
        self.page.get_by_label("新密码", exact=True).fill(PASSWORD)
        self.page.get_by_label("再输一次新密码").fill(PASSWORD)
        self.click("改密码")
        expect(self.page.get_by_role("link", name=self.login)).to_be_visible()

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def click(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def fill(self, **fields: str) -> None:
        for label, text in fields.items():
            self.page.get_by_label(label, exact=True).fill(text)

    def download(self, what: str, folder: Path, kind: str = "link") -> Path:
        """Click what gives a file; gives where it was put."""
        with self.page.expect_download() as one:
            self.page.get_by_role(kind, name=what, exact=True).first.click()  # type: ignore[arg-type]
        return saved(one.value, folder)

    def told(self, words: str) -> None:
        """See that a page says something in its line of what was done."""
        expect(self.page.get_by_role("status").first).to_contain_text(words)
