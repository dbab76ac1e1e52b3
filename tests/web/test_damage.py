"""What a full disk, a kill or a damaged disk leaves: no debris, no half pack, a sentence, and a way on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from data_adapters import Mapping
from service.app import create_app
from service.batches import Made, Summary
from service.config import ROOT, Settings
from service.errors import OutputError
from service.papers import Shelf
from service.registers.deliveries import Delivered
from service.store.clock import now
from service.web import errors, packs
from service.web.access import public
from service.web.received import Received
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor, kept_files
from tests.web.made import ledger

DAMAGED = "这份记录已损坏"


@pytest.fixture
def pack(visitor: Visitor) -> str:
    """The address of a small pack."""
    reading = visitor.reading(LEDGER)
    answer = visitor.post(f"{reading}/packs", **visitor.form(reading) | {"papers": ["progress_bulletin"]})
    assert answer.status_code == 303
    return answer.location


def manifest(settings: Settings, address: str) -> Path:
    return settings.home / address.lstrip("/") / "manifest.json"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"{}"])
def test_a_damaged_record_is_told_and_offers_a_new_upload(
    visitor: Visitor, settings: Settings, pack: str, content: bytes
) -> None:
    manifest(settings, pack).write_bytes(content)
    for address in (pack, f"{pack}/材料清单.xlsx"):
        answer = visitor.client.get(address)
        assert (answer.status_code, DAMAGED in answer.text, "回到首页" in answer.text) == (404, True, True), address


@pytest.mark.parametrize(
    "change",
    [
        {"files": []},
        {"files": {"a": "b"}},
        {"zip": 3},
        {"listing": None},
        {"origin": {"reading": "x"}},
        {"summary": {}},
        {"summary": {"made": [{"x": 1}]}},
        {"origin": None},
    ],
)
def test_a_record_of_another_shape_is_damaged(
    visitor: Visitor, settings: Settings, pack: str, change: dict[str, Any]
) -> None:
    path = manifest(settings, pack)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    answer = visitor.client.get(pack)
    assert (answer.status_code, DAMAGED in answer.text) == (404, True)


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


def test_nothing_is_left_of_a_pack_that_could_not_be_written(
    visitor: Visitor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    sent = visitor.form(reading)
    seen: list[str] = []

    def full(folder: Path, content: dict[str, Any]) -> None:
        seen.extend(path.name for path in folder.iterdir())
        raise OutputError(f"“{folder / 'manifest.json'}”写不进去（磁盘空间不足），请清理")

    monkeypatch.setattr(packs, "write_manifest", full)
    answer = visitor.post(f"{reading}/packs", **sent)
    assert (answer.status_code, "磁盘空间不足" in answer.text) == (422, True)
    assert len(seen) > 20
    assert list((settings.home / "packs").iterdir()) == []
    assert "数据目录" in answer.text
    assert str(settings.home) not in answer.text


def test_a_killed_pack_is_swept_away_after_an_hour(settings: Settings) -> None:
    moment = time.time()
    for name, age in (("old", 4000), ("young", 3000)):
        folder = settings.home / "packs" / f".tmp-{name}"
        folder.mkdir(parents=True)
        (folder / "甲.docx").write_bytes(b"x")
        os.utime(folder, (moment - age, moment - age))
    (settings.home / "packs" / ("A" * 22)).mkdir()
    os.utime(settings.home / "packs" / ("A" * 22), (0, 0))
    create_app(settings)
    assert sorted(path.name for path in (settings.home / "packs").iterdir()) == [".tmp-young", "A" * 22]


def test_papers_are_written_as_they_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No paper is held while the next is made: each is on the disk before the next is asked for."""
    missing = []

    def made(_chosen: object, _inputs: object, summary: Summary, *, most: int) -> Iterator[tuple[Made, bytes]]:
        for number in range(3):
            summary.made.append(Made("甲", "", f"{number}.docx", ()))
            yield summary.made[-1], b"x"
            missing.extend([] if list(tmp_path.rglob(f"{number}.docx")) else [number])

    class Nobody:
        meeting = None

    monkeypatch.setattr(packs, "make", made)
    asked = {"reading": "x", "papers": [], "period": "", "values": {}}
    sent = Received(Delivered(1, "x", None, "张三", now(), ()), (), Mapping())
    origin = packs.Origin(asked, sent)
    address = packs.make_pack(tmp_path, Shelf({}), [], Nobody(), origin)  # type: ignore[arg-type]
    assert missing == []
    found = packs.read_pack(tmp_path, address)
    assert found is not None
    assert sorted(found["files"]) == ["0.docx", "1.docx", "2.docx", "会议材料.zip", "材料清单.xlsx"]


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
