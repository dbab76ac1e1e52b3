"""Papers made in the background for another system: once however often it asks, seen, stopped, mended and fetched."""

from __future__ import annotations

import io
import tomllib
import zipfile
from typing import Any

import pytest
from flask import Flask

from service.batches import running
from service.batches.dispatcher import Ways
from service.batches.running import Background
from service.config import SAMPLES
from service.web.api import packs
from service.web.api.call import AGAIN
from tests.web.api.conftest import Api
from tests.web.conftest import ISSUES
from tests.web.test_batches import spoiling

CALLED = tomllib.loads((SAMPLES / "meeting.toml").read_text(encoding="utf-8"))
ASKED = {"meeting": CALLED, "uploads": [1], "papers": ["会议议程与议题单", "项目调度单"]}


@pytest.fixture
def begun(api: Api) -> Any:
    """A batch that was begun and of which nothing is made."""
    api.push(ISSUES)
    return api.post("/batches", ASKED)


def work(app: Flask, ways: Ways | None = None) -> None:
    running.work(app.extensions["huicai.store"], lambda: True, ways)


def test_from_asking_to_the_file(api: Api, app: Flask, begun: Any) -> None:
    assert (begun["state"], begun["made"], begun["waiting"]) == ("running", 0, begun["total"])
    address = f"/batches/{begun['id']}"
    early = api.call("GET", f"{address}/zip")
    assert (early.status_code, "做完以后才能取" in early.text) == (409, True)
    work(app)
    made = api.get(address)
    assert (made["state"], made["made"], made["failures"]) == ("done", begun["total"], [])
    assert api.get("/batches")["items"][0].items() <= made.items()
    sent = api.call("GET", f"{address}/zip")
    names = zipfile.ZipFile(io.BytesIO(sent.data)).namelist()
    assert sum(name.endswith(".docx") for name in names) == begun["total"] > 1
    assert sent.data == api.call("GET", f"{address}/zip").data


def test_asked_again_it_is_the_same_batch_until_that_is_cancelled(api: Api, begun: Any) -> None:
    again = api.call("POST", "/batches", ASKED)
    assert (again.status_code, again.json) == (202, begun)
    assert again.headers["Location"] == f"/api/v1/batches/{begun['id']}"
    keyed = api.call("POST", "/batches", ASKED, headers={"Idempotency-Key": "oa-1"})
    assert keyed.json == begun
    api.post(f"/batches/{begun['id']}/cancel")
    resent = api.call("POST", "/batches", ASKED, headers={"Idempotency-Key": "oa-1"})
    assert (resent.json, resent.headers[AGAIN]) == (begun, "true")
    assert resent.headers["Location"] == again.headers["Location"]
    other = api.post("/batches", ASKED)["id"]
    assert other != begun["id"]
    assert api.post("/batches", ASKED | {"papers": ["会议议程与议题单"]})["id"] != other
    page = api.get("/batches?most=1")
    older = api.get(f"/batches?most=2&beyond={page['next']}")
    assert [each["id"] for each in older["items"]] == [other, begun["id"]]


def test_it_pauses_and_goes_on(api: Api, app: Flask, begun: Any) -> None:
    address = f"/batches/{begun['id']}"
    assert api.post(f"{address}/pause")["state"] == api.post(f"{address}/pause")["state"] == "paused"
    work(app)
    assert "已暂停，做了 0 / " in api.call("GET", f"{address}/zip").text
    assert api.post(f"{address}/resume")["state"] == "running"
    work(app)
    late = api.call("POST", f"{address}/cancel")
    assert (late.status_code, "已完成，不能“取消生成”" in late.text) == (409, True)


def test_only_what_failed_is_made_again(api: Api, app: Flask, begun: Any) -> None:
    address = f"/batches/{begun['id']}"
    work(app, Ways(fill=spoiling))
    found = api.get(address)
    (failure,) = found["failures"]
    assert (found["failed"], failure["title"]) == (1, "会议议程与议题单")
    assert failure["reason"] == "表格“附表”第3行放不下"
    assert api.post(f"{address}/retry")["waiting"] == 1
    work(app)
    assert api.get(address)["failures"] == []
    refused = api.call("POST", f"{address}/retry")
    assert (refused.status_code, "没有失败的材料，不用重做" in refused.text) == (409, True)


def test_a_batch_of_which_nothing_was_made_has_no_file(api: Api, app: Flask, begun: Any) -> None:
    empty = api.post("/batches", ASKED | {"papers": ["会议议程与议题单"]})
    work(app, Ways(fill=spoiling))
    refused = api.call("GET", f"/batches/{empty['id']}/zip")
    assert (refused.status_code, "没有做成的材料" in refused.text) == (409, True)


def test_what_keeps_it_from_being_made_is_said(api: Api, app: Flask, begun: Any) -> None:
    background: Background = app.extensions["huicai.batches"]
    background.trouble = f"数据库文件“{app.extensions['huicai'].home}/huicai.db”写不进去，请检查磁盘空间"
    assert api.get(f"/batches/{begun['id']}")["note"] == "数据库文件“数据目录”写不进去，请检查磁盘空间"


def test_many_papers_are_no_pack(api: Api, begun: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_MOST_PAPERS", begun["total"] - 1)
    refused = api.call("POST", "/packs", ASKED)
    assert refused.status_code == 422
    assert "请把同样的内容发给 POST /api/v1/batches" in refused.text
