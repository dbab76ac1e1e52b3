"""单位报送: a unit sends its own return, sees its own and nobody else's; the office gathers what was sent."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from service.registers.roles import Role
from service.store.audit_list import Looked, looked_up
from tests.web.conftest import Visitor
from tests.web.made import sent, tree


def send(visitor: Visitor, name: str, data: bytes) -> TestResponse:
    return visitor.post("/returns/own", file=(io.BytesIO(data), name))


@pytest.fixture
def unit(visitor_of: Callable[..., Visitor]) -> Visitor:
    return visitor_of(Role.UNIT, unit="栖云镇")


@pytest.fixture
def other(visitor_of: Callable[..., Visitor]) -> Visitor:
    return visitor_of(Role.UNIT, unit="枕石镇", login="zhenshi")


def test_a_unit_sends_its_return_and_sees_what_was_understood(unit: Visitor) -> None:
    assert unit.client.get("/").location == "/returns"
    assert unit.client.get("/returns").location == "/returns/own"
    answer = send(unit, "周报.xlsx", sent("栖云镇", ("道路", "栖云镇", 100, "若干")))
    assert answer.status_code == 303
    page = unit.client.get(answer.location).text
    assert "“若干”不是金额" in page
    copy = unit.client.get(f"{answer.location}/marked")
    assert load_workbook(io.BytesIO(copy.data))["Sheet"]["D4"].comment is not None
    assert "周报.xlsx" in unit.client.get("/returns/own").text


def test_a_unit_sees_nothing_of_others(unit: Visitor, other: Visitor, visitor: Visitor) -> None:
    theirs = send(other, "枕石.xlsx", sent("枕石镇")).location
    gathered = visitor.post("/returns", files=[(io.BytesIO(sent("枕石镇")), "枕石.xlsx")], units="枕石镇").location
    assert "枕石" not in unit.client.get("/returns/own").text
    for path in (theirs, f"{theirs}/marked"):
        assert unit.client.get(path).status_code == 404
    address = theirs.rpartition("/")[2]
    for path in ("/ledgers", f"/readings/{address}", f"/returns/{address}", gathered, "/meetings", "/admin"):
        answer = unit.client.get(path)
        assert answer.status_code in (302, 303, 403, 404), path
        assert "枕石" not in answer.text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("枕石.xlsx", sent("枕石镇"), "这份表写的单位是“枕石镇”，您的账号是“栖云镇”"),
        ("通知.pdf", b"%PDF-1.7", "是 PDF 文件"),
        ("", b"", "还没有选择报表"),
    ],
)
def test_what_is_not_a_return_of_the_unit_is_not_taken(unit: Visitor, name: str, data: bytes, sentence: str) -> None:
    answer = send(unit, name, data)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "还没有报过" in unit.client.get("/returns/own").text


def test_the_office_gathers_the_newest_of_each_unit(unit: Visitor, other: Visitor, visitor: Visitor) -> None:
    send(unit, "旧.xlsx", sent("栖云镇"))
    send(unit, "新.xlsx", sent("栖云镇", ("栖云镇水厂", "栖云镇", 100, 60)))
    page = visitor.client.get("/returns").text
    assert "有账号还没有报的：枕石镇。" in page
    assert "旧.xlsx" not in page
    answer = visitor.post("/returns/sent", units="栖云镇\n枕石镇\n听泉镇")
    said = "".join(tree(visitor.client.get(answer.location).text).text_content().split())
    assert "应报3家已报1家未报2家" in said
    assert "新.xlsx" in visitor.client.get(f"{answer.location}").text or "栖云镇" in said


def test_only_units_send_by_themselves(visitor_of: Callable[..., Visitor]) -> None:
    clerk = visitor_of(Role.CLERK)
    assert send(clerk, "栖云.xlsx", sent("栖云镇")).status_code == 403
    assert clerk.client.get("/returns").status_code == 200
    assert visitor_of(Role.LEADER).client.get("/returns").status_code == 403


def test_a_return_sent_by_mistake_is_taken_back_and_stays_to_be_read(
    app: Flask, unit: Visitor, visitor: Visitor
) -> None:
    send(unit, "旧.xlsx", sent("栖云镇"))
    address = send(unit, "错.xlsx", sent("栖云镇", ("道路", "栖云镇", 100, 60))).location
    assert "已由后来报的代替" in unit.client.get("/returns/own").text
    assert "撤回这份报表？" in unit.post(f"{address}/withdraw").text
    assert unit.post(f"{address}/withdraw", sure="1").location == "/returns/own"
    page = unit.client.get("/returns/own").text
    assert ("已撤回。" in page, "已由后来报的代替" in page) == (True, False)
    assert "已撤回" in unit.client.get(address).text
    office = visitor.client.get("/returns").text
    assert ("错.xlsx" in office, "旧.xlsx" in office) == (False, True)
    unit.post(f"{address}/withdraw", sure="1")
    assert "已经撤回过了" in unit.client.get("/returns/own").text
    with app.extensions["huicai.store"].read() as session:
        (entry,) = looked_up(session, Looked(subject="第2批", most=9))[:1]
    assert entry.action == "撤回报送"


def test_what_the_office_took_is_not_taken_back(unit: Visitor, other: Visitor, visitor: Visitor) -> None:
    address = send(unit, "周报.xlsx", sent("栖云镇", ("道路", "栖云镇", 100, 60))).location
    assert other.post(f"{address}/withdraw", sure="1").status_code == 404
    assert visitor.post("/returns/sent", units="栖云镇").status_code == 303
    page = unit.client.get("/returns/own").text
    assert ("办公室已收取" in page, "/withdraw" in page) == (True, False)
    unit.post(f"{address}/withdraw", sure="1")
    assert "没有撤回：这份报表办公室已经收取" in unit.client.get("/returns/own").text
    send(unit, "改好.xlsx", sent("栖云镇", ("道路", "栖云镇", 100, 61)))
    assert "改好.xlsx" in visitor.client.get("/returns").text
