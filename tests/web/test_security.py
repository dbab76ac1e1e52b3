"""Guards: tokens, headers, the key, names of the server; every error a Chinese page."""

from __future__ import annotations

import io
import re
import stat
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import html

from service.app import create_app
from service.config import Settings
from service.errors import OutputError, PaperError
from service.store.models_accounts import Account
from service.web.access import public
from tests.web.conftest import LEDGER, MEETING, Visitor, kept_files

STATIC = Path(__file__).parents[2] / "service" / "web"


@pytest.mark.parametrize("path", ["/readings", "/samples", f"/readings/{'A' * 22}/packs"])
@pytest.mark.parametrize("token", [None, "", "forged"])
def test_nothing_is_posted_without_the_pages_own_token(
    visitor: Visitor, settings: Settings, path: str, token: str | None
) -> None:
    visitor.token()
    fields = {} if token is None else {"csrf_token": token}
    answer = visitor.client.post(path, data=fields | {"files": (io.BytesIO(b"x"), "a.xlsx")})
    assert answer.status_code == 400
    assert "页面已过期" in answer.text
    assert kept_files(settings) == []


def test_every_answer_carries_the_guarding_headers(visitor: Visitor) -> None:
    for path in ("/ledgers", "/nothing", "/static/huicai.css", "/healthz"):
        answer = visitor.client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        answer.close()


def test_the_cookie_of_a_stranger_holds_no_more_than_the_token(stranger: Visitor) -> None:
    answer = stranger.client.get("/login")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    with stranger.client.session_transaction() as session:
        assert set(session) == {"csrf_token"}


def test_pages_have_nothing_inline_and_nothing_from_elsewhere(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER, MEETING)
    pack = visitor.made(reading, **visitor.form(reading))
    for path in ("/", "/ledgers", "/account", reading, f"{reading}/meeting", pack, "/nothing"):
        page: Any = html.fromstring(visitor.client.get(path).text)
        assert not page.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
        links = page.xpath("//@src | //link/@href | //a/@href | //form/@action")
        assert links
        assert all(re.match(r"[/#](?!/)", link) for link in links)


def test_every_field_has_a_label_and_headings_go_down_one_by_one(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER, MEETING)
    pack = visitor.made(reading, **visitor.form(reading))
    for path in ("/", "/ledgers", "/account", reading, f"{reading}/meeting", pack):
        page: Any = html.fromstring(visitor.client.get(path).text)
        named = set(page.xpath("//label/@for"))
        fields = page.xpath("//main//*[self::input[not(@type='hidden')] or self::textarea or self::select]/@id")
        assert set(fields) == named
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {
            part for said in page.xpath("//@aria-describedby | //@aria-labelledby") for part in said.split()
        } <= set(ids)
        levels = [int(tag.tag[1]) for tag in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_key_is_made_once_and_is_its_owners_alone(settings: Settings) -> None:
    key = create_app(settings).config["SECRET_KEY"]
    path = settings.home / "secret.key"
    assert path.read_bytes() == key
    assert len(key) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert create_app(settings).config["SECRET_KEY"] == key
    assert [found.name for found in settings.home.iterdir() if "secret" in found.name] == ["secret.key"]


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="写不进去"):
        create_app(Settings(home=tmp_path / "file" / "home"))


@pytest.mark.parametrize(("host", "status"), [("localhost:8000", 200), ("127.0.0.1", 200), ("evil.example", 400)])
def test_a_local_server_answers_to_its_own_names_only(app: Flask, account: Account, host: str, status: int) -> None:
    answer = app.test_client().get("/login", headers={"Host": host})
    assert answer.status_code == status
    assert "会材" in answer.text


def test_a_server_for_the_office_answers_to_any_name(settings: Settings, tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path / "other", host="0.0.0.0"))
    assert app.test_client().get("/setup", headers={"Host": "huicai.office"}).status_code == 200


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (PaperError("缺了一样东西，请补上"), 400, "缺了一样东西，请补上"),
        (OutputError("写不进去，请换一个文件夹"), 500, "写不进去，请换一个文件夹"),
    ],
)
def test_what_a_user_can_be_told_is_told(app: Flask, error: Exception, status: int, sentence: str) -> None:
    def fail() -> str:
        raise error

    app.add_url_rule("/fail", view_func=public(fail))
    answer = app.test_client().get("/fail")
    assert (answer.status_code, sentence in answer.text) == (status, True)


def test_the_unexpected_is_logged_under_the_number_the_page_shows(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> str:
        raise RuntimeError("the inside of the machine")

    app.add_url_rule("/fail", view_func=public(fail))
    answer = app.test_client().get("/fail")
    assert answer.status_code == 500
    found = re.search(r"编号 ([0-9a-f]{8})", answer.text)
    assert found
    assert "inside" not in answer.text
    assert found[1] in caplog.text
    assert "the inside of the machine" in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("GET", "/nothing", 404, "没有这个页面"),
        ("GET", "/samples", 405, "不能这样打开"),
        ("PUT", "/healthz", 405, "不能这样打开"),
    ],
)
def test_errors_are_chinese_pages(app: Flask, method: str, path: str, status: int, title: str) -> None:
    app.config["WTF_CSRF_METHODS"] = {"POST"}
    answer = app.test_client().open(path, method=method)
    assert (answer.status_code, title in answer.text) == (status, True)
    assert "回到首页" in answer.text


def test_the_style_and_script_ask_for_nothing_from_elsewhere() -> None:
    for path in (STATIC / "static").iterdir():
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", path.read_text(encoding="utf-8"))
