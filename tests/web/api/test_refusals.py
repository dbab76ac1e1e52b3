"""What is refused, with which status, about which field, in which words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from service.errors import OutputError, StoreBusy
from service.web.api import numbers
from tests.web.api.conftest import FAR, ORDER, Api

SIGN = {"tickets": [1], "organ": "安重办"}


ASKED: list[Any] = [
    ("/tickets?most=0", "most", "不能小于 1"),
    ("/tickets?most=201", "most", "不能大于 200"),
    ("/tickets?most=多", "most", "应是整数"),
    ("/tickets?beyond=-1", "beyond", "不能小于 0"),
    ("/tickets?beyond=99999999999999999999", "beyond", "不能大于"),
    ("/tickets?state=没有", "state.0", "只能是 '草拟'、'已签发'"),
    ("/tickets?day=2026-3-1", "day", "应写成 2026-03-20"),
    ("/tickets?day=2026-02-30", "day", "没有“2026-02-30”这一天"),
    ("/tickets?day=2026-03-01&day=2026-03-02", "day", "写了 2 次"),
    ("/tickets?overdue=也许", "overdue", "应是 true 或 false"),
    ("/tickets?page=2", "page", "不是这里的项目"),
    ("/tickets?unit=%00", "unit", "里有不能用的字符"),
    ("/figures", "period", "没有写，请补上"),
    ("/figures?period=去年", "period", "应写成 2026-10"),
    ("/figures?period=2026-02-30", "period", "没有 30 日"),
    ("/figures?period=2026-10&rules=/etc/passwd", "rules", "没有“/etc/passwd”这个预警规则"),
    ("/figures?period=2026-10&by=颜色", None, "不能按“颜色”分组"),
    ("/figures?period=2026-10&compare=全市", "compare", "请写成 全市=62.3"),
    ("/papers?number=No.15", "number", "里有不能用的字符"),
    ("/me?x=1", "x", "不是这里的项目"),
]


def test_what_is_asked_for_must_be_right(api: Api) -> None:
    for path, field, words in ASKED:
        refused(api.call("GET", path), 422, field, words)


SENT: list[Any] = [
    ({}, "problem", "没有写，请补上；另有 2 处不对"),
    (ORDER | {"colour": "红"}, "colour", "不是这里的项目"),
    (ORDER | {"problem": "　"}, "problem", "没有填写，请补上"),
    (ORDER | {"problem": 5}, "problem", "应是文字"),
    (ORDER | {"problem": "长" * 5001}, "problem", "最多 5000 个字"),
    (ORDER | {"units": []}, "units", "至少 1 项"),
    (ORDER | {"units": "县水利局"}, "units", "应是方括号括起的列表"),
    (ORDER | {"units": [" "]}, "units.0", "没有填写"),
    (ORDER | {"units": ["县水利局", "县水利局"]}, None, "“县水利局”写了两次"),
    (ORDER | {"deadline": 20260320}, "deadline", "应写成 2026-03-20"),
    (ORDER | {"deadline": "1999-01-01"}, "deadline", "2000年至2099年"),
    (ORDER | {"working_days": 5}, "deadline", "请用 deadline 或 working_days 写一样"),
    (ORDER | {"deadline": None}, "deadline", "请用 deadline 或 working_days 写一样"),
    (ORDER | {"deadline": None, "working_days": "5"}, "working_days", "应是整数"),
    (ORDER | {"deadline": None, "working_days": 251}, "working_days", "不能大于 250"),
    ([], None, "应是花括号括起的对象"),
    ("草拟", None, "应是花括号括起的对象"),
]


def test_what_is_sent_must_be_right(api: Api) -> None:
    for body, field, words in SENT:
        refused(api.call("POST", "/tickets", body), 422, field, words)
    assert api.get("/tickets")["items"] == []


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b'{"problem": ', "application/json", "不是完整的 JSON"),
        (b"", "application/json", "不是完整的 JSON"),
        ('{"problem": "甲"}'.encode("gb18030"), "application/json", "不是完整的 JSON"),
        (b"[" * 100_000, "application/json", "不是完整的 JSON"),
        (b"{}", "text/plain", "请把内容写成 JSON"),
        (b"problem=1", "application/x-www-form-urlencoded", "请把内容写成 JSON"),
    ],
)
def test_what_cannot_be_read(api: Api, data: bytes, kind: str, words: str) -> None:
    refused(api.call("POST", "/tickets", data=data, content_type=kind), 400, None, words)


DONE: list[Any] = [
    ("GET /tickets/9", None, 404, "没有“9”这张调度单"),
    ("GET /tickets/0", None, 404, "没有这个地址"),
    ("GET /tickets/99999999999999999999", None, 404, "没有这个地址"),
    ("GET /topics/9", None, 404, "没有第9号议题"),
    ("GET /meetings/9", None, 404, "没有第9号会议"),
    ("GET /uploads/9", None, 404, "没有第9号上传的文件"),
    ("GET /snapshots/9", None, 404, "没有第9号当期数据"),
    ("GET /snapshots/difference?before=8&after=9", None, 404, "没有第8号当期数据"),
    ("GET /papers/9", None, 404, "没有第9号签发存档的文书"),
    ("GET /papers/9/document", None, 404, "没有第9号签发存档的文书"),
    ("GET /figures?period=2026-10", None, 404, "2026-10还没有当期数据"),
    ("GET /nothing", None, 404, "没有这个地址"),
    ("DELETE /tickets/1", None, 405, "不接受这种请求方法"),
    ("POST /meetings", {"kind": "例会"}, 404, "没有“例会”这类会议"),
    ("POST /meetings", {"kind": "专题会"}, 422, "专题会不定期，请写明日期"),
    ("POST /tickets/sign", {"tickets": [9], "organ": "安重办"}, 404, "没有“9”这张调度单"),
    ("POST /tickets/sign", {"tickets": [1], "organ": "安重办2"}, 422, "里有不能用的字符"),
    ("POST /tickets/9/receive", {}, 404, "没有第9号调度单"),
    ("POST /tickets/1/close", {"note": "好"}, 409, "不能办结：要先有牵头单位的反馈"),
    ("POST /tickets/1/receive", {"day": "2026-03-01"}, 409, "早于上一步"),
    ("POST /tickets/1/receive", {"unit": "外单位"}, 409, "不是这张单子的责任单位"),
    ("PUT /tickets/1", ORDER, 409, "内容不能再改"),
    ("POST /tickets/1/escalate", {"measure": "问责", "organ": "安重办"}, 409, "现在不能问责"),
    ("POST /numbers/void", {"number": "安重办调〔2026〕99号", "reason": "错"}, 404, "没有用本系统编过这个号"),
    ("POST /numbers/take-over", {"organ": "安重办", "start": 100001, "evidence": "册"}, 422, "不能大于 100000"),
    ("POST /snapshots", {"uploads": [9]}, 404, "没有第9号上传的文件"),
    ("POST /triage", {"uploads": [9], "source": "周报"}, 404, "没有第9号上传的文件"),
    ("POST /meetings/9/hold", None, 404, "没有第9号会议"),
    ("POST /meetings/9/hold", {"day": FAR}, 422, "不用发送内容"),
    ("POST /packs", {"meeting": {}}, 422, "缺少 [meeting] 一节"),
    ("POST /packs", {"meeting": {"meeting": None, "x": 1}}, 422, "不认识“x”"),
]


def test_what_cannot_be_done(api: Api) -> None:
    api.signed()
    for where, body, status, words in DONE:
        method, path = where.split()
        answer = api.call(method, path, body)
        assert (answer.status_code, words in answer.text) == (status, True), answer.text
        assert answer.json
        assert set(answer.json) == {"error"}
        if status == 405:
            assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("query", "more", "status", "words"),
    [
        ("period=2026-10", {"data": b"x", "content_type": "application/octet-stream"}, 422, "请用 name 写明文件名"),
        ("period=2026-10&name=a.xlsx", {"data": b"", "content_type": "application/octet-stream"}, 422, "文件是空的"),
        ("period=2026-10&name=a.xlsx", {"data": b"x", "content_type": "text/plain"}, 400, "发送文件"),
        ("name=a.xlsx&period=", {"data": b"x", "content_type": "application/octet-stream"}, 422, "应写成 2026-10"),
        ("period=2026-10", {"data": {"other": (io.BytesIO(b"x"), "a.xlsx")}}, 422, "表单里只认 files"),
        ("period=2026-10", {"data": {"period": "2026-10"}, "content_type": "multipart/form-data"}, 422, "只认 files"),
        ("period=2026-10", {"data": {"files": [(io.BytesIO(b"x"), f"{n}.xlsx") for n in range(21)]}}, 422, "最多 20"),
        (
            "period=2026-10&name=a.xlsx",
            {"data": b"x" * (2 * 1024 * 1024 + 1), "content_type": "application/octet-stream"},
            413,
            "太大",
        ),
    ],
)
def test_files_that_are_not_taken(api: Api, query: str, more: dict[str, Any], status: int, words: str) -> None:
    answer = api.call("POST", f"/uploads?{query}", **more)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert api.get("/uploads")["items"] == []


def test_what_is_busy_may_be_tried_again_and_nothing_inside_is_told(
    api: Api, monkeypatch: pytest.MonkeyPatch, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    home: Path = app.extensions["huicai"].home
    for error, status, words in (
        (StoreBusy("数据库正被别的操作占用"), 503, "占用"),
        (OutputError(f"“{home}/packs”写不进去"), 500, "“数据目录”写不进去"),
        (RuntimeError("the inside of the machine"), 500, "请把编号"),
    ):

        def fail(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(numbers, "report", fail)
        answer = api.call("GET", "/numbers")
        assert (answer.status_code, words in answer.text) == (status, True)
        assert "inside" not in answer.text
        assert str(home) not in answer.text
        assert ("Retry-After" in answer.headers) == (status == 503)
    assert "the inside of the machine" in caplog.text


def test_one_point_nought_is_a_whole_number(api: Api) -> None:
    api.post("/tickets", {**ORDER, "deadline": None, "working_days": 5.0})
    assert api.post("/tickets/sign", {"tickets": [1.0]})["items"][0]["ticket"]["id"] == 1
    refused(api.call("POST", "/tickets/sign", {"tickets": [1.5]}), 422, "tickets.0", "应是整数")


def test_a_deadline_on_a_day_off_is_pointed_out_and_one_gone_by_is_not_signed(api: Api) -> None:
    made = api.post("/tickets", {**ORDER, "deadline": "2026-10-02"})
    assert "国庆节" in made["notes"][0]
    refused(api.call("POST", "/tickets/sign", SIGN), 409, None, "早于签发日期")


def refused(answer: Any, status: int, field: str | None, words: str) -> None:
    assert answer.status_code == status, answer.text
    error = answer.json["error"]
    assert (error["field"], words in error["message"]) == (field, True), error
