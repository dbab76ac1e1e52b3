"""What a full disk, a kill or a damaged disk leaves: no debris, no half pack, a sentence, and a way on."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from service.config import ROOT, Settings
from service.errors import OutputError
from service.web import errors
from service.web.access import public
from tests.web.conftest import ISSUES, LEDGER, Visitor, kept_files
from tests.web.made import ledger

DAMAGED = "这份记录已损坏"


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"x" + data[1:], lambda _: b""])
def test_damaged_bytes_are_told_and_the_next_upload_heals_them(
    visitor: Visitor, settings: Settings, spoil: Any
) -> None:
    reading, data = visitor.reading(ISSUES), ISSUES.read_bytes()
    (kept,) = kept_files(settings)
    kept.write_bytes(spoil(data))
    for address in (reading, f"{reading}/meeting"):
        answer = visitor.client.get(address)
        assert (answer.status_code, DAMAGED in answer.text, "回到首页" in answer.text) == (404, True, True)
    again = visitor.reading(ISSUES)
    assert kept.read_bytes() == data
    assert [visitor.client.get(address).status_code for address in (reading, again)] == [200, 200]


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "“{home}/packs/.tmp-x/甲（乙）.docx”写不进去（磁盘空间不足），请清理",
            "“甲（乙）.docx”写不进去（磁盘空间不足），请清理",
        ),
        ("“{home}/uploads/ab/abcd”写不进去", "“数据目录”写不进去"),
        ("“{home}”写不进去", "“数据目录”写不进去"),
        ("“{home}2/甲.docx”", "“{home}2/甲.docx”"),
        ("“{root}/templates_docx/甲/template.docx”坏了", "“template.docx”坏了"),
        ("没有路径", "没有路径"),
    ],
)
def test_a_page_names_no_path_of_the_server(app: Flask, settings: Settings, sentence: str, shown: str) -> None:
    places = {"home": settings.home, "root": ROOT}

    def fail() -> str:
        raise OutputError(sentence.format(**places))

    app.add_url_rule("/fail", view_func=public(fail))
    assert shown.format(**places) in app.test_client().get("/fail").text
    with app.app_context():
        assert errors.without_paths(sentence.format(**places)) == shown.format(**places)


def test_an_upload_whose_bytes_are_gone_cannot_be_compared_with(visitor: Visitor, settings: Settings) -> None:
    earlier = visitor.reading(LEDGER)
    later = visitor.upload(("十月.xlsx", ledger(10, heading="累计完成投资"))).location
    for path in kept_files(settings):
        if path.read_bytes() == LEDGER.read_bytes():
            path.write_bytes(b"other")
    answer = visitor.client.get(later, query_string={"last": earlier.rsplit("/", 1)[-1]})
    assert answer.status_code == 200
    assert "要比较的那次上传已损坏" in answer.text
